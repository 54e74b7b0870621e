"""Read one YAML file into a record of `course`, and report what is wrong with it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from ..shared.dates import UNREAD, likely_date, read_date
from ..shared.keep import ONCE, Keep
from ..shared.place import Place, Problem, Rule, Severity
from ..shared.suggest import near, nearest
from ..shared.words import ascii_slug
from .as_meant import as_meant
from .course import OPTIONAL
from .csl import language_tag
from .record import ID, Written, record_in
from .yaml_values import FIELD_TWICE, Fields, Places, Value, read_yaml

R = TypeVar("R", bound=Written)
Unread = frozenset[tuple[str, str]]
"""Drafts that could not be read: each by the field that lists it and its id, both empty for a file as a whole."""
_YES = ("true", "yes", "on", "1")
Loc = tuple[int | str, ...]
"""The path to a value, as pydantic gives it: names of fields, and indexes in lists from 0."""

NOT_FIELDS = Rule(
    "not-fields", "a file is a list, or text, or empty", "- one", "Begin with a field, such as `title: …`."
)
MISSING_FIELD = Rule(
    "format-missing-field",
    "a required field is missing or empty",
    "(a note without `quote:`)",
    "Add it, or write something after its colon.",
)
UNKNOWN_FIELD = Rule("format-unknown-field", "no field has that name", "titel: Bridges", "Correct the name.")
CHOICE = Rule(
    "format-choice",
    "a field has a value that is not one of its choices",
    "kind: remark",
    "Use one of those that the message lists.",
)
BAD_ID = Rule(
    "format-id",
    "an id has capital letters, spaces or other signs",
    "id: My Question",
    "Use lower-case letters, digits and hyphens.",
)
LIST_EXPECTED = Rule(
    "format-list-expected",
    "a list is expected, but there is text, or there are fields",
    "questions: Why?",
    "Write each entry after `- `.",
)
TEXT_EXPECTED = Rule(
    "format-text-expected",
    "text is expected, but there is a list, or there are fields",
    "title: [One, Two]",
    "Write text; in double quotes if it begins with a bracket.",
)
FIELDS_EXPECTED = Rule(
    "format-fields-expected",
    "fields are expected, but there is text or a list",
    "licence: CC0",
    "Write fields, each on a line of its own.",
)
NUMBER = Rule("format-number", "a whole number is expected", "minutes: fifty", "Write digits only.")
YES_OR_NO = Rule("format-yes-or-no", "true or false is expected", "right: perhaps", "Write true or false.")
BAD_VALUE = Rule(
    "format-value",
    "a value is too long, too short, too large or too small",
    "minutes: 0",
    "See the message.",
)
DATE = Rule(
    "date",
    "a date is not EDTF",
    "date: March 1963",
    "Write 1963-03, or 1963-03-02, 1963, 1950-01~, 1966/1978, 2013/.., 195X, 1950-21 (spring), -0043 (44 BCE).",
)
DEGREES = Rule(
    "degrees",
    "a place is not given by its latitude and its longitude",
    "at: [62.33, 125.12]",
    "Write [latitude, longitude] in decimal degrees, such as [25.12, 62.33].",
)
RULES = (
    NOT_FIELDS,
    MISSING_FIELD,
    UNKNOWN_FIELD,
    CHOICE,
    BAD_ID,
    LIST_EXPECTED,
    TEXT_EXPECTED,
    FIELDS_EXPECTED,
    NUMBER,
    YES_OR_NO,
    BAD_VALUE,
    DATE,
    DEGREES,
)


def read_record(
    path: str, text: str, model: type[R], keep: Keep = ONCE
) -> tuple[R | None, tuple[Problem, ...]]:
    """Return the record in `text` and every problem with it.

    Wrong entries of lists are left out, and wrong dates become `UNREAD`, so that the rest of
    the file is checked in the same run. The record is `None` if that is not enough.
    What is wrong in a draft is a warning: a draft is not finished, and stops nothing.
    """
    record, problems, _ = keep(_read, path, text, model)
    return cast("R | None", record), problems


def unread_drafts(path: str, text: str, model: type[Written], keep: Keep = ONCE) -> Unread:
    """Return the drafts in `text` that are not finished enough to be read."""
    _, _, unread = keep(_read, path, text, model)
    return unread


def _read(path: str, text: str, model: type[Written]) -> tuple[Written | None, tuple[Problem, ...], Unread]:
    value, problems = read_yaml(path, text)
    if isinstance(value, list) and len(model.keys) == 1:  # an export that is only a list of works
        (name,) = model.keys.values()
        value = Fields({name: value}, Places(Place(path), {}, {}, {}))
    value = as_meant(value, model)
    if not isinstance(value, Fields):
        return None, problems or (_not_fields(path, value, model),), frozenset()
    try:
        return model.model_validate(value), problems, frozenset()
    except ValidationError as error:
        faults = [_fault(value, model, one) for one in error.errors(include_url=False)]
    apart = list(_apart(faults))
    rest = [fault for fault in faults if not any(one.holds(fault.place) for one in apart)]
    told = (
        *(one.problem for one in apart),
        *(
            _problem(fault)
            if _draft(value, fault.loc) is None
            else replace(_problem(fault), severity=Severity.WARNING)
            for fault in _without_echoes(rest)
        ),
    )
    first = [
        one for one in problems if one.rule != FIELD_TWICE.name or not any(a.holds(one.place) for a in apart)
    ]
    unread = frozenset(
        (str(draft[0]), str(_at(value, draft).get("id", "")))
        for fault in faults
        if (draft := _draft(value, fault.loc)) and len(draft) > 1
    )
    record = _without(value, faults, model)
    if record is None and _draft(value, ("",)) == ():
        unread |= {("", "")}
    return record, (*first, *told), unread


def _draft(value: Fields, loc: Loc) -> Loc | None:
    """Return the path to the draft that holds what is at `loc`, from the file on; `None` if no draft holds it."""
    here: Value = value
    for depth, part in enumerate(loc):
        if isinstance(here, Fields) and str(here.get("draft")).lower() in _YES:
            return loc[:depth]
        if not isinstance(here, dict | list):
            return None
        here = here.get(part) if isinstance(here, dict) else here[int(part)]
    return None


def _at(value: Value, loc: Loc) -> Value:
    for part in loc:
        value = value[part]
    return value


def _not_fields(path: str, value: Value, model: type[Written]) -> Problem:
    fields = _fields_of(model)
    first = next((name for name, field in fields.items() if field.is_required()), next(iter(fields)))
    what = "a list" if isinstance(value, list) else "plain text" if value else "nothing"
    without = ", or delete the file" if not value and model in OPTIONAL else ""
    return NOT_FIELDS.at(
        Place(path), f"{what} where fields are expected", f"begin with a field, such as `{first}:`{without}"
    )


@dataclass(frozen=True, slots=True)
class _Fault:
    """What pydantic says is wrong with one value, and which value of our records that is."""

    loc: Loc
    kind: str
    """Pydantic's type of error, such as `string_too_long`."""
    given: Value
    """The wrong value."""
    context: dict[str, Any]
    """Further facts from pydantic, such as the length that is allowed."""
    message: str
    record: Fields
    """The innermost record that contains the value."""
    fields: dict[str, FieldInfo]
    """The fields that this record may have."""
    field: str
    """The field at fault."""
    item: int | None
    """The index of the entry at fault, from 0, if the field is a list."""

    @property
    def about(self) -> str:
        """The description of the field."""
        field = self.fields.get(self.field)
        return (field.description if field else None) or ""

    @property
    def place(self) -> Place:
        """The place of the value, or of the record that should have it."""
        return self.record.places.of(self.field, self.item)


