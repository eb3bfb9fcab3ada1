"""The study: a folder of plain files, read, decided upon and collated."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from answerable.model import Document, Finding, SmallNumbers
from answerable.model.progress import Progress
from answerable.study import decisions as decisions_
from answerable.study import settings as settings_
from answerable.study.assemble import assemble
from answerable.study.cache import Cache, Key, reader_version, write_whole
from answerable.study.decisions import Replay
from answerable.study.official import Reference
from answerable.study.official import load as load_official
from answerable.study.picture import Decision, Grounds, Picture
from answerable.study.previous import load as load_previous
from answerable.study.requests import by_folder, is_picture
from answerable.study.requests import load as load_requests
from answerable.study.settings import Settings
from answerable.study.site import Request
from answerable.study.units import hint

# What the asker sent, and what systems leave behind, are no replies.
_NOT_A_REPLY = re.compile(r"outgoing_.*\.txt|batch-.*-dashboard-.*\.csv|thumbs\.db|desktop\.ini|[.~].*", re.I)


def _is_reply(shown: str) -> bool:
    """False for what the asker sent and what systems leave behind, in a folder or in an archive."""
    return not any(_NOT_A_REPLY.fullmatch(part) for part in shown.split("/"))


class Reader(Protocol):
    """Reads one file, as ``answerable.read.read_file`` does."""

    def __call__(
        self, path: Path, /, *, shown: str, rules: SmallNumbers | None, body: str | None
    ) -> Document:
        """The document at ``path``, its sources naming it as ``shown``."""


@dataclass(frozen=True, slots=True)
class ReplyFile:
    """One file under ``replies``.

    Attributes:
        path: where it lies.
        shown: its path relative to ``replies``, with forward slashes.
        sha256: hex digest of its bytes.
        body_hint: codes of the bodies that its folders or its name tell.
    """

    path: Path
    shown: str
    sha256: str
    body_hint: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """A study on disk. Its replies are never written to; everything derived can be deleted and comes back.

    Attributes:
        path: the folder.
        settings: what ``study.toml`` says.
    """

    path: Path
    settings: Settings

    @classmethod
    def open(cls, path: Path | str) -> Study:
        """Opens the study in a folder. Raises SettingsError where its ``study.toml`` cannot be used."""
        folder = Path(path)
        return cls(folder, settings_.load(folder / "study.toml"))

    @classmethod
    def new(
        cls,
        path: Path | str,
        *,
        title: str,
        question: str,
        measure: str,
        periods: Iterable[str],
        bodies: Iterable[str] = (),
        sent: date | None = None,
    ) -> Study:
        """Makes a study in a new or empty folder, or in one that holds files but no study yet.

        Args:
            path: the folder.
            title: of the report.
            question: as it was sent.
            measure: what is counted.
            periods: the periods asked for.
            bodies: names or codes of the bodies asked; none for the territorial forces.
            sent: the day on which the request was received, if it is known.

        Raises:
            FileExistsError: where the folder holds a study already.
            SettingsError: where a period or a body is none.
        """
        folder = Path(path)
        file = folder / "study.toml"
        if file.exists():
            raise FileExistsError(f"{folder} holds a study already")
        for part in ("replies", "reference"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        draft = folder / ".answerable" / "study.toml"
        text = settings_.starting_text(
            title, question, measure, tuple(periods), bodies=tuple(bodies), sent=sent
        )
        write_whole(draft, text.encode())
        try:
            settings_.load(draft)
        finally:
            draft.unlink()
        write_whole(file, text.encode())
        return cls.open(folder)

    def replies(self) -> tuple[ReplyFile, ...]:
        """Every file under ``replies``, in the order of their paths."""
        return tuple(self._files())

    def _files(self) -> Iterator[ReplyFile]:
        root = self.path / "replies"
        folders = by_folder(self.requests())
        for path in sorted(root.rglob("*")):
            shown = path.relative_to(root).as_posix()
            if path.is_file() and _is_reply(shown):
                with path.open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
                yield ReplyFile(path, shown, digest, hint(shown, folders))

    def requests(self) -> tuple[Request, ...]:
        """The requests of the batch that the study began with, as ``requests.csv`` has them."""
        return load_requests(self.path)

    def decisions(self) -> tuple[Replay, tuple[Finding, ...]]:
        """The decisions replayed, and findings for lines and values that could not be."""
        taken, torn = decisions_.read(self.path / "decisions.jsonl")
        replayed, useless = decisions_.replay(taken)
        return replayed, torn + useless

    def documents(
        self, progress: Progress | None = None, reader: Reader | None = None
    ) -> tuple[Document, ...]:
        """Every reply, read, and every file inside one; those read before come from the cache.

        A file that cannot be read becomes a document with an error, and never stops the others.

        Args:
            progress: told of each file that is read.
            reader: reads one file; by default files are read in processes of their own, with limits.
        """
        replay, _ = self.decisions()
        files = self.replies()
        wanted = [self._first_reading(file, replay) for file in files if not is_picture(file.shown)]
        shelf = _Shelf(Cache(self.path / ".answerable" / "cache"), reader)
        shelf.prepare(wanted, progress)
        found = (part for reading in wanted for part in self._read(reading, replay, shelf).whole())
        documents = [part for part in found if _is_reply(part.file)]
        # Pictures are never looked at: they stand last, so that a person knows of them.
        documents += [Document(f.shown, f.sha256, "picture") for f in files if is_picture(f.shown)]
        shelf.cache.keep_only(shelf.used)
        return tuple(documents)

    def _first_reading(self, file: ReplyFile, replay: Replay) -> _Reading:
        """How a file is read before its letter says whose it is.

        The reader is told the body only where a person decided it, so that a letter in the wrong folder
        still says whose it is.
        """
        decided = replay.bodies.get(file.shown, ())
        likely = decided or file.body_hint
        known = likely[0] if len(likely) == 1 else None
        rules = replay.rules(known, self.settings.rules_for(known))
        return _Reading(file, rules, decided[0] if len(decided) == 1 else None, known)

    def _read(self, reading: _Reading, replay: Replay, shelf: _Shelf) -> Document:
        """Reads a file; again if its letter names a body for which other marks hold."""
        document = shelf.read(reading)
        if reading.known is None and (own := document.reply.body):
            rules_there = replay.rules(own, self.settings.rules_for(own))
            if rules_there != reading.rules:
                document = shelf.read(replace(reading, rules=rules_there))
        return document

    def decide(self, action: str, subject: str, value: str, by: str) -> Decision:
        """Takes a decision: appends it to ``decisions.jsonl``, safely on the disk when this returns.

        The actions, and what subject and value are for each, stand in :mod:`answerable.study.decisions`.
        Raises DecisionError where it cannot be taken as given.
        """
        return decisions_.append(
            self.path / "decisions.jsonl", action=action, subject=subject, value=value, by=by
        )

    def picture(self, progress: Progress | None = None, reader: Reader | None = None) -> Picture:
        """The national picture: everything that a report needs. Arguments as for :meth:`documents`."""
        replay, findings = self.decisions()
        reference = load_official(
            self.path / "reference", measure=self.settings.measure, offence=self.settings.offence
        )
        grounds, unusable = self._grounds(reference)
        documents = self.documents(progress, reader)
        picture = assemble(
            self.settings,
            documents,
            replay,
            reference.totals,
            findings + reference.findings + unusable,
            requests=self.requests(),
        )
        return replace(picture, grounds=grounds)

    def _grounds(self, reference: Reference) -> tuple[Grounds, tuple[Finding, ...]]:
        """What estimation may rest on; a series that the settings name goes first."""
        said = self.settings
        earlier, unusable = load_previous(self.path, said.previous)
        own = said.series or (None if reference.series == said.parent else reference.series)
        return Grounds(reference.counts, earlier, own, said.parent or None, said.seed), unusable


@dataclass(frozen=True, slots=True)
class _Reading:
    """A file and how it is read: what marks mean, the body that a person decided, and the likely body."""

    file: ReplyFile
    rules: SmallNumbers | None
    body: str | None
    known: str | None

    @property
    def key(self) -> Key:
        return Key(self.file.sha256, self.file.shown, reader_version(), self.rules, self.body)


class _Shelf:
    """The cache and the reader together; remembers which entries were used, and what could not be read."""

    def __init__(self, cache: Cache, reader: Reader | None) -> None:
        self.cache = cache
        self.used: list[Key] = []
        self._reader = reader
        self._unkept: dict[Key, Document] = {}

    def prepare(self, wanted: Sequence[_Reading], progress: Progress | None) -> None:
        """Reads what the cache does not hold, several files at a time."""
        missing = [reading for reading in wanted if not self.cache.has(reading.key)]
        if self._reader is None:
            self._in_workers(missing, progress)
        else:
            for number, reading in enumerate(missing, start=1):
                self._by_reader(reading)
                if progress:
                    progress(number, len(missing), reading.file.shown)

    def read(self, reading: _Reading) -> Document:
        """The document, from the cache where it is there."""
        self.used.append(reading.key)
        kept = self.cache.get(reading.key) or self._unkept.get(reading.key)
        if kept is None:
            self.prepare([reading], None)
            kept = self.cache.get(reading.key) or self._unkept[reading.key]
        return kept

    def _in_workers(self, missing: Sequence[_Reading], progress: Progress | None) -> None:
        # The reader is heavy, and a study whose replies are all in the cache need not start it.
        from answerable.read.workers import Job, read_many  # noqa: PLC0415

        jobs = [Job(r.file.path, r.file.shown, r.rules, r.body) for r in missing]
        for reading, outcome in zip(missing, read_many(jobs, progress=progress), strict=True):
            if outcome.problem:
                self._unkept[reading.key] = unreadable(
                    reading.file.shown, reading.file.sha256, outcome.problem
                )
            else:
                self._keep(reading, outcome.documents[0])

    def _by_reader(self, reading: _Reading) -> None:
        assert self._reader is not None
        file = reading.file
        try:
            document = self._reader(file.path, shown=file.shown, rules=reading.rules, body=reading.body)
        except Exception as why:  # noqa: BLE001 - one bad file must not stop the others, whatever is wrong
            self._unkept[reading.key] = unreadable(file.shown, file.sha256, str(why))
        else:
            self._keep(reading, document)

    def _keep(self, reading: _Reading, document: Document) -> None:
        if document.sha256 == reading.file.sha256:
            self.cache.put(reading.key, document)
        else:  # it was changed while it was read: right for now, and not to be kept
            self._unkept[reading.key] = document


def unreadable(shown: str, sha256: str, why: str) -> Document:
    """The document of a file that cannot be read."""
    finding = Finding(
        "error",
        shown,
        f"It cannot be read: {why or 'no reason given'}".rstrip(".") + ".",
        "Ask the body for it in another format, or type it into a CSV file.",
        "unreadable",
    )
    return Document(shown, sha256, "unreadable", findings=(finding,))
