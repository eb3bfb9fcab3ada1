"""A document with its verdicts in the margin: one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from answerable.claims import Claim, Verdict
from answerable.claims.sentences import Sentence, sentences
from answerable.publish.claims import VERDICTS, Checked
from answerable.publish.safe import clean, slug
from answerable.publish.templating import environment

MARKS: dict[Verdict, str] = {
    "inconsistent": "✗", "inexact": "≈", "consistent": "✓", "implies": "→", "needs data": "?",
}  # fmt: skip
MEANS: dict[Verdict, str] = {
    "inconsistent": "The number does not follow from the numbers that it must rest on.",
    "inexact": "It follows only by a loose reading of its rounding or its words.",
    "consistent": "It follows, within its rounding.",
    "implies": "It cannot be checked, and this is what it implies.",
    "needs data": "Nothing in the document or the study bears on it.",
}


@dataclass(frozen=True, slots=True)
class Note:
    """One claim in the margin, with its number in the page."""

    number: int
    claim: Claim

    @property
    def id(self) -> str:
        """The anchor of the note."""
        return f"claim-{self.number}"

    @property
    def kind(self) -> str:
        """The verdict as a class name."""
        return slug(self.claim.verdict)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with its numbers marked, and its notes."""

    html: Markup
    notes: tuple[Note, ...]
    heading: bool = False


def render(checked: Checked) -> str:
    """The page for a document and its claims."""
    notes = [Note(number, claim) for number, claim in enumerate(checked.claims, start=1)]
    told = sentences(checked.document)
    passages = list(_passages(told, notes))
    placed = {note.number for passage in passages for note in passage.notes}
    engine = environment()
    return engine.get_template("claims.html.j2").render(
        checked=checked,
        passages=passages,
        apart=[note for note in notes if note.number not in placed],
        verdicts=VERDICTS,
        marks=MARKS,
        means=MEANS,
        css=Markup(_css()),  # noqa: S704 - our own file
    )


def _css() -> str:
    loader = environment().loader
    assert loader is not None
    return loader.get_source(environment(), "claims.css")[0]


def _passages(told: Sequence[Sentence], notes: Sequence[Note]) -> Iterator[Passage]:
    by_place: dict[tuple[str, int], list[Note]] = {}
    for note in notes:
        by_place.setdefault((note.claim.source.id, note.claim.place), []).append(note)
    for _, group in groupby(told, key=lambda sentence: sentence.paragraph):
        found = list(group)
        beside = [(s, by_place.get((s.source.id, s.place), [])) for s in found]
        html = Markup(" ").join(_marked(sentence, own) for sentence, own in beside)
        yield Passage(html, tuple(note for _, own in beside for note in own), found[0].heading)


def _marked(sentence: Sentence, notes: Sequence[Note]) -> Markup:
    """The sentence with each checked number marked and linked to its note."""
    spans: list[tuple[int, int, Note]] = []
    for note in notes:
        start = _find(sentence.text, note.claim.printed, [(a, b) for a, b, _ in spans])
        if start >= 0:
            spans.append((start, start + len(note.claim.printed), note))
    pieces, at = Markup(), 0
    for start, end, note in sorted(spans, key=lambda span: span[0]):
        pieces += Markup("{}").format(clean(sentence.text[at:start]))
        pieces += Markup('<a class="q {}" href="#{}" id="at-{}">{}<sup>{}</sup></a>').format(
            note.kind, note.id, note.number, clean(sentence.text[start:end]), note.number
        )
        at = end
    return pieces + Markup("{}").format(clean(sentence.text[at:]))


def _find(text: str, printed: str, taken: Sequence[tuple[int, int]]) -> int:
    """Where a number stands that no other note has marked, or -1."""
    start = text.find(printed)
    while start >= 0 and any(start < b and a < start + len(printed) for a, b in taken):
        start = text.find(printed, start + 1)
    return start
