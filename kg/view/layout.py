"""Where each node stands: worked out before the page is written, so that it opens settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, floor, hypot, sin, sqrt

import rustworkx as rx

SEED = 20
ROUNDS = 600
FEW = 8
START = 1.6
"""Width over height that a piece of more than `FEW` boxes starts with."""
GAP_X, GAP_Y = 28.0, 22.0
NEARLY = 8.0
APART = 40.0
"""Room between boxes, how much of it may be wanting, and room between pieces without a link."""
EVEN = 0.8
"""How far distances from the middle are drawn to an even spread: 0 not at all, 1 wholly."""
SLACK = 1.6
MANY = 160
"""Room that a piece of at least `MANY` boxes starts with, over that of its boxes; fewer start nearer one another."""
WIDE = 1.45
"""Width over height of a whole picture: most screens are wider than high."""
CELL = 16
STEP = 22.0
"""How finely room is looked for: the side of a cell, and how far apart the tries on a spiral lie."""
TURN = 2.399963
"""The golden angle: points on a spiral by this turn do not line up."""


@dataclass(frozen=True, slots=True)
class Box:
    """The room that a node and its label take, in the page's units (pixels at zoom 1)."""

    width: float
    height: float


Point = tuple[float, float]


def place(boxes: Sequence[Box], edges: Sequence[tuple[int, int]], first: int) -> list[tuple[int, int]]:
    """The centre of each box, in the order of the boxes, as whole pixels.

    Of the `first` boxes, linked ones stand near one another, no two overlap, and pieces without a link between them
    stand side by side. Each later box stands in the free room nearest to a linked one before it.
    The same input gives the same output.
    """
    centres = _settled(boxes[:first], [(a, b) for a, b in edges if a < first and b < first])
    hosts: dict[int, int] = {}
    for a, b in sorted((min(e), max(e)) for e in edges):
        hosts.setdefault(b, a)
    room = Room()
    for n, centre in centres.items():
        room.take(boxes[n], centre)
    turns: dict[int, int] = {}
    for n in range(len(centres), len(boxes)):
        host = hosts.get(n, 0)
        turn = turns.get(host, 0)
        spot = None
        while spot is None or not room.free(boxes[n], spot):
            turn += 1
            reach = STEP * turn**0.75
            x, y = centres[host]
            spot = (x + WIDE * reach * cos(turn * TURN), y + reach * sin(turn * TURN))
        turns[host] = turn
        centres[n] = spot
        room.take(boxes[n], spot)
    return [(round(centres[n][0]), round(centres[n][1])) for n in range(len(boxes))]


class Room:
    """Which part of the sheet is taken, in cells of `CELL` units."""

    def __init__(self) -> None:
        self.taken: set[tuple[int, int]] = set()

    def take(self, box: Box, centre: Point) -> None:
        self.taken.update(self._cells(box, centre))

    def free(self, box: Box, centre: Point) -> bool:
        if (floor(centre[0] / CELL), floor(centre[1] / CELL)) in self.taken:
            return False
        return self.taken.isdisjoint(self._cells(box, centre))

    def _cells(self, box: Box, centre: Point) -> list[tuple[int, int]]:
        across, down = (box.width + 4) / 2, (box.height + 4) / 2
        columns = range(floor((centre[0] - across) / CELL), floor((centre[0] + across) / CELL) + 1)
        rows = range(floor((centre[1] - down) / CELL), floor((centre[1] + down) / CELL) + 1)
        return [(column, row) for column in columns for row in rows]


def _settled(boxes: Sequence[Box], edges: Sequence[tuple[int, int]]) -> dict[int, Point]:
    pieces = _pieces(len(boxes), edges)
    placed: list[dict[int, Point]] = []
    for piece in pieces:
        inside = {node: i for i, node in enumerate(piece)}
        own = sorted({(inside[a], inside[b]) for a, b in edges if a in inside and a != b})
        points = _separate([boxes[n] for n in piece], _spring(len(piece), own))
        placed.append(dict(zip(piece, points, strict=True)))
    return _pack(boxes, placed)