def _fault(value: Fields, model: type[Written], error: ErrorDetails) -> _Fault:
    """Return an error with the innermost record and field on its path."""
    record, field, item = value, "", None
    for part in error["loc"]:
        if isinstance(part, int):
            item = part
            continue
        inner = _inside(record, field, item) if field else None
        if isinstance(inner, Fields):
            model = _model_in(model, field)
            record = inner
        if isinstance(inner, Fields) or not field:
            field, item = part, None
    return _Fault(
        loc=error["loc"],
        kind=error["type"],
        given=error["input"],
        context=error.get("ctx", {}),
        message=error["msg"],
        record=record,
        fields=_fields_of(model),
        field=field,
        item=item,
    )


def _inside(record: Fields, field: str, item: int | None) -> Value:
    value = record.get(field)
    return value if item is None or not isinstance(value, list) else value[item]


def _model_in(model: type[Written], field: str) -> type[Written]:
    """Return the type of record that a field holds, or `model` for fields with free names, such as `works`."""
    known = _fields_of(model).get(field)
    return (record_in(known.annotation) if known else None) or model


def _fields_of(model: type[Written]) -> dict[str, FieldInfo]:
    return {key: model.model_fields[name] for name, key in model.keys.items()}


@dataclass(frozen=True, slots=True)
class _Apart:
    """Lines that belong to a field, and are not indented below it."""

    owner: Place
    """That of the field's name, after which nothing stands."""
    last: Place
    problem: Problem

    def holds(self, place: Place) -> bool:
        """Return whether a place is on the field's line, or on one of these lines."""
        return self.owner.line <= place.line <= self.last.line


