"""A tile map of the 43 police areas: one square each, roughly where it lies, told apart by pattern and letter."""

from __future__ import annotations

from dataclasses import dataclass

from answerable.codebook import bodies
from answerable.study.picture import Entry, Picture

SIDE = 58
GAP = 4
Kind = str
KINDS = {
    "given": ("G", "gave a figure"),
    "part": ("P", "gave a figure that cannot be added"),
    "refused": ("R", "refused, not held, or neither confirmed nor denied"),
    "none": ("N", "no reply"),
}
_SHORT = {
    "Metropolitan Police": "Met", "Cumbria": "Cumbria", "Lancashire": "Lancs", "Merseyside": "Mersey", "Greater Manchester": "G Man",
    "Cheshire": "Cheshire", "Northumbria": "Northumb", "Durham": "Durham", "North Yorkshire": "N Yorks", "West Yorkshire": "W Yorks",
    "South Yorkshire": "S Yorks", "Humberside": "Humber", "Cleveland": "Cleveland", "West Midlands": "W Mids", "Staffordshire": "Staffs",
    "West Mercia": "W Mercia", "Warwickshire": "Warks", "Derbyshire": "Derbys", "Nottinghamshire": "Notts", "Lincolnshire": "Lincs",
    "Leicestershire": "Leics", "Northamptonshire": "Northants", "Cambridgeshire": "Cambs", "Bedfordshire": "Beds", "Hertfordshire": "Herts",
    "Thames Valley": "Thames V", "Hampshire": "Hants", "City of London": "City", "London, City of": "City", "Devon & Cornwall": "D & C",
    "Devon and Cornwall": "D & C", "Avon and Somerset": "A & S", "Avon & Somerset": "A & S", "Gloucestershire": "Glos",
    "Wiltshire": "Wilts", "North Wales": "N Wales", "South Wales": "S Wales", "Dyfed-Powys": "Dyfed-P",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tile:
    """One square: its place in the drawing, its labels, and how it answered."""

    x: int
    y: int
    name: str
    short: str
    kind: Kind
    letter: str
    words: str


@dataclass(frozen=True, slots=True)
class TileMap:
    """The drawing: tiles, its size, and a sentence for those who cannot see it."""

    tiles: tuple[Tile, ...]
    width: int
    height: int
    alt: str


def tile_map(picture: Picture) -> TileMap | None:
    """The map for the latest period, or None where no body asked has a place on it."""
    if not picture.periods:
        return None
    asked = {row.body: row for row in picture.register}
    entries = {
        body: picture.entry(unit, picture.periods[-1]) for unit in picture.units for body in unit.bodies
    }
    tiles = []
    for body in bodies.territorial():
        if body.tile is None or body.code not in asked:
            continue
        kind = _kind(asked[body.code].state, entries.get(body.code))
        row, column = body.tile
        tiles.append(
            Tile(
                column * (SIDE + GAP), row * (SIDE + GAP), body.short, _short(body.short), kind, *_words(kind)
            )
        )
    if not tiles:
        return None
    width = max(tile.x for tile in tiles) + SIDE
    height = max(tile.y for tile in tiles) + SIDE
    return TileMap(tuple(tiles), width, height, _alt(tiles, str(picture.periods[-1])))


def _words(kind: Kind) -> tuple[str, str]:
    return KINDS[kind]


def _kind(state: str, entry: Entry | None) -> Kind:
    """How a body counts on the map: what it gave matters before what it said."""
    if entry is not None and entry.figure is not None:
        return "given"
    if state in {"answered", "part"}:
        return "part"
    if state in {"refused", "not_held", "ncnd"}:
        return "refused"
    return "none"


def _short(name: str) -> str:
    return _SHORT.get(name, name[:9])


def _alt(tiles: list[Tile], when: str) -> str:
    """Who is where, in one sentence a kind."""
    parts = []
    for kind, (_, words) in KINDS.items():
        names = [tile.name for tile in tiles if tile.kind == kind]
        if names and kind == "given":
            parts.append(f"{len(names)} forces {words} for {when}")
        elif names:
            parts.append(f"{len(names)} {words}: {', '.join(names)}")
    return "; ".join(parts) + "."
