"""Papers in LaTeX."""

import pytest
from dots import PNG

from build_scripts.importers.pandoc.formulas import formula_of
from build_scripts.importers.pandoc.latex import Entry, read_latex, wanted, whole, with_labels, written_out
from build_scripts.importers.reading import Harm, Reading, Refused
from build_scripts.paper.blocks import (
    Aside,
    Figure,
    Form,
    Formula,
    Heading,
    Note,
    Reference,
    Table,
    Text,
)

BIB = b"""
@article{lund, author={Lund, Ida}, title={Towns}, journal={River Studies}, year=2009, volume=4, number=2, pages={12--30}}
@book{berg, author={Berg, Anna}, title={The Levy}, publisher={Mill Press}, year=2011}
"""
PAPER = r"""
\documentclass{article}
\usepackage[ngerman,british]{babel}
\title{Bridges\thanks{Paid by Eaton.}}
\author{Anna Berg\\ University of Eaton \and Karl Holm}
\date{March 2014}
\begin{document}\maketitle
\begin{abstract}This essay asks who paid.\end{abstract}
\section{The levy}\label{sec:levy}
It was \emph{old} \citep[see][12]{berg}, says \citet{lund}.\footnote{The charter.} \unknown{kept}
\subsection{Its end} See Section~\ref{sec:levy} and \eqref{eq:sum}, Figure~\ref{fig:mill}.
\begin{equation}\label{eq:sum} x+1=8 \end{equation}
where \(y\) holds.
\begin{align} a&=1\\ b&=2 \nonumber\end{align}
\begin{quote}We shall not pay.\end{quote}
\begin{verse}When the water stands\\ the ferry stands\end{verse}
\begin{itemize}\item slow \item[(x)] low\end{itemize}
\begin{figure}\includegraphics{pics/mill}\caption{The mill}\label{fig:mill}\end{figure}
\begin{table}\caption{By town}\begin{tabular}{ll}Town & Bridges\\\hline Upper & 12\end{tabular}\end{table}
\section*{Thanks} To all.
\bibliography{refs}
\end{document}
"""
LISTED = r"""\begin{thebibliography}{9}
\bibitem{berg} A. Berg. \newblock The levy.
\bibitem{holm} K. Holm. Ferries.
\end{thebibliography}"""
NATBIB = LISTED.replace(r"\bibitem{berg}", r"\bibitem[Berg(2011)]{berg}").replace(
    r"\bibitem{holm}", r"\bibitem[{Holm et~al.(2014)Holm, Lund}]{holm}"
)


def document(body: str) -> str:
    return rf"\documentclass{{article}}\begin{{document}}{body}\end{{document}}"


def shown(reading: Reading, *kinds: type) -> list[object]:
    return [block for block in reading.blocks if isinstance(block, kinds)]


# What needs no pandoc


def test_parts_are_taken_in():
    beside = {"parts/one.tex": rb"One \input{two}.", "two.tex": b"two"}
    assert (
        whole(r"\input{parts/one} and \include{three} % \input{four}", beside).text
        == r"One two. and  % \input{four}"
    )
    assert whole(r"\include{three}", beside).missing == ("three",)


def test_parts_that_take_in_themselves_end():
    assert whole(r"\input{a}", {"a.tex": rb"x \input{a}"}).text.count("x") == 10
    with pytest.raises(Refused):
        whole(
            r"\input{a}",
            {"a.tex": (b"x" * 1000) + rb"\input{a}\input{a}\input{a}\input{a}\input{a}\input{a}"},
        )


@pytest.mark.parametrize(
    "text",
    [
        r"\begin{thebibliography}{9}" * 20_000,
        r"\input{a} " * 50_000,
        r"\bibliography[" * 50_000,
        r"\begin{align}" + r"\label{" * 50_000,
    ],
    ids=range(4),
)
def test_what_has_no_end_takes_no_ages(text):
    """Each is read in less than a second; were the time quadratic, it would be minutes."""
    assert read_in_parts(text)


def read_in_parts(text: str) -> str:
    taken, _ = written_out(with_labels(whole(text, {}).text))
    formula, _ = formula_of(text, 1)
    return taken + formula.tex + "".join(wanted(text))


def test_entries_that_are_written_out():
    text, entries = written_out(LISTED)
    assert r"\section*{References}" in text
    assert entries == (Entry("berg", "1"), Entry("holm", "2"))
    _, entries = written_out(NATBIB)
    assert entries == (Entry("berg", "Berg", "2011"), Entry("holm", "Holm et al.", "2014"))


# With pandoc


@pytest.fixture(scope="module")
def paper() -> Reading:
    return read_latex(PAPER, {"refs.bib": BIB, "pics/mill.png": PNG})


@pytest.mark.slow
def test_what_stands_before_the_text(paper):
    assert [(one.role, one.words.text) for one in shown(paper, Aside)] == [
        ("title", "Bridges"),
        ("author", "Anna Berg"),
        ("author", "Karl Holm"),
        ("affiliation", "University of Eaton"),
        ("date", "March 2014"),
    ]
    assert paper.language == "en-GB"
    assert paper.citation["author"] == [
        {"family": "Berg", "given": "Anna"},
        {"family": "Holm", "given": "Karl"},
    ]