def _apart(faults: list[_Fault]) -> Iterator[_Apart]:
    """Yield the fields with nothing after their colon whose own fields stand beside them, unknown there."""
    told: dict[Place, list[_Fault]] = {}
    for fault in faults:
        if fault.kind != "extra_forbidden":
            continue
        before = list(fault.record)[: list(fault.record).index(fault.field)]
        owner = next((name for name in reversed(before) if fault.record[name] is None), "")
        inside = record_in(fault.fields[owner].annotation) if owner in fault.fields else None
        if inside and fault.field in inside.keys.values():
            told.setdefault(fault.record.places.names[owner], []).append(fault)
    for owner_place, lines in told.items():
        named = "”, “".join(fault.field for fault in lines)
        owner = next(name for name, place in lines[0].record.places.names.items() if place == owner_place)
        found = f"“{named}” should be indented below “{owner}:”, after which nothing stands"
        last = lines[-1].record.places.names[lines[-1].field]
        fix = f"put {owner_place.column + 1} spaces before each line that belongs to it"
        yield _Apart(
            owner_place, last, UNKNOWN_FIELD.at(lines[0].record.places.names[lines[0].field], found, fix)
        )


def _without_echoes(faults: list[_Fault]) -> list[_Fault]:
    """Leave out faults that only follow from others.

    A list is too short because its entries are wrong; a field is missing because its name is misspelled.
    """
    flawed_inside = {fault.loc[:depth] for fault in faults for depth in range(1, len(fault.loc))}
    meant = {
        (*fault.loc[:-1], near(fault.field, tuple(fault.fields)))
        for fault in faults
        if fault.kind == "extra_forbidden"
    }
    return [
        fault
        for fault in faults
        if not (fault.kind == "too_short" and fault.loc in flawed_inside)
        and not (fault.kind == "missing" and fault.loc in meant)
    ]


def _without(value: Fields, faults: list[_Fault], model: type[R]) -> R | None:
    """Validate again without the entries and fields at fault, and with `UNREAD` for wrong dates."""
    kept = [fault for fault in faults if fault.kind == "date" and not isinstance(fault.loc[-1], int)]
    for fault in kept:
        fault.record[fault.field] = UNREAD
    entries = {_entry(fault.loc) for fault in faults if fault not in kept}
    for loc in sorted(entries, key=len, reverse=True):
        _drop(value, loc)
    try:
        return model.model_validate(_without_gaps(value))
    except ValidationError:
        return None


