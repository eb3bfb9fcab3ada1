"""How mail programs mark, in a message's page, what they quote of earlier ones.

Gmail, Apple Mail, Thunderbird and Proton Mail set it in a ``blockquote`` that says so; Outlook, Yahoo and Zimbra put a rule or an
element of a known name before it. A ``blockquote`` that says nothing, and a rule alone, may part anything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

_QUOTING = re.compile(
    r"\b(?:gmail|protonmail|yahoo|moz|zmail|tutanota)[\w-]*quote|\bquote(?:d|d-text)?\b", re.I
)
_BEGINS = re.compile(
    r"(?:x_)*(?:divRplyFwdMsg|mail-editor-reference-message-container|zwchr|OLK_SRC_BODY_SECTION)|ms-outlook-mobile-reference-message|OutlookMessageHeader"
    r"|yahoo_quoted\w*|__QUOTED_TEXT__"
)
_LINED = re.compile(r"border-left\s*:(?!\s*(?:none|0))", re.I)


@dataclass(frozen=True, slots=True)
class Marks:
    """What the page of a message says of its blocks, by their index.

    Attributes:
        depth: in how many elements that quote each block stands, where in any.
        apart: those in a ``blockquote`` that does not say why.
        begins: those before which an earlier message begins.
        ruled: those right below a line across the page.
    """

    depth: Mapping[int, int] = field(default_factory=dict)
    apart: frozenset[int] = frozenset()
    begins: frozenset[int] = frozenset()
    ruled: frozenset[int] = frozenset()

    def moved(self, by: int, before: Marks) -> Marks:
        """These marks, of a page whose blocks stand behind others, together with the marks of those."""
        return Marks(
            {**before.depth, **{i + by: depth for i, depth in self.depth.items()}},
            before.apart | {i + by for i in self.apart},
            before.begins | {i + by for i in self.begins},
            before.ruled | {i + by for i in self.ruled},
        )


@dataclass(slots=True)
class Watch:
    """Keeps, while a page is walked, where in quotations the walk is."""

    depth: int = 0
    apart: int = 0
    begins: bool = False
    ruled: bool = False
    depths: dict[int, int] = field(default_factory=dict)
    set_apart: set[int] = field(default_factory=set)
    begun: set[int] = field(default_factory=set)
    under: set[int] = field(default_factory=set)

    def see(self, node: LexborNode, *, begins: bool) -> None:
        """An element begins or ends."""
        found = node.attributes
        if node.tag == "blockquote":
            if _says_quote(found):
                self.depth += 1 if begins else -1
            elif "style" not in found or _LINED.search(found["style"] or ""):
                self.apart += 1 if begins else -1
        elif begins and any(_BEGINS.fullmatch(word) for word in _names(found)):
            self.begins = True
        elif begins and node.tag == "hr":
            self.ruled = True

    def take(self, index: int) -> None:
        """A block was found there."""
        if self.depth:
            self.depths[index] = self.depth
        for holds, found in (
            (self.apart, self.set_apart),
            (self.begins, self.begun),
            (self.ruled, self.under),
        ):
            if holds:
                found.add(index)
        self.begins = self.ruled = False

    def marks(self) -> Marks:
        """All that was seen."""
        return Marks(self.depths, frozenset(self.set_apart), frozenset(self.begun), frozenset(self.under))


def _names(found: Mapping[str, str | None]) -> list[str]:
    return " ".join(found.get(name) or "" for name in ("id", "class", "data-marker")).split()


def _says_quote(found: Mapping[str, str | None]) -> bool:
    return (
        "cite" in {(found.get("type") or "").lower(), *found}
        or _QUOTING.search(found.get("class") or "") is not None
    )
