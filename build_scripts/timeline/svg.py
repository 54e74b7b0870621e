"""Draw a chart of the timeline as SVG. The web and print use the same SVG, each with its own style.

Wide and tall charts scale with their width: an em is 12 units of their view box. A strip does not scale: its
positions are in percent across and in ems down, so that its marks keep their size.
"""

from functools import partial
from html import escape
from itertools import accumulate

from .chart import LINE, TITLE, Chart, ChartEvent, Form, PeriodHeading, ThemeStyle, ThemeView

EM = 12

SHAPES = (
    "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
    "M-4.5-4.5h9v9h-9z",
    "M0-6.3 6.3 0 0 6.3-6.3 0z",
    "M0-6 6 4.6H-6z",
    "M-1.9-5.6h3.8v3.7h3.7v3.8h-3.7v3.7h-3.8v-3.7h-3.7v-3.8h3.7z",
    "M0 6 6-4.6H-6z",
    "M-5.8 0-2.9-5h5.8L5.8 0 2.9 5h-5.8z",
    "M0-6.5 1.6-1.6H6.5L2.6 1.4 4 6 0 3.1-4 6-2.6 1.4-6.5-1.6H-1.6z",
)
"""One for each theme: circle, square, diamond, triangle, cross, triangle down, hexagon, star; then from the first again."""

_TOP, _FOOT, _LANE, _PAD = 4.6, 2, 1.9, 0.6
"""Heights on a wide chart, in ems: above the lanes, below them, the name of a lane, between rows."""
_COLUMN, _LEADER, _YEAR = 1.4, 1.2, 2.9
"""Widths on a tall chart, in ems: from one column of marks to the next, from marks to words, the year before the words (at least)."""
_NUMBERED, _PLAIN = 2.6, 1.2
"""Heights of a row on a strip, in ems: with a number above each mark, or without."""


_DOTS = 100
"""A strip with more events leaves out dots that would overlap the one before, so that the SVG stays small."""
_DOT = 0.01
"""Width of a dot on a phone, as a part of the strip's width."""
_SHORT = 0.8
"""Half of a mark, in ems: the mark would hide a shorter line."""
_ROOMIER = 1.25
"""How many times its height a row may grow to, if there is room."""


def drawn(chart: Chart) -> str:
    """Return the chart as an `svg` element of a page; its colours come from the site's style."""
    if chart.form is Form.STRIP:
        floor, parts = _strip(chart)
        return _svg(
            f'class="timeline strip" aria-hidden="true" width="100%" height="{floor + 1.5:g}em"', parts
        )
    width, height, parts = _tall(chart) if chart.form is Form.TALL else _wide(chart, 0)
    name = f'role="group" aria-label="{escape(chart.name)}"'
    view = f'viewBox="0 0 {_n(width)} {_n(height)}" font-size="{EM}"'
    return _svg(f'class="timeline {chart.form}" {name} {view}', parts)


def wide_file(chart: Chart, height: float) -> str:
    """Return a wide chart as an SVG file without a style; its rows grow to fill `height` (in ems) as far as they may."""
    width, least, parts = _wide(chart, height)
    return _file(chart, width, least, parts)


def least_height(chart: Chart) -> float:
    """Return how high a wide chart is at least, in ems."""
    return _wide(chart, 0)[1]


def strip_file(chart: Chart, width: float) -> str:
    """Return a strip as an SVG file without a style; `width` is in ems."""
    floor, parts = _strip(chart)
    return _file(chart, width, floor + 1.5, parts)


def _file(chart: Chart, width: float, height: float, parts: list[str]) -> str:
    size = f'width="{_n(width)}" height="{_n(height)}" font-size="{EM}"'
    return _svg(f'xmlns="http://www.w3.org/2000/svg" class="timeline {chart.form}" {size}', parts)


def swatch(one: ThemeStyle) -> str:
    """Return a theme's shape in its colour, as an inline `svg` element without words."""
    return (
        f'<svg class="swatch look-{one.look % len(SHAPES)}" viewBox="-7 -7 14 14" width="14" height="14" aria-hidden="true">'
        f'<path class="shape" d="{_shape(one.look)}"/></svg>'
    )


def _shape(look: int) -> str:
    return SHAPES[look % len(SHAPES)]


def _n(ems: float) -> str:
    """Return a length in units of the view box."""
    return f"{ems * EM:.1f}".removesuffix(".0")


def _svg(attributes: str, parts: list[str]) -> str:
    return f"<svg {attributes}>{''.join(parts)}</svg>"