@pytest.mark.slow
def test_headings_have_their_numbers_where_the_text_refers_to_them(paper):
    assert [(one.level, one.words.text) for one in shown(paper, Heading)] == [
        (1, "Abstract"),
        (1, "1 The levy"),
        (2, "1.1 Its end"),
        (1, "Thanks"),
        (1, "References"),
    ]


@pytest.mark.slow
def test_citations_and_references(paper):
    text = shown(paper, Text)[1]
    assert text.words.text == "It was old (see Berg 2011, 12), says Lund (2009). kept"
    assert [mark.value for mark in text.words.marks if mark.kind.value == "cites"] == ["berg", "lund"]
    assert shown(paper, Text)[2].words.text == "See Section 1 and (1), Figure 1."
    assert [one.key for one in shown(paper, Reference)] == ["berg", "lund"]
    assert len(paper.works) == 2


@pytest.mark.slow
def test_formulas_are_numbered_as_latex_does(paper):
    assert shown(paper, Formula) == [
        Formula(tex="x+1=8", number="1"),
        Formula(tex=r"\begin{aligned} a&=1\\ b&=2 \end{aligned}", number="2"),
    ]


@pytest.mark.slow
def test_forms_and_what_stands_apart(paper):
    assert [(one.form, one.label, one.words.text) for one in shown(paper, Text)[4:]] == [
        (Form.QUOTATION, "", "We shall not pay."),
        (Form.VERSE, "", "When the water stands\nthe ferry stands"),
        (Form.ITEM, "•", "slow"),
        (Form.ITEM, "(x)", "low"),
        (Form.PARAGRAPH, "", "To all."),
    ]
    (figure,), (table,) = shown(paper, Figure), shown(paper, Table)
    assert (figure.picture, figure.caption.text) == ("mill.png", "The mill")
    assert (table.caption.text, [[cell.text for cell in row] for row in table.rows]) == (
        "By town",
        [["Town", "Bridges"], ["Upper", "12"]],
    )
    assert [(one.label, one.words.text) for one in shown(paper, Note)] == [
        ("1", "The charter."),
        ("*", "Paid by Eaton."),
    ]


@pytest.mark.slow
def test_commands_that_are_not_known_are_named(paper):
    (doubt,) = paper.doubts
    assert doubt.harm is Harm.LOST
    assert r"\unknown" in doubt.message


@pytest.mark.slow
@pytest.mark.parametrize(
    ("entries", "cited", "listed"),
    [
        (LISTED, "old [1], see [see 1, 2, 5]", ["[1] A. Berg. The levy.", "[2] K. Holm. Ferries."]),
        (
            NATBIB,
            "old (Berg, 2011), see (see Berg, 2011; Holm et al., 2014, 5)",
            ["A. Berg. The levy.", "K. Holm. Ferries."],
        ),
    ],
)
def test_a_list_that_is_written_out(entries, cited, listed):
    reading = read_latex(document(rf"old \cite{{berg}}, see \citep[see][5]{{berg,holm}}. {entries}"), {})
    assert shown(reading, Text)[0].words.text == f"{cited}."
    assert [(one.key, one.words.text) for one in shown(reading, Reference)] == list(
        zip(["berg", "holm"], listed, strict=True)
    )
    assert [one.words.text for one in shown(reading, Heading)] == ["References"]
    assert not reading.doubts


@pytest.mark.slow
def test_signs_that_the_reader_uses_itself_are_only_signs():
    reading = read_latex(document("\ufdd4999\ufdd5 One \ufdd5two\ufdd5 three."), {})
    assert shown(reading, Text)[0].words.text == "\ufffd999\ufffd One \ufffdtwo\ufffd three."


@pytest.mark.slow
def test_a_list_that_bibtex_made_stands_for_the_works():
    reading = read_latex(document(r"old \cite{berg} \bibliography{refs}"), {"paper.bbl": LISTED.encode()})
    assert [one.key for one in shown(reading, Reference)] == ["berg", "holm"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["", r"\documentclass{article}\begin{document}\end{document}", r"\begin{document}\unknown"]
)
def test_what_says_nothing_is_refused_with_advice(text):
    with pytest.raises(Refused, match=r"PDF or the HTML"):
        read_latex(text, {})


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        r"\def\a{\a\a}\a text",
        r"\newcommand{\b}{\b}\b text",
        r"\input{/etc/passwd} text",
        r"\includegraphics{/etc/passwd} text",
        r"\immediate\write18{ls} text",
        "{" * 5000 + "text" + "}" * 5000,
        r"\begin{quote}" * 400 + "text" + r"\end{quote}" * 400,
        r"$" * 1001 + " text",
    ],
)
def test_hostile_latex_is_read_or_refused(text):
    try:
        reading = read_latex(document(text), {})
    except Refused:
        return
    assert "text" in "".join(one.words.text for one in shown(reading, Text, Heading))
    assert not reading.pictures