def _entry(loc: Loc) -> Loc:
    """Return the path to the innermost entry of a list, or else to the top field."""
    numbers = (depth for depth, part in enumerate(loc, 1) if isinstance(part, int))
    return loc[: max(numbers, default=1)]


def _drop(value: Value, loc: Loc) -> None:
    """Remove a field; an entry of a list becomes `None`, so that the others keep their indexes."""
    *way, last = loc
    for part in way:
        value = value[part]
    if isinstance(value, dict):
        value.pop(last, None)
    elif isinstance(value, list) and isinstance(last, int):
        value[last] = None


def _without_gaps(value: Value) -> Value:
    if isinstance(value, Fields):
        return Fields({key: _without_gaps(entry) for key, entry in value.items()}, value.places)
    if isinstance(value, list):
        return [_without_gaps(entry) for entry in value if entry is not None]
    return value


def _problem(fault: _Fault) -> Problem:
    """Return the problem for a fault, in a teacher's words."""
    if tell := _TOLD_APART.get(fault.kind):
        return tell(fault)
    rule, found, fix = _TOLD.get(fault.kind, _TOLD_OTHERWISE)
    said = {
        "field": fault.field,
        "given": _quoted(fault.given),
        "about": fault.about,
        "message": fault.message.lower(),
        **fault.context,
    }
    return rule.at(fault.place, found.format(**said), fix.format(**said))


_NO_FIELDS = (
    FIELDS_EXPECTED,
    "“{field}” has {given} where fields are expected",
    "write fields, each as `name: text` on a line of its own",
)
_NO_NUMBER = (
    NUMBER,
    "“{field}” has {given} where a whole number is expected",
    "write digits only, such as 50",
)
_NO_TRUTH = (YES_OR_NO, "“{field}” has {given} where yes or no is expected", "write true or false")

_TOLD = {
    "tuple_type": (
        LIST_EXPECTED,
        "“{field}” has {given} where a list is expected",
        "write each entry on a line of its own after `- `",
    ),
    "string_type": (
        TEXT_EXPECTED,
        "“{field}” has {given} where text is expected",
        "write text; put it in double quotes if it contains a colon or begins with a bracket",
    ),
    "model_type": _NO_FIELDS,
    "model_attributes_type": _NO_FIELDS,
    "int_parsing": _NO_NUMBER,
    "int_type": _NO_NUMBER,
    "bool_parsing": _NO_TRUTH,
    "bool_type": _NO_TRUTH,
    "string_too_short": (BAD_VALUE, "“{field}” has no text", "write it, or take the line out. {about}"),
    "string_too_long": (
        BAD_VALUE,
        "“{field}” is too long: {given}",
        "use at most {max_length} characters",
    ),
    "too_short": (BAD_VALUE, "“{field}” has too few entries", "write at least {min_length}. {about}"),
    "degrees": (
        DEGREES,
        "“{field}” has {given}, which is {message}",
        "write [latitude, longitude] in decimal degrees, such as [25.12, 62.33]: first from -90 (south) to 90 (north), "
        "then from -180 (west) to 180 (east)",
    ),
    "greater_than_equal": (BAD_VALUE, "“{field}” has {given}, which is too small", "write {ge} or more"),
    "less_than_equal": (BAD_VALUE, "“{field}” has {given}, which is too large", "write {le} or less"),
}
"""By pydantic's type of error: the rule, what was found, and what to do."""
_TOLD_OTHERWISE = (BAD_VALUE, "“{field}” has {given}: {message}", "{about}")


