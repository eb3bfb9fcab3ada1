"""What the styles of a Word document make of a paragraph or run: bold, raised, hidden, a heading, a list."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from answerable.read.formats.package import attribute

_HEADING = re.compile(r"(?:heading \d|title|subtitle|überschrift \d|titre \d)", re.I)
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Look:
    """How text is printed."""

    bold: bool = False
    raised: bool = False
    hidden: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """One style: its look, whether it is a heading, and the list that it numbers, all of its parents too."""

    look: Look = Look()
    heading: bool = False
    numbering: tuple[str, int] | None = None


def is_on(properties: ET.Element, name: str) -> bool | None:
    """Whether a property that is on or off is on; None where it is not there."""
    found = properties.find(name)
    if found is None:
        return None
    return (attribute(found, "val") or "true").lower() not in {"0", "false", "off", "none"}


def numbering_of(properties: ET.Element | None) -> tuple[str, int] | None:
    """The list and level that a paragraph's properties name; level 0 where they name none."""
    found = properties.find("numPr") if properties is not None else None
    if found is None:
        return None
    identifier, level = found.find("numId"), found.find("ilvl")
    number = (attribute(level, "val") or "0") if level is not None else "0"
    name = (attribute(identifier, "val") or "") if identifier is not None else ""
    return name, int(number) if number.isdecimal() and len(number) < 3 else 0


def _looked(properties: ET.Element | None, base: Look) -> Look:
    """The look that run properties make of ``base``."""
    if properties is None:
        return base
    bold, hidden = is_on(properties, "b"), is_on(properties, "vanish")
    align = properties.find("vertAlign")
    raised = base.raised if align is None else attribute(align, "val") == "superscript"
    struck = [on for name in ("strike", "dstrike") if (on := is_on(properties, name)) is not None]
    return Look(
        base.bold if bold is None else bold,
        raised,
        base.hidden if hidden is None else hidden,
        any(struck) if struck else base.struck,
    )


class Styles:
    """The styles of one document."""

    def __init__(self, root: ET.Element | None) -> None:
        found = [] if root is None else [node for node in root if node.tag == "style"]
        self._nodes = {attribute(node, "styleId") or "": node for node in found}
        self._made: dict[str, Style] = {}
        default = [n for n in found if attribute(n, "type") == "paragraph" and attribute(n, "default") == "1"]
        self._default = attribute(default[0], "styleId") or "" if default else ""

    def get(self, name: str, depth: int = 0) -> Style:
        """The style of that identifier, with what it takes from those that it is based on."""
        if name in self._made:
            return self._made[name]
        node = self._nodes.get(name)
        if node is None or depth > _DEEPEST:
            return Style()
        based = node.find("basedOn")
        style = self.get(attribute(based, "val") or "", depth + 1) if based is not None else Style()
        title = node.find("name")
        paragraph = node.find("pPr")
        style = Style(
            _looked(node.find("rPr"), style.look),
            style.heading or bool(title is not None and _HEADING.fullmatch(attribute(title, "val") or "")),
            numbering_of(paragraph) or style.numbering,
        )
        self._made[name] = style
        return style

    def style_of(self, paragraph: ET.Element) -> Style:
        """The style of a paragraph."""
        properties = paragraph.find("pPr")
        named = properties.find("pStyle") if properties is not None else None
        style = self.get(attribute(named, "val") or "" if named is not None else self._default)
        level = properties.find("outlineLvl") if properties is not None else None
        own = numbering_of(properties)
        heading = style.heading or (level is not None and (attribute(level, "val") or "9") < "9")
        return replace(style, heading=heading, numbering=own or style.numbering)

    def of_paragraph(self, paragraph: ET.Element) -> Look:
        """The look that a paragraph's style gives to its text."""
        return self.style_of(paragraph).look

    def of_run(self, run: ET.Element, base: Look) -> Look:
        """The look of a run in a paragraph of that look."""
        properties = run.find("rPr")
        if properties is None:
            return base
        named = properties.find("rStyle")
        if named is not None:
            own = self.get(attribute(named, "val") or "").look
            base = Look(
                base.bold or own.bold,
                base.raised or own.raised,
                base.hidden or own.hidden,
                base.struck or own.struck,
            )
        return _looked(properties, base)
