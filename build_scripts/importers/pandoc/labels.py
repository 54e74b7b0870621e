"""What is printed before the items of a list: numbers, letters, Roman digits."""

_ROMAN = (
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def list_label(number: int, style: str, delimiter: str) -> str:
    """Return what is printed before an item: `3.`, `(c)`, `iii)`."""
    sign = {
        "LowerAlpha": letters(number),
        "UpperAlpha": letters(number).upper(),
        "LowerRoman": roman(number),
        "UpperRoman": roman(number).upper(),
    }.get(style, str(number))
    if style == "Example" or delimiter == "TwoParens":
        return f"({sign})"
    return f"{sign})" if delimiter == "OneParen" else f"{sign}."


def letters(number: int) -> str:
    """Return a number as letters, as word processors do: a, b … z, aa, bb."""
    return chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 9) if number > 0 else str(number)


def roman(number: int) -> str:
    """Return a number as Roman digits in small letters; beyond 399 as it is."""
    if not 0 < number < 400:
        return str(number)
    made = ""
    for value, sign in _ROMAN:
        made += sign * (number // value)
        number %= value
    return made