def _pieces(count: int, edges: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The connected components, largest first, each in ascending order."""
    graph: rx.PyGraph[None, None] = rx.PyGraph()
    graph.add_nodes_from([None] * count)
    graph.add_edges_from([(a, b, None) for a, b in edges])
    return sorted((sorted(c) for c in rx.connected_components(graph)), key=lambda c: (-len(c), c))


def _spring(count: int, edges: Sequence[tuple[int, int]]) -> list[Point]:
    """Positions by Fruchterman and Reingold's forces, about the origin, in a square of side 2."""
    if count == 1:
        return [(0.0, 0.0)]
    graph: rx.PyGraph[None, None] = rx.PyGraph()
    graph.add_nodes_from([None] * count)
    graph.add_edges_from([(a, b, None) for a, b in edges])
    found = rx.spring_layout(graph, seed=SEED, num_iter=600, k=1.6 / sqrt(count), repulsive_exponent=2)
    # Rounded before anything else is worked out, so that the last bits of a processor's floats do not decide a side.
    return [(round(float(found[i][0]), 4), round(float(found[i][1]), 4)) for i in range(count)]


def _separate(boxes: Sequence[Box], points: Sequence[Point]) -> list[Point]:
    """The points spread to the size of the boxes, then moved apart until no two boxes overlap."""
    turned = _even(_level(points))
    room = sum((b.width + GAP_X) * (b.height + GAP_Y) for b in boxes)
    wide = _extent([p[0] for p in turned])
    high = max(_extent([p[1] for p in turned]), 0.2 * wide)
    scale = sqrt(SLACK * min(1.0, 0.6 + 0.4 * len(boxes) / MANY) * room / (wide * high))
    # A few nodes in a line stay a line.
    squeeze = sqrt(wide / high / START) if len(points) > FEW else 1.0
    xs = [p[0] * scale / squeeze for p in turned]
    ys = [p[1] * scale * squeeze for p in turned]
    for _ in range(ROUNDS):
        if not _push(boxes, xs, ys):
            break
    return list(zip(xs, ys, strict=True))


def _level(points: Sequence[Point]) -> list[Point]:
    """The points turned about their mean so that they spread from left to right rather than from top to bottom."""
    count = len(points)
    cx, cy = sum(p[0] for p in points) / count, sum(p[1] for p in points) / count
    xx = sum((p[0] - cx) ** 2 for p in points)
    yy = sum((p[1] - cy) ** 2 for p in points)
    xy = sum((p[0] - cx) * (p[1] - cy) for p in points)
    angle = 0.5 * atan2(2 * xy, xx - yy)
    c, s = cos(angle), sin(angle)
    return [((p[0] - cx) * c + (p[1] - cy) * s, (p[1] - cy) * c - (p[0] - cx) * s) for p in points]


def _even(points: Sequence[Point]) -> list[Point]:
    """The points in the same directions from the origin, at distances between their own and those of an even spread.

    Forces draw the best connected into a dense heart; there, moving labels apart would make columns of them.
    """
    count = len(points)
    own = [hypot(x, y) for x, y in points]
    most = max(own) or 1.0
    rank = {i: r for r, i in enumerate(sorted(range(count), key=lambda i: (own[i], i)))}
    spread = []
    for i, (x, y) in enumerate(points):
        stretch = ((1 - EVEN) * own[i] / most + EVEN * sqrt((rank[i] + 0.5) / count)) / (own[i] or 1.0)
        spread.append((x * stretch, y * stretch))
    return spread


def _extent(values: Sequence[float]) -> float:
    return (max(values) - min(values)) or 1.0


def _push(boxes: Sequence[Box], xs: list[float], ys: list[float]) -> bool:
    """True if some pair overlapped; each such pair is moved apart, half each, the way that is shorter for its size."""
    order = sorted(range(len(boxes)), key=lambda i: (xs[i] - boxes[i].width / 2, i))
    moved = False
    active: list[int] = []
    for i in order:
        left = xs[i] - boxes[i].width / 2 - GAP_X
        active = [j for j in active if xs[j] + boxes[j].width / 2 > left]
        for j in active:
            over_y = (boxes[i].height + boxes[j].height) / 2 + GAP_Y - abs(ys[i] - ys[j])
            over_x = (boxes[i].width + boxes[j].width) / 2 + GAP_X - abs(xs[i] - xs[j])
            if over_y <= NEARLY or over_x <= NEARLY:
                continue
            moved = True
            if over_y / (boxes[i].height + boxes[j].height) <= over_x / (boxes[i].width + boxes[j].width):
                step = (over_y / 2) * (1 if ys[i] >= ys[j] else -1)
                ys[i] += step
                ys[j] -= step
            else:
                step = (over_x / 2) * (1 if xs[i] >= xs[j] else -1)
                xs[i] += step
                xs[j] -= step
        active.append(i)
    return moved


def _pack(boxes: Sequence[Box], pieces: Sequence[dict[int, Point]]) -> dict[int, Point]:
    """The centres of all pieces on one sheet about the origin, each as high up as it fits, largest first."""
    corners: list[Point] = []
    sizes: list[Point] = []
    for piece in pieces:
        left = min(p[0] - boxes[n].width / 2 for n, p in piece.items())
        top = min(p[1] - boxes[n].height / 2 for n, p in piece.items())
        right = max(p[0] + boxes[n].width / 2 for n, p in piece.items())
        bottom = max(p[1] + boxes[n].height / 2 for n, p in piece.items())
        corners.append((left, top))
        sizes.append((right - left + APART, bottom - top + APART))
    if not pieces:
        return {}
    widest, area = max(w for w, _ in sizes), sum(w * h for w, h in sizes)
    sheets = [
        _skyline(sizes, max(widest, sqrt(area * WIDE) * stretch))
        for stretch in (0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.35, 1.5)
    ]
    # The sheet that fits a wide screen at the largest zoom.
    spots, wide, high = min(sheets, key=lambda s: max(s[1] / WIDE, s[2]))
    centres: dict[int, Point] = {}
    for piece, (left, top), (x, y) in zip(pieces, corners, spots, strict=True):
        for n, p in piece.items():
            centres[n] = (p[0] - left + x - wide / 2, p[1] - top + y - high / 2)
    return centres


def _skyline(sizes: Sequence[Point], limit: float) -> tuple[list[Point], float, float]:
    """Where each rectangle goes on a sheet of that width, and the width and height that they take."""
    line: list[tuple[float, float, float]] = [(0.0, limit, 0.0)]  # from, to, how deep it is filled
    spots: list[Point] = []
    for width, height in sizes:
        fits = [
            (max(depth for a, b, depth in line if a < x + width and b > x), x)
            for x, _, _ in line
            if x + width <= limit + 1e-6
        ]
        y, x = min(fits)
        spots.append((x, y))
        rest = [(a, min(b, x), d) for a, b, d in line if a < x] + [
            (max(a, x + width), b, d) for a, b, d in line if b > x + width
        ]
        line = sorted(part for part in [*rest, (x, x + width, y + height)] if part[1] > part[0])
    wide = max(x + w for (x, _), (w, _) in zip(spots, sizes, strict=True))
    high = max(y + h for (_, y), (_, h) in zip(spots, sizes, strict=True))
    return spots, wide, high
