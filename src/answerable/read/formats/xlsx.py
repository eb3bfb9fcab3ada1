"""Excel workbooks (xlsx, xlsm): ECMA-376 part 1, read as a stream so that memory stays bounded.

Values are those that Excel last worked out and saved; no formula is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from xml.etree import ElementTree as ET

from answerable.model import Finding
from answerable.read.formats.carried import Link, elsewhere, embedded, links_of, pivot_caches
from answerable.read.formats.layout import Sheet
from answerable.read.formats.notices import hidden_sheet
from answerable.read.formats.numberformat import BUILT_IN
from answerable.read.formats.origin import Origin
from answerable.read.formats.package import Package, attribute
from answerable.read.formats.xlsx_sheet import Book, Style, is_struck, look_of, read_sheet, rich_text


def _only(links: Mapping[str, Link], kind: str) -> str | None:
    return next((link.target for link in links.values() if link.kind == kind), None)


def _strings(package: Package, name: str | None) -> tuple[list[str], dict[int, bool]]:
    """The shared strings, and those with a look of their own: whether some of it is struck through."""
    strings: list[str] = []
    rich: dict[int, bool] = {}
    if name is None or name not in package.names:
        return strings, rich
    root: ET.Element | None = None
    for event, element in package.elements(name):
        if root is None:
            root = element
        if event == "end" and element.tag == "si":
            look = look_of(element)
            if look is not None:
                rich[len(strings)] = look
            strings.append(rich_text(element))
            root.clear()
    return strings, rich


def _truth(text: str | None) -> bool:
    return text in {"1", "true", "on"}


def _styles(package: Package, name: str | None) -> tuple[Style, ...]:
    """The number format and weight of each cell style, by its number."""
    if name is None or name not in package.names:
        return ()
    codes = dict(BUILT_IN)
    fonts = [Style()]
    bare: list[bool] = []
    styles: list[Style] = []
    for group in package.tree(name):
        for item in group:
            if group.tag == "numFmts":
                codes[_number(item.get("numFmtId"))] = item.get("formatCode", "General")
            elif group.tag == "fonts":
                bold = next((child for child in item if child.tag == "b"), None)
                is_bold = bold is not None and bold.get("val", "1") in {"1", "true"}
                fonts.append(Style("", is_bold, is_struck(item), _is_white(item)))
            elif group.tag == "fills":
                bare.append(
                    all(child.get("patternType", "none") == "none" or _is_white(child) for child in item)
                )
            elif group.tag == "cellXfs":
                font, fill = _number(item.get("fontId")) + 1, _number(item.get("fillId"))
                look = fonts[font] if font < len(fonts) else fonts[0]
                code = codes.get(_number(item.get("numFmtId")), "General")
                pale = look.pale and fill < len(bare) and bare[fill]
                indent = next((_number(child.get("indent")) for child in item if child.tag == "alignment"), 0)
                styles.append(replace(look, code=code, pale=pale, indent=indent))
    return tuple(styles)


def _is_white(look: ET.Element) -> bool:
    """True for a font, or the colour of a fill, that is white, in figures or as the theme's paper."""
    colours = [child for child in look if child.tag in {"color", "fgColor"}]
    return any(
        (c.get("rgb", "")[-6:].upper() == "FFFFFF" or c.get("theme") == "0") and not c.get("tint")
        for c in colours
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _comments(package: Package, name: str | None) -> tuple[str, ...]:
    """Addresses of the cells that carry a comment."""
    if name is None or name not in package.names:
        return ()
    return tuple(e.get("ref", "") for e in package.tree(name).iter() if e.tag == "comment")


def _sheets(entries: Iterable[ET.Element], links: Mapping[str, Link]) -> Iterator[tuple[str, str, Link]]:
    """Name, state and part of each worksheet; a chart or a macro sheet holds no cells."""
    for entry in entries:
        link = links.get(attribute(entry, "id") or "")
        if link is not None and link.kind == "worksheet":
            yield entry.get("name", ""), entry.get("state", "visible"), link


def read_xlsx(data: bytes, origin: Origin) -> Iterator[tuple[Sheet | None, tuple[Finding, ...]]]:
    """Each worksheet in order, with what to know about it; None for a sheet that is hidden.

    Raises:
        UnreadableError: the workbook is damaged, locked or unsafe.
    """
    package = Package(data, origin)
    main = _only(links_of(package, ""), "officeDocument") or "xl/workbook.xml"
    workbook = package.tree(main)
    links = links_of(package, main)
    properties = {element.tag: element for element in workbook}
    entries = list(properties.get("sheets", ()))
    parts = {link.target: name for name, _, link in _sheets(entries, links)}
    yield None, (
        *pivot_caches(package, origin), *elsewhere(package, main, workbook, origin), *embedded(package, origin, parts)
    )  # fmt: skip
    strings, rich = _strings(package, _only(links, "sharedStrings"))
    book = Book(
        strings,
        _styles(package, _only(links, "styles")),
        rich,
        from_1904=_truth(properties["workbookPr"].get("date1904")) if "workbookPr" in properties else False,
        stale=_truth(properties["calcPr"].get("fullCalcOnLoad")) if "calcPr" in properties else False,
        manual="calcPr" in properties and properties["calcPr"].get("calcMode") == "manual",
    )
    for name, state, link in _sheets(entries, links):
        if state != "visible":
            yield None, (hidden_sheet(name, origin, deep=state == "veryHidden"),)
            continue
        comments = _comments(package, _only(links_of(package, link.target), "comments"))
        sheet, notices = read_sheet(package, link.target, name, book, comments)
        yield sheet, notices.findings(sheet, origin)
