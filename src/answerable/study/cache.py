"""The cache of documents read: one file an entry, whole or absent, never believed when damaged."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from answerable.model import Document, SmallNumbers
from answerable.model.codec import decoder, encode

_READING = ("model", "codebook", "bounds", "read")


@cache
def reader_version() -> str:
    """A fingerprint of everything that decides how a document reads, so that no stale reading is used."""
    root = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for part in _READING:
        for path in sorted((root / part).rglob("*")):
            if path.suffix in {".py", ".csv"}:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0")
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def write_whole(path: Path, data: bytes) -> None:
    """Writes ``data`` so that ``path`` holds all of it or what it held before, whenever the process dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".part-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@dataclass(frozen=True, slots=True)
class Key:
    """What a reading depends on: the bytes, the path shown, what marks mean, and the body if known."""

    sha256: str
    shown: str
    version: str
    rules: SmallNumbers | None = None
    body: str | None = None

    @property
    def name(self) -> str:
        """The entry's file name: the file's hash, then a hash of the rest."""
        rules = self.rules and (
            self.rules.less_than_from,
            sorted((mark, count.low, count.high) for mark, count in self.rules.marks.items()),
        )
        rest = repr((self.shown, self.version, rules, self.body))
        return f"{self.sha256}-{hashlib.sha256(rest.encode()).hexdigest()[:16]}.json"


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of entries. Each begins with the hash of what follows; one that differs is dropped."""

    folder: Path

    def has(self, key: Key) -> bool:
        """True where there is an entry; whether it can be trusted is found out when it is read."""
        return (self.folder / key.name).exists()

    def get(self, key: Key) -> Document | None:
        """The document kept under ``key``, or None where there is none that can be trusted."""
        path = self.folder / key.name
        try:
            digest, _, body = path.read_bytes().partition(b"\n")
        except OSError:
            return None
        if hashlib.sha256(body).hexdigest().encode() == digest:
            with contextlib.suppress(ValueError, TypeError):
                document: Document = decoder(Document)(json.loads(body))
                return document
        path.unlink(missing_ok=True)
        return None

    def put(self, key: Key, document: Document) -> None:
        """Keeps ``document`` under ``key``."""
        body = json.dumps(encode(document), ensure_ascii=False, separators=(",", ":")).encode()
        digest = hashlib.sha256(body).hexdigest().encode()
        write_whole(self.folder / key.name, digest + b"\n" + body)

    def keep_only(self, keys: Iterable[Key]) -> None:
        """Drops every other entry: what is taken out of ``replies`` must not live on here."""
        names = {key.name for key in keys}
        for path in self.folder.glob("*"):
            if path.name not in names:
                path.unlink(missing_ok=True)