def _rect(kind: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="{kind}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"/>'


def _text(kind: str, x: float, y: float, words: str) -> str:
    return f'<text class="{kind}" x="{_n(x)}" y="{_n(y)}">{escape(words)}</text>'


def _path(kind: str, d: str) -> str:
    return f'<path class="{kind}" d="{d}"/>'


def _band(at: int, one: PeriodHeading) -> str:
    return "band apart" if one.band.apart else f"band {'odd' if at % 2 else 'even'}"


def _data(entry: ChartEvent) -> str:
    """Return the attributes that filters compare."""
    return f'data-event="{entry.mark.id}" data-theme="{entry.theme}" data-period="{entry.period}"'


def _link(entry: ChartEvent, inside: str) -> str:
    kinds = f"sign look-{entry.look % len(SHAPES)}" + ("" if entry.mark.start_sure else " unsure")
    title = f"<title>{escape(entry.name)}</title>"
    return f'<a class="{kinds}" href="#{entry.mark.id}" {_data(entry)}>{title}{inside}</a>'


def _sign(entry: ChartEvent, x: float, y: float) -> str:
    """Return the shape of an event, with a ring around it if sources dispute it."""
    ring = f'<circle class="ring" r="{_n(0.72)}"/>' if entry.disputed else ""
    return f'<g transform="translate({_n(x)} {_n(y)})">{_path("shape", _shape(entry.look))}{ring}</g>'


def _span(entry: ChartEvent, way: str, cap: str) -> str:
    """Return a line for an interval, or for a date without a day; nothing if it would be too short to see."""
    mark = entry.mark
    if mark.end - mark.start < _SHORT:
        return ""
    kind = "span" if mark.lasting and mark.end_sure else "span vague"
    return _path(kind, way + (cap if mark.lasting else ""))


def _wide(chart: Chart, height: float) -> tuple[float, float, list[str]]:
    """Return the width, the height and the parts of a wide chart; its rows grow to fill `height` as far as they may."""
    layout = chart.layout
    least = LINE * max(len(entry.lines) for entry in chart.entries) + _PAD
    named = sum(_LANE + _PAD / 2 for lane in layout.lanes if lane.rows)
    free = height - (_TOP + named + least * layout.rows + _PAD + _FOOT)
    row = min(max(least, least + free / layout.rows), least * _ROOMIER)
    heights = [_LANE + row * lane.rows + _PAD / 2 if lane.rows else 0 for lane in layout.lanes]
    tops = list(accumulate(heights, initial=_TOP))
    floor = tops[-1] + _PAD
    parts = [
        *(_wide_heading(at, one, floor) for at, one in enumerate(chart.headings)),
        *(
            _lane(theme, top, layout.length)
            for theme, top, lane in zip(chart.themes, tops, layout.lanes, strict=False)
            if lane.rows
        ),
        *(
            _wide_tick(tick.at, year, max(1.2, chart.year / 2), floor, layout.length)
            for tick, year in zip(layout.ticks, chart.years, strict=True)
        ),
    ]
    for entry in chart.entries:
        lane = layout.lanes[entry.mark.lane]
        parts.append(
            _wide_entry(entry, tops[entry.mark.lane] + _LANE + row * (entry.mark.row - lane.row), row)
        )
    return layout.length, floor + _FOOT, parts


def _wide_heading(at: int, one: PeriodHeading, floor: float) -> str:
    band = one.band
    lines = [_text("period", band.start + 0.6, 1.4 + 1.2 * row, line) for row, line in enumerate(one.lines)]
    years = _text("years", band.start + 0.6, 1.4 + 1.2 * len(one.lines), one.years)
    return _rect(_band(at, one), band.start, 0, band.end - band.start, floor) + "".join(lines) + years


def _lane(theme: ThemeView, top: float, length: float) -> str:
    look = theme.look.look
    sign = f'<g class="look-{look % len(SHAPES)}" transform="translate({_n(1)} {_n(top + 1.05)})">{_path("shape", _shape(look))}</g>'
    rule = _path("rule", f"M0 {_n(top)}H{_n(length)}")
    return rule + sign + _text("lane", 1.9, top + 1.4, theme.title)


def _wide_tick(at: float, year: str, half: float, floor: float, length: float) -> str:
    line = _path("tick", f"M{_n(at)} {_n(floor)}v{_n(0.4)}")
    return line + _text("year", min(max(at, half), length - half), floor + 1.5, year)


def _wide_entry(entry: ChartEvent, top: float, row: float) -> str:
    mark = entry.mark
    middle, below = top + row / 2 - 0.1, top + row - _PAD / 2 + 0.1
    before = mark.label_end < mark.start
    x, end = _n(mark.start), _n(mark.end)
    first = middle - LINE * (len(entry.lines) - 1) / 2 + 0.35
    side = mark.label_end - 0.3 if before else mark.label_start + 0.3
    left = min(mark.label_start, mark.start - 0.8)
    right = max(mark.label_end, mark.start + 0.8)
    return _link(
        entry,
        _rect("hit", left, top, right - left, row)
        + _span(entry, f"M{x} {_n(middle)}V{_n(below)}H{end}", f"v{_n(-0.35)}")
        + _sign(entry, mark.start, middle)
        + _words("before" if before else "after", entry.lines, side, first),
    )


def _words(kind: str, lines: tuple[str, ...], x: float, first: float) -> str:
    spans = "".join(
        f'<tspan x="{_n(x)}" y="{_n(first + LINE * at)}">{escape(line)}</tspan>'
        for at, line in enumerate(lines)
    )
    return f'<text class="{kind}">{spans}</text>'


def _tall(chart: Chart) -> tuple[float, float, list[str]]:
    """Return the width, the height and the parts of a tall chart."""
    layout = chart.layout
    words = layout.rows * _COLUMN + _LEADER + 0.4
    year = max(_YEAR, chart.year + 0.6)
    wide = words + year + TITLE + 0.3
    parts = [
        *(_tall_heading(at, one, words, wide) for at, one in enumerate(chart.headings)),
        *(_path("tick", f"M0 {_n(tick.at)}h{_n(0.4)}") for tick in layout.ticks),
        *(_leader(entry, words) for entry in chart.entries),
        *(_tall_entry(entry, words, year, wide) for entry in chart.entries),
    ]
    return wide, layout.length, parts


def _tall_heading(at: int, one: PeriodHeading, words: float, width: float) -> str:
    band = one.band
    years = f'<tspan class="years" dx="{_n(0.5)}">{escape(one.years)}</tspan>'
    title = f'<text class="period" x="{_n(words)}" y="{_n(band.start + 1.7)}">{escape("".join(one.lines))}{years}</text>'
    return _rect(_band(at, one), 0, band.start, width, band.end - band.start) + title


def _column(entry: ChartEvent) -> float:
    return 1.1 + entry.mark.row * _COLUMN


def _first(entry: ChartEvent) -> float:
    """Return the middle of the first line of an event's words."""
    return entry.mark.label_start + 0.35 + LINE / 2


def _leader(entry: ChartEvent, words: float) -> str:
    x, y = _n(_column(entry)), _n(entry.mark.start)
    d = f"M{x} {y}L{_n(words - _LEADER * 0.4)} {_n(_first(entry))}H{_n(words - 0.2)}"
    return f'<path class="leader" d="{d}" {_data(entry)}/>'


def _tall_entry(entry: ChartEvent, words: float, year: float, wide: float) -> str:
    mark, x, first = entry.mark, _column(entry), _first(entry) + 0.35
    return _link(
        entry,
        _rect("hit", words - 0.2, mark.label_start, wide - words + 0.2, mark.label_end - mark.label_start)
        + _span(entry, f"M{_n(x)} {_n(mark.start)}V{_n(mark.end)}", f"m{_n(-0.3)} 0h{_n(0.6)}")
        + _sign(entry, x, mark.start)
        + _text("date", words, first, entry.year)
        + _words("after", entry.lines, words + year, first),
    )


def _strip(chart: Chart) -> tuple[float, list[str]]:
    """Return the height of a strip's periods, in ems, and the strip's parts. The years are below the periods."""
    *others, lane = chart.layout.lanes
    numbered = bool(others)
    row = _NUMBERED if numbered else _PLAIN
    floor = row * lane.rows + (1.4 if numbered else 0.8)
    across = partial(_percent, chart)
    parts = [
        f'<rect class="{_band(at, one)}" x="{across(one.band.start)}" width="{across(one.band.end - one.band.start)}" height="{floor:g}em"/>'
        f'<text class="year" x="{across(one.band.start)}" y="{floor + 1.2:g}em">{int(one.band.since)}</text>'
        for at, one in enumerate(chart.headings)
    ]
    wide = chart.layout.length * _DOT if len(chart.entries) > _DOTS else 0
    free = 0.0
    for entry in chart.entries:
        if entry.number or not numbered:
            y = row * (entry.mark.row - lane.row + 1) - (0.4 if numbered else 0.3)
            parts.append(_point(entry, across(entry.mark.start), y))
        elif entry.mark.start >= free:
            free = entry.mark.start + wide
            parts.append(_dot(across(entry.mark.start), floor - 0.7))
    return floor, parts


def _percent(chart: Chart, at: float) -> str:
    return f"{100 * at / chart.layout.length:.2f}%"


def _dot(x: str, y: float) -> str:
    return f'<svg class="other" x="{x}" y="{y:.3g}em"><circle r="1.5"/></svg>'


def _point(entry: ChartEvent, x: str, y: float) -> str:
    kind = f"point look-{entry.look % len(SHAPES)}" + ("" if entry.mark.start_sure else " unsure")
    number = f'<text class="number" y="-.8em">{entry.number}</text>' if entry.number else ""
    hit = '<rect class="hit" x="-12" y="-23" width="24" height="30"/>' if entry.number else ""
    return (
        f'<svg class="{kind}" data-event="{entry.mark.id}" x="{x}" y="{y:.3g}em">'
        f"{hit}{number}{_path('shape', _shape(entry.look))}</svg>"
    )
