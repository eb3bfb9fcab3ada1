"""The study: a folder of plain files, read, decided upon and collated."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from answerable.model import Document, Finding, SmallNumbers
from answerable.study import decisions as decisions_
from answerable.study import settings as settings_
from answerable.study.assemble import assemble
from answerable.study.cache import Cache, Key, reader_version, write_whole
from answerable.study.decisions import Replay
from answerable.study.official import load as load_official
from answerable.study.picture import Decision, Picture
from answerable.study.settings import Settings
from answerable.study.units import hint

Progress = Callable[[int, int, str], None]
"""Called with how many replies are done, of how many, and the path of the one at hand."""

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
        cls, path: Path | str, *, title: str, question: str, measure: str, periods: Iterable[str]
    ) -> Study:
        """Makes a study in a new or empty folder, or in one that holds files but no study yet.

        Raises:
            FileExistsError: where the folder holds a study already.
            SettingsError: where a period is none.
        """
        folder = Path(path)
        file = folder / "study.toml"
        if file.exists():
            raise FileExistsError(f"{folder} holds a study already")
        for part in ("replies", "reference"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        draft = folder / ".answerable" / "study.toml"
        text = settings_.starting_text(title, question, measure, tuple(periods))
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
        for path in sorted(root.rglob("*")):
            shown = path.relative_to(root).as_posix()
            if path.is_file() and _is_reply(shown):
                with path.open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
                yield ReplyFile(path, shown, digest, hint(shown))

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
            progress: told of each file as it is taken up.
            reader: reads one file; ``answerable.read.read_file`` by default.
        """
        replay, _ = self.decisions()
        files = self.replies()
        shelf = _Shelf(Cache(self.path / ".answerable" / "cache"), reader or _default_reader())
        documents: list[Document] = []
        for number, file in enumerate(files):
            if progress:
                progress(number, len(files), file.shown)
            found = self._read(file, replay, shelf)
            documents += [part for part in found.whole() if _is_reply(part.file)]
        if progress:
            progress(len(files), len(files), "")
        shelf.cache.keep_only(shelf.used)
        return tuple(documents)

    def _read(self, file: ReplyFile, replay: Replay, shelf: _Shelf) -> Document:
        """Reads a file; again if its letter names a body for which other marks hold.

        The reader is told the body only where a person decided it, so that a letter in the wrong folder
        still says whose it is.
        """
        decided = replay.bodies.get(file.shown, ())
        body = decided[0] if len(decided) == 1 else None
        likely = decided or file.body_hint
        known = likely[0] if len(likely) == 1 else None
        rules = replay.rules(known, self.settings.rules_for(known))
        document = shelf.read(file, rules, body)
        if known is None and (own := document.reply.body):
            rules_there = replay.rules(own, self.settings.rules_for(own))
            if rules_there != rules:
                document = shelf.read(file, rules_there, body)
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
        official, unusable = load_official(
            self.path / "reference", measure=self.settings.measure, offence=self.settings.offence
        )
        documents = self.documents(progress, reader)
        return assemble(self.settings, documents, replay, official, findings + unusable)


class _Shelf:
    """The cache and the reader together; remembers which entries were used."""

    def __init__(self, cache: Cache, reader: Reader) -> None:
        self.cache = cache
        self.used: list[Key] = []
        self._reader = reader

    def read(self, file: ReplyFile, rules: SmallNumbers | None, body: str | None) -> Document:
        key = Key(file.sha256, file.shown, reader_version(), rules, body)
        self.used.append(key)
        if kept := self.cache.get(key):
            return kept
        try:
            document = self._reader(file.path, shown=file.shown, rules=rules, body=body)
        except Exception as why:  # noqa: BLE001 - one bad file must not stop the others, whatever is wrong
            return unreadable(file.shown, file.sha256, str(why))
        if document.sha256 == file.sha256:  # else it was changed while it was read
            self.cache.put(key, document)
        return document


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


def _default_reader() -> Reader:
    # The reader is heavy, and a study whose replies are all in the cache need not load it.
    from answerable.read import read_file  # noqa: PLC0415

    reader: Reader = read_file
    return reader
