"""Draw a map as SVG. The web and print use the same SVG, each with its own style, which is that of the timeline.

There is nothing on it but points, their names, and meridians and parallels: no border and no coast. It scales with its
width: an em is 12 units of its view box.
"""

from html import escape

from ..timeline.svg import EM, SHAPES
from .labels import Segment
from .maps import LINE, Map, MapEntry

_FOOT = 1.7
"""The height below a map for the names of meridians, in ems."""


def drawn_map(shown: Map) -> str:
    """Return a map as an `svg` element of a page; its colours come from the site's style."""
    name = f'role="group" aria-label="{escape(shown.name)}"'
    view = f'viewBox="0 0 {_n(_width(shown))} {_n(_height(shown))}" font-size="{EM}"'
    return f'<svg class="timeline map {shown.form}" {name} {view}>{_inside(shown)}</svg>'


def map_file(shown: Map) -> str:
    """Return a map as an SVG file without a style."""
    size = f'width="{_n(_width(shown))}" height="{_n(_height(shown))}" font-size="{EM}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" class="timeline map {shown.form}" {size}>{_inside(shown)}</svg>'


def _width(shown: Map) -> float:
    return shown.plane.width + shown.margin


def _height(shown: Map) -> float:
    return shown.plane.height + _FOOT


def _n(ems: float) -> str:
    """Return a length in units of the view box."""
    return f"{ems * EM:.1f}".removesuffix(".0")


def _inside(shown: Map) -> str:
    plane, left = shown.plane, shown.margin
    frame = (
        f'<rect class="frame" x="{_n(left)}" y="0" width="{_n(plane.width)}" height="{_n(plane.height)}"/>'
    )
    down = "".join(f"M{_n(left + line.at)} 0V{_n(plane.height)}" for line in plane.meridians)
    across = "".join(f"M{_n(left)} {_n(line.at)}H{_n(left + plane.width)}" for line in plane.parallels)
    degrees = (
        *(
            _text("degree", left + line.at, plane.height + 1.3, words)
            for line, words in zip(plane.meridians, shown.meridians, strict=True)
            if 1.5 < left + line.at < _width(shown) - 1.5
        ),
        *(
            _text("degree before", left - 0.4, line.at + 0.35, words)
            for line, words in zip(plane.parallels, shown.parallels, strict=True)
            if line.at > 0.5
        ),
    )
    lines = f'<path class="graticule" d="{down}{across}"/>'
    return f"{frame}{lines}{''.join(degrees)}{''.join(_entry(shown, entry) for entry in shown.entries)}"


def _text(kind: str, x: float, y: float, words: str) -> str:
    return f'<text class="{kind}" x="{_n(x)}" y="{_n(y)}">{escape(words)}</text>'


def _entry(shown: Map, entry: MapEntry) -> str:
    """Return a point with its name, as a link to its entry in the list."""
    left, label = shown.margin, entry.label
    parts = [f"<title>{escape(entry.name)}</title>"]
    if label:
        box = label.box
        parts.append(
            f'<rect class="hit" x="{_n(left + box.left)}" y="{_n(box.top)}" '
            f'width="{_n(box.right - box.left)}" height="{_n(box.bottom - box.top)}"/>'
        )
        parts += [_leader(label.leader, left)] if label.leader else []
    parts.append(_sign(entry, left))
    if label:
        parts.append(_name(entry, left))
    return f'<a class="sign look-{entry.look.look}" href="#{entry.id}">{"".join(parts)}</a>'


def _leader(leader: Segment, left: float) -> str:
    (x, y), (to_x, to_y) = leader
    return f'<path class="leader" d="M{_n(left + x)} {_n(y)}L{_n(left + to_x)} {_n(to_y)}"/>'


def _sign(entry: MapEntry, left: float) -> str:
    ring = f'<circle class="ring" r="{_n(0.72)}"/>' if entry.disputed else ""
    at = f"translate({_n(left + entry.x)} {_n(entry.y)})"
    hit = f'<circle class="hit" r="{_n(1)}"/>'
    return f'<g transform="{at}">{hit}<path class="shape" d="{SHAPES[entry.look.look]}"/>{ring}</g>'


def _name(entry: MapEntry, left: float) -> str:
    """Return the lines of a name, which begin or end at its box, on the side of its point."""
    assert entry.label  # noqa: S101  # who calls has looked
    box = entry.label.box
    first = box.top + 0.9
    before = box.right <= entry.x
    middle = box.left < entry.x < box.right
    x = (box.left + box.right) / 2 if middle else box.right - 0.15 if before else box.left + 0.15
    kind = "middle" if middle else "before" if before else "after"
    spans = "".join(
        f'<tspan x="{_n(left + x)}" y="{_n(first + LINE * at)}">{escape(line)}</tspan>'
        for at, line in enumerate(entry.lines)
    )
    return f'<text class="{kind}">{spans}</text>'
