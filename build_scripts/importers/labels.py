"""What is printed before the items of a list: numbers, letters, Roman digits."""

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def letters(number: int) -> str:
    """Return a number as letters, as word processors do: a, b … z, aa, bb."""
    return chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 9) if number > 0 else str(number)


def alphabet(number: int) -> str:
    """Return a number as letters, as browsers do: a, b … z, aa, ab."""
    made = ""
    left = number
    while left > 0:
        left, rest = divmod(left - 1, 26)
        made = chr(ord("a") + rest) + made
    return made or str(number)


def roman(number: int) -> str:
    """Return a number as Roman digits in small letters; beyond 3999 as it is."""
    if not 0 < number < 4000:
        return str(number)
    made = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        made += sign * count
    return made
