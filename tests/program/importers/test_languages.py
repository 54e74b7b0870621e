"""The language of a text is known, or not guessed."""

import pytest

from build_scripts.importers.languages import language_of

TEXTS = {
    "en": "The levy on salt was old, and nobody in the lower town had ever been asked about it before the vote was held. It was the first of the two that he had to pay for with the money that was in it at the time.",
    "de": "Die Abgabe auf das Salz war alt, und niemand in der unteren Stadt war je gefragt worden. Es war die erste von zwei, die er mit dem Geld zahlen musste, das nicht da war, und das ist auch für die Stadt von Wert.",
    "fr": "La taxe sur le sel est ancienne, et personne dans la ville basse ne fut jamais interrogé. Les deux villes sont sur la rive, et il ne se passe plus un jour sans que le pont soit payé par les gens qui vivent dans la ville.",
    "tr": "Tuz vergisi eskiydi ve bu konuda kimseye bir şey sorulmadı. Bu bir ilk olarak daha sonra da her iki kent için çok önemli oldu, ve en az onun kadar eski olan bir köprü de bu kent ile o kent için yapıldı, ne kadar gibi.",
    "ru": "Налог на соль был старым, и никто в нижнем городе не был спрошен. Это был первый из двух, и он не мог за него платить, но для города это было не так, как у других, и от этого он и по сей день с мостом к реке.",
    "ur": "نمک پر محصول پرانا تھا اور نچلے شہر میں کسی سے کبھی نہیں پوچھا گیا تھا۔ یہ دونوں شہروں کے لیے بہت اہم تھا۔",
    "ar": "كانت الضريبة على الملح قديمة ولم يسأل أحد في المدينة السفلى عنها من قبل.",
    "fa": "مالیات نمک قدیمی بود و هیچ کس در شهر پایین چیزی از آن نپرسیده بود. این برای هر دو شهر بزرگ بود.",
    "zh": "盐税由来已久，下城的人从未被问过。这座桥是为两座城修建的。",
    "ja": "塩の税は古く、下の町の人々は一度も尋ねられたことがなかった。この橋は二つの町のために作られた。",
    "el": "Ο φόρος στο αλάτι ήταν παλιός και κανείς στην κάτω πόλη δεν είχε ποτέ ερωτηθεί.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_language_is_known(language):
    assert language_of([TEXTS[language]]) == language


@pytest.mark.parametrize("text", ["", "12 34", "Salt", "Lorem ipsum dolor sit amet " * 20, "x " * 500])
def test_what_is_not_clear_is_not_guessed(text):
    assert language_of([text]) == ""
