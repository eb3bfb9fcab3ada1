"""Binary Excel workbooks (xlsb): the same workbook as xlsx, its parts written as records ([MS-XLSB])."""

from __future__ import annotations

import posixpath
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from answerable.model import Finding
from answerable.read.formats import xlsb_records as brt
from answerable.read.formats.carried import Link, embedded, links_of, pivot_cache
from answerable.read.formats.layout import Sheet
from answerable.read.formats.notices import hidden_sheet
from answerable.read.formats.numberformat import BUILT_IN
from answerable.read.formats.origin import Origin
from answerable.read.formats.package import Package
from answerable.read.formats.xlsb_records import Record, records
from answerable.read.formats.xlsb_sheet import Looks, Strings, read_sheet
from answerable.read.formats.xlsx_sheet import Style

T = TypeVar("T")
_MANUAL = 0
_DEEP = 2
_BOLD = 600
_WHITE = b"\xff\xff\xff"
_PAPER = 0  # the theme's colour of the page


@dataclass(frozen=True, slots=True)
class _Entry:
    """A sheet as the workbook lists it."""

    state: int
    link: str
    name: str


def _colour_is_white(record: Record) -> bool:
    """True for white in figures, or as the theme's paper; moves past the colour."""
    kind, index, tint, rgb = (
        record.byte() >> 1,
        record.byte(),
        record.short(),
        record.data[record.at : record.at + 3],
    )
    record.at += 4
    return not tint and ((kind == 2 and bytes(rgb) == _WHITE) or (kind == 3 and index == _PAPER))


def _font(record: Record) -> tuple[Style, bool]:
    """The look of a font, and whether it is raised."""
    record.at = 2
    flags, weight, raised = record.short(), record.short(), record.short()
    record.at += 4
    return Style("", weight >= _BOLD, bool(flags & 8), _colour_is_white(record)), raised == 1


def _is_bare(record: Record) -> bool:
    """True for a cell that is not painted, or painted white."""
    return record.word() == 0 or _colour_is_white(record)


def _looks(data: bytes) -> Looks:
    """The fonts and the cell styles of the workbook."""
    codes, fonts, bare = dict(BUILT_IN), [], []
    styles: list[Style] = []
    inside = False
    for record in records(data):
        if record.kind == brt.FORMAT:
            number = record.short()
            codes[number] = record.text()
        elif record.kind == brt.FONT:
            fonts.append(_font(record))
        elif record.kind == brt.FILL:
            bare.append(_is_bare(record))
        elif record.kind in {brt.LOOKS, brt.LOOKS_END}:
            inside = record.kind == brt.LOOKS
        elif record.kind == brt.LOOK and inside:
            record.at = 2
            code, font, fill = record.short(), record.short(), record.short()
            record.at += 3
            look = fonts[font][0] if font < len(fonts) else Style()
            pale = look.pale and fill < len(bare) and bare[fill]
            styles.append(replace(look, code=codes.get(code, "General"), pale=pale, indent=record.byte()))
    return Looks(tuple(styles), tuple(fonts))


def _strings(data: bytes, looks: Looks) -> Strings:
    return [looks.printed(*record.rich()) for record in records(data) if record.kind == brt.ITEM]


def read_xlsb(data: bytes, origin: Origin) -> Iterator[tuple[Sheet | None, tuple[Finding, ...]]]:
    """Each worksheet in order, with what to know about it; None for a sheet that is hidden.

    Raises:
        UnreadableError: the workbook is damaged, locked or unsafe.
    """
    package = Package(data, origin)
    try:
        yield from _read(package, origin)
    except (struct.error, IndexError, OverflowError) as error:
        raise package.damaged() from error


def _read(package: Package, origin: Origin) -> Iterator[tuple[Sheet | None, tuple[Finding, ...]]]:
    links = links_of(package, "")
    main = next((link.target for link in links.values() if link.kind == "officeDocument"), "xl/workbook.bin")
    links = links_of(package, main)
    entries: list[_Entry] = []
    from_1904 = stale = manual = False
    for record in records(package.part(main)):
        if record.kind == brt.SHEET:
            state, _ = record.word(), record.word()
            entries.append(_Entry(state, record.text(), record.text()))
        elif record.kind == brt.BOOK:
            from_1904 = bool(record.word() & 1)
        elif record.kind == brt.CALCULATION:
            record.at = 4
            manual = record.word() == _MANUAL
            record.at = 24
            stale = bool(record.short() & 1)
    yield (
        None,
        tuple(
            _beside(
                package, links, {links[e.link].target: e.name for e in entries if e.link in links}, origin
            )
        ),
    )
    looks = _part(package, links, "styles", _looks) or Looks()
    strings = _part(package, links, "sharedStrings", lambda part: _strings(part, looks)) or []
    for entry in entries:
        link = links.get(entry.link)
        if link is None or link.kind != "worksheet":
            continue
        if entry.state:
            yield None, (hidden_sheet(entry.name, origin, deep=entry.state == _DEEP),)
            continue
        comments = _part(package, links_of(package, link.target), "comments", lambda part: part) or b""
        sheet, notices = read_sheet(
            package.part(link.target), entry.name, looks, strings, comments, from_1904=from_1904, stale=stale, manual=manual
        )  # fmt: skip
        yield sheet, notices.findings(sheet, origin)


def _part(package: Package, links: Mapping[str, Link], kind: str, read: Callable[[bytes], T]) -> T | None:
    name = next((link.target for link in links.values() if link.kind == kind), None)
    return read(package.part(name)) if name in package.names and name is not None else None


def _beside(
    package: Package, links: Mapping[str, Link], sheets: Mapping[str, str], origin: Origin
) -> Iterator[Finding]:
    """What the workbook carries beside its sheets, or draws on."""
    for name in sorted(package.names):
        if "/pivotCacheRecords" in name and name.endswith(".bin"):
            yield pivot_cache(origin)
    for link in links.values():
        if link.kind == "externalLink":
            files = [o.target for o in links_of(package, link.target).values() if o.external]
            named = ", ".join(
                posixpath.basename(file.replace("\\", "/").replace("%20", " ")) for file in files
            )
            what = f"The workbook draws on another file ({named or 'not named'}); it was not read."
            do = "Figures that come from it are as they last were: ask the body whether they still hold."
            yield origin.finding("warning", "external-link", what, do, posixpath.basename(link.target))
    yield from embedded(package, origin, sheets)
