"""Decisions as data: appended to ``decisions.jsonl``, replayed in order, undone by a further line.

One line is one JSON object with ``number``, ``action``, ``subject``, ``value``, ``by`` and ``at``. Lines are
never changed and never removed. A line that a dying process left half-written is reported and passed over.

| action | subject | value |
|---|---|---|
| ``code`` | ``dimension: label`` | the code that the label means |
| ``reading`` | id of a table | number of the candidate to use, from 1; 0 for the table as it stands |
| ``complete`` | id of a table | why its rows are known to be all there are, so that they may be summed |
| ``exclude`` | file | why it is left out |
| ``supersede`` | file | the file that replaces it |
| ``body`` | file | code of the body that wrote it; several joined by ``+`` |
| ``mark`` | ``body: mark`` | what it means there: ``0``, ``1 to 4``; for ``<`` the least that ``<5`` can be |
| ``figure`` | ``unit: period`` | id of the source that prints the figure to use |
| ``undo`` | number of a decision | why |
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from answerable.model import Count, Finding, SmallNumbers
from answerable.study.picture import Decision

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no fcntl; one writer at a time is then up to the user
    fcntl = None  # type: ignore[assignment]

ACTIONS = ("code", "reading", "complete", "exclude", "supersede", "body", "mark", "figure", "undo")


class DecisionError(ValueError):
    """A decision that cannot be taken as given. The message is one sentence that says why."""


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)  # closing lets go of the lock as well


def append(path: Path, *, action: str, subject: str, value: str, by: str) -> Decision:
    """Adds one decision at the end of ``path`` and returns it once it is safely on the disk.

    Raises:
        DecisionError: for an unknown action, an empty subject, or an undo of what is not there.
    """
    if action not in ACTIONS:
        raise DecisionError(f"'{action}' is no decision; it can be {', '.join(ACTIONS)}")
    if not subject.strip():
        raise DecisionError(f"the decision '{action}' does not say what it is about")
    with _locked(path) as handle:
        earlier, _ = read(path)
        if action == "undo" and subject not in {str(decision.number) for decision in earlier}:
            raise DecisionError(f"there is no decision {subject} to undo")
        number = max((decision.number for decision in earlier), default=0) + 1
        at = datetime.now(UTC).isoformat(timespec="seconds")
        decision = Decision(number, action, subject, value, by, at)
        size = os.fstat(handle).st_size
        # A torn last line is closed first, so that it cannot swallow this one.
        torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        line = json.dumps(_as_dict(decision), ensure_ascii=False)
        os.write(handle, (b"\n" if torn else b"") + line.encode() + b"\n")
        os.fsync(handle)
    return decision


def _as_dict(decision: Decision) -> dict[str, int | str]:
    return {
        "number": decision.number,
        "action": decision.action,
        "subject": decision.subject,
        "value": decision.value,
        "by": decision.by,
        "at": decision.at,
    }


def read(path: Path) -> tuple[tuple[Decision, ...], tuple[Finding, ...]]:
    """Every decision in ``path`` in the order taken, and a finding for each line that is none."""
    if not path.exists():
        return (), ()
    decisions: list[Decision] = []
    findings: list[Finding] = []
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            decisions.append(_parse(line))
        except (ValueError, KeyError, TypeError):
            findings.append(
                Finding(
                    "warning",
                    f"{path.name}, line {number}",
                    "This line is not a whole decision and was passed over.",
                    "If a decision is missing, take it again.",
                    "torn-decision",
                )
            )
    return tuple(decisions), tuple(findings)


def _parse(line: bytes) -> Decision:
    data = json.loads(line)
    texts = [data[key] for key in ("action", "subject", "value", "by", "at")]
    if not isinstance(data["number"], int) or not all(isinstance(text, str) for text in texts):
        raise TypeError("wrong kind of value")
    return Decision(data["number"], *texts)


@dataclass(frozen=True, slots=True)
class Replay:
    """What the decisions amount to once replayed, the later ones winning; keys are subjects.

    Attributes:
        decisions: all of them, ``applied`` False for those undone.
        codes: (dimension, label folded) → code.
        readings: table id → number of the candidate.
        complete: ids of tables whose rows are all there are.
        excluded: file → why; superseded files are here too.
        bodies: file → codes.
        marks: body code → mark → interval; the mark ``<`` holds the least that ``<5`` can be.
        figures: (unit id, period as printed) → source id.
    """

    decisions: tuple[Decision, ...] = ()
    codes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    readings: Mapping[str, int] = field(default_factory=dict)
    complete: frozenset[str] = frozenset()
    excluded: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    marks: Mapping[str, Mapping[str, Count]] = field(default_factory=dict)
    figures: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def rules(self, body: str | None, declared: SmallNumbers | None) -> SmallNumbers | None:
        """What marks mean for ``body``: as declared in the study, then as decided."""
        decided = dict(self.marks.get(body or "", {}))
        if not decided:
            return declared
        declared = declared or SmallNumbers()
        least = decided.pop("<", None)
        start = declared.less_than_from if least is None else least.low
        return SmallNumbers(start, dict(declared.marks) | decided)


def fold(label: str) -> str:
    """A label without what does not matter in it: case and white space."""
    return " ".join(label.split()).casefold()


def replay(decisions: tuple[Decision, ...]) -> tuple[Replay, tuple[Finding, ...]]:
    """Works out what the decisions amount to, and reports those whose value says nothing."""
    undone = _undone(decisions)
    result = Replay()
    kept: list[Decision] = []
    findings: list[Finding] = []
    for decision in decisions:
        applied = decision.number not in undone
        if applied and decision.action != "undo":
            try:
                result = _apply(result, decision)
            except ValueError as why:
                applied = False
                findings.append(not_applied(decision, str(why)))
        kept.append(replace(decision, applied=applied))
    return replace(result, decisions=tuple(kept)), tuple(findings)


def _undone(decisions: tuple[Decision, ...]) -> set[int]:
    """Numbers undone. Undoing an undo brings the first decision back, so the last word is read first."""
    undone: set[int] = set()
    for decision in reversed(decisions):
        if decision.action == "undo" and decision.number not in undone and decision.subject.isdigit():
            undone.add(int(decision.subject))
    return undone


def not_applied(decision: Decision, why: str) -> Finding:
    """The finding for a decision that replay could not apply."""
    return Finding(
        "warning",
        f"decision {decision.number}",
        f"The decision '{decision.action}' about '{decision.subject}' was not applied: {why}.",
        "Take it again for what is there now, or undo it.",
        "decision-not-applied",
    )


def _apply(done: Replay, decision: Decision) -> Replay:
    subject, value = decision.subject, decision.value.strip()
    match decision.action:
        case "code":
            dimension, label = _pair(subject)
            return replace(done, codes={**done.codes, (dimension, fold(label)): value})
        case "reading":
            if not value.isdigit():
                raise ValueError(f"'{value}' is not the number of a candidate")
            return replace(done, readings={**done.readings, subject: int(value)})
        case "complete":
            return replace(done, complete=done.complete | {subject})
        case "exclude":
            return replace(done, excluded={**done.excluded, subject: value})
        case "supersede":
            return replace(done, excluded={**done.excluded, subject: f"superseded by {value}"})
        case "body":
            return replace(done, bodies={**done.bodies, subject: tuple(value.split("+"))})
        case "mark":
            body, mark = _pair(subject)
            marks = {**done.marks.get(body, {}), mark: interval(value)}
            return replace(done, marks={**done.marks, body: marks})
        case "figure":
            return replace(done, figures={**done.figures, _pair(subject): value})
    raise ValueError(f"'{decision.action}' is no decision that this version knows")


def _pair(subject: str) -> tuple[str, str]:
    first, colon, second = subject.partition(":")
    if not colon or not second.strip():
        raise ValueError(f"'{subject}' should be two things with a colon between")
    return first.strip(), second.strip()


def interval(text: str) -> Count:
    """The interval that a person wrote: ``0``, ``1 to 4``, ``1-4``, ``3 or more``. Raises ValueError."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if re.fullmatch(r"\d+", text.strip()):
        return Count.exactly(numbers[0])
    if re.fullmatch(r"\d+\s*(?:to|-|–)\s*\d+", text.strip()):
        return Count(numbers[0], numbers[1])
    if re.fullmatch(r"\d+ or more", text.strip()):
        return Count(numbers[0], None)
    raise ValueError(f"'{text}' is no count; write 0, or 1 to 4")