def _missing(fault: _Fault) -> Problem:
    if fault.field in fault.record:
        return MISSING_FIELD.at(
            fault.place, f"“{fault.field}” has nothing after its colon", f"write it. {fault.about}"
        )
    return MISSING_FIELD.at(
        fault.place, f"the field “{fault.field}” is missing", f"add `{fault.field}: …`: {fault.about}"
    )


def _unknown_field(fault: _Fault) -> Problem:
    place = fault.record.places.names[fault.field]
    found = f"no field is called “{fault.field}”{nearest(fault.field, tuple(fault.fields))}"
    wish = _WISHES.get(fault.field.lower(), "")
    return UNKNOWN_FIELD.at(place, found, f"{wish}use one of: " + ", ".join(fault.fields))


_IN_TEXT = "write it into the text, as [words](https://…); "
_WISHES = {
    "answer": "answers stand in content/answers/, in a file with the lesson's name, where only instructors see them; ",
    "order": "lessons stand in the order of the list in content/course.yml; ",
    "number": "lessons get their numbers from the list in content/course.yml; ",
    "language": "a course has one language, in content/course.yml; ",
    "author": "name who wrote the course under `editors:` in content/course.yml; ",
    "url": _IN_TEXT,
    "link": _IN_TEXT,
}
"""What to do instead, for fields that people may wish for."""


def _no_choice(fault: _Fault) -> Problem:
    expected: str = fault.context["expected"]
    meant = nearest(str(fault.given), tuple(re.findall("'([^']*)'", expected)))
    found = f"“{fault.field}” cannot be {_quoted(fault.given)}{meant}"
    return CHOICE.at(fault.place, found, "use one of: " + expected.replace("'", ""))


def _no_match(fault: _Fault) -> Problem:
    if fault.context["pattern"] != ID:
        tag = _as_tag(fault)
        return BAD_ID.at(fault.place, f"“{fault.field}” cannot be {_quoted(fault.given)}{tag}", fault.about)
    return BAD_ID.at(
        fault.place,
        f"{_quoted(fault.given)} cannot be an id{_as_id(str(fault.given))}",
        "use lower-case letters, digits and hyphens, such as toll-bridge",
    )


def _no_date(fault: _Fault) -> Problem:
    text = fault.given.strip() if isinstance(fault.given, str) else ""
    likely = likely_date(text)
    meant = f"; did you mean “{likely}” ({_in_words(likely)})?" if likely else ""
    return DATE.at(
        fault.place,
        f"{f'“{text}”' if text else 'this'} is not a date that can be read{meant}",
        f"write {likely}"
        if likely
        else "write 1963-03-02, 1963-03, 1963, 1950-01~ for about, 1950-01-04? for uncertain, 1966/1978, 2013/.. for since "
        "2013, 195X for the 1950s, 18XX for the 19th century, 1950-21 to 1950-24 for spring to winter, or -0043 for 44 BCE",
    )


def _in_words(edtf: str) -> str:
    when = read_date(edtf)
    return when.words if when else ""


_TOLD_APART: dict[str, Callable[[_Fault], Problem]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_field,
    "enum": _no_choice,
    "string_pattern_mismatch": _no_match,
    "date": _no_date,
}
"""By pydantic's type of error: functions for problems that depend on more than the value."""


def _as_tag(fault: _Fault) -> str:
    """Return the tag of a language that is given by its name or in another form, as a suggestion, or an empty text."""
    if fault.field != "language" or not isinstance(fault.given, str):
        return ""
    tag = language_tag(fault.given)
    return f"; did you mean “{tag}”?" if tag and tag != fault.given else ""


def _as_id(text: str) -> str:
    """Return an id made from `text`, as a suggestion, or an empty text."""
    id_ = ascii_slug(text.lower().removesuffix(".yml"))
    return f"; did you mean “{id_}”?" if id_ else ""


def _quoted(value: Value) -> str:
    match value:
        case str():
            return f"“{value[:60]}”"
        case list():
            return "a list"
        case dict():
            return "fields"
        case _:
            return "nothing"
