"""The text of a Word paragraph as its final version prints it, and what stands in it that it does not print.

Elements and attributes are those of ECMA-376, Part 1 (Office Open XML), section 17; tags come without their
namespace, so that the transitional and the strict form read alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from answerable.read.formats.docx_styles import Styles
from answerable.read.formats.origin import footnote
from answerable.read.formats.package import attribute

_LEFT_OUT = frozenset({"del", "moveFrom"})
_INSERTED = frozenset({"ins", "moveTo"})
_PLAIN = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PRIVATE = 0xF000
_OF_SYMBOL = {ord(c): c for c in "0123456789<>=()+,./%*"} | {
    0x2D: "-",
    0xA3: "≤",
    0xB3: "≥",
    0xB1: "±",
    0xB7: "•",
}
"""What the font Symbol prints where Word stores a character of the private range."""

_NOTES = frozenset({"footnoteReference", "endnoteReference"})
_TRACKED = frozenset({*_LEFT_OUT, *_INSERTED, "cellIns", "cellDel", "cellMerge"})


@dataclass(slots=True)
class Seen:
    """What a document holds beside its printed text, counted while it is read.

    Attributes:
        tracked: insertions and deletions that nobody has accepted.
        deleted: those among them that are left out, and that the file still gives away.
        hidden: runs of hidden text.
        struck: runs with a line through them, which the body took back.
        pictures: pictures and drawings without text.
        embedded: parts in another format that Word would show in place.
        notes: identifiers of footnotes and endnotes in the order in which the text refers to them.
    """

    tracked: int = 0
    deleted: int = 0
    hidden: int = 0
    struck: int = 0
    pictures: int = 0
    embedded: int = 0
    notes: dict[tuple[str, str], int] = field(default_factory=dict)

    def mark(self, kind: str, identifier: str) -> str:
        """The mark of a note, numbered by first mention: ``[1]``."""
        return f"[{self.notes.setdefault((kind, identifier), len(self.notes) + 1)}]"


@dataclass(frozen=True, slots=True)
class Line:
    """What a paragraph prints.

    Attributes:
        text: its text, white space unchanged.
        bold: all of the text is bold.
        boxes: its text boxes, each an element that holds paragraphs and tables.
        fields: the first word of each field in it, such as ``PAGE``.
    """

    text: str
    bold: bool
    boxes: tuple[ET.Element, ...]
    fields: Counter[str]


class Reader:
    """Reads paragraphs, and keeps account of what they do not print."""

    def __init__(self, styles: Styles, seen: Seen) -> None:
        self.styles = styles
        self.seen = seen

    def line(self, paragraph: ET.Element) -> Line:
        """What one paragraph prints."""
        words: list[tuple[str, bool]] = []
        boxes: list[ET.Element] = []
        fields: Counter[str] = Counter()
        base = self.styles.of_paragraph(paragraph)
        for run in self._runs(paragraph, fields):
            look = self.styles.of_run(run, base)
            text = "".join(self._run(run, boxes, fields))
            if look.hidden or look.struck:
                self.seen.hidden += look.hidden and bool(text.strip())
                self.seen.struck += not look.hidden and bool(text.strip())
                continue
            words.append((footnote(text) if look.raised else text, look.bold))
        printed = [(text, bold) for text, bold in words if text.strip()]
        bold = bool(printed) and all(bold for _, bold in printed)
        return Line("".join(text for text, _ in words), bold, tuple(boxes), fields)

    def _runs(self, parent: ET.Element, fields: Counter[str]) -> Iterator[ET.Element]:
        """The runs of a paragraph's final version, through links, content controls and insertions."""
        todo = list(reversed(parent))
        while todo:
            node = todo.pop()
            if node.tag in _LEFT_OUT:
                self.seen.tracked += 1
                self.seen.deleted += 1
                continue
            if node.tag in {"r", "t"}:  # a bare ``t`` is the text of a formula
                yield node
            elif node.tag == "AlternateContent":
                todo.extend(chosen(node))
            elif node.tag not in {"pPr", "sdtPr", "sdtEndPr", "rPr", "ctrlPr"}:
                self.seen.tracked += node.tag in _INSERTED
                if node.tag == "fldSimple":
                    fields.update((attribute(node, "instr") or "").split()[:1])
                todo.extend(reversed(_with_signs(node)))

    def _run(self, run: ET.Element, boxes: list[ET.Element], fields: Counter[str]) -> Iterator[str]:
        """The pieces of text of a run, in order."""
        todo = [run] if run.tag == "t" else list(reversed(run))
        while todo:
            node = todo.pop()
            tag = node.tag
            if tag == "t":
                yield node.text or ""
            elif tag in _PLAIN:
                yield "" if attribute(node, "type") in {"page", "column"} else _PLAIN[tag]
            elif tag in _NOTES:
                yield self.seen.mark(tag.removesuffix("Reference"), attribute(node, "id") or "")
            elif tag == "sym":
                yield _symbol(attribute(node, "char") or "", attribute(node, "font") or "")
            elif tag == "instrText":
                fields.update((node.text or "").split()[:1])
            elif tag == "AlternateContent":
                todo.extend(chosen(node))
            elif tag in {"drawing", "pict", "object"}:
                found = list(text_boxes(node))
                boxes.extend(found)
                self.seen.pictures += not found


def _with_signs(node: ET.Element) -> list[ET.Element]:
    """The children of an element, those of a fraction or a power parted by a sign: 12 over 50 is never 1250."""
    sign = {"f": "/", "sSup": "^", "sSubSup": "^"}.get(node.tag)
    children = list(node)
    if sign is None:
        return children
    between = ET.Element("t")
    between.text = sign
    at = next((i for i, child in enumerate(children) if child.tag in {"den", "sup", "sub"}), len(children))
    return [*children[:at], between, *children[at:]]


def _symbol(code: str, font: str) -> str:
    """A character of a symbol font: of the private range, those of the font Symbol that tables hold, figures and comparisons."""
    try:
        number = int(code, 16)
    except ValueError:
        return "\ufffd"
    if _PRIVATE <= number < _PRIVATE + 0x100 and font == "Symbol":
        return _OF_SYMBOL.get(number - _PRIVATE, "\ufffd")
    return chr(number) if 0x20 <= number < 0xD800 else "\ufffd"


def chosen(node: ET.Element) -> list[ET.Element]:
    """The children of the one branch of an ``AlternateContent`` that is read, last first."""
    for branch in node:
        if branch.tag in {"Choice", "Fallback"}:
            return list(reversed(branch))
    return []


def text_boxes(drawing: ET.Element) -> Iterator[ET.Element]:
    """The text boxes in a drawing; one that stands in both branches of an alternative comes once."""
    todo = [drawing]
    while todo:
        node = todo.pop()
        if node.tag == "txbxContent":
            yield node
        elif node.tag == "AlternateContent":
            todo.extend(chosen(node))
        else:
            todo.extend(reversed(node))


def is_tracked(properties: ET.Element | None) -> tuple[bool, bool]:
    """Whether the properties of a row or cell carry a tracked change, and whether that deletes it."""
    if properties is None:
        return False, False
    tags = {child.tag for child in properties}
    return bool(tags & _TRACKED), bool(tags & {"del", "cellDel"})
