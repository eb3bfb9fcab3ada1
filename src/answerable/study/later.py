"""A later batch export taken into the study that began with an earlier one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from answerable.model import Finding
from answerable.model.progress import Progress
from answerable.study.export import read_export
from answerable.study.export_files import ExportError, ExportFile, copy, listed
from answerable.study.folder import Study
from answerable.study.requests import FILE, save, unknown_authority
from answerable.study.site import Request
from answerable.study.units import name_of

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Change:
    """A request of which the site says something else than before; ``was`` is empty for one that is new."""

    request: Request
    was: str


@dataclass(frozen=True, slots=True)
class Later:
    """What a later export brought.

    Attributes:
        study: the study.
        added: how many files were copied into ``replies/``.
        held: how many were there already, byte for byte.
        changes: the requests with another state, and those that are new.
        findings: what a person should know.
    """

    study: Study
    added: int
    held: int
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]


def take_later(path: Path | str, export: Path | str, *, progress: Progress | None = None) -> Later:
    """Takes a later export of the same batch into a study.

    Files that the study lacks are copied into ``replies/``; none that it holds is written to, moved or taken
    away. ``requests.csv`` gets the site's new states, and keeps the bodies and days that it has, for a
    person may have corrected them. ``study.toml`` and the decisions stay as they are.

    Args:
        path: the study's folder.
        export: the export, as a folder or as a ZIP archive.
        progress: told of each file that is copied.

    Raises:
        ExportError: the export is none, is of another batch, is older than what the study holds, or cannot be
            taken; or the study did not begin with an export.
        SettingsError: ``study.toml`` or ``requests.csv`` cannot be used.
        OSError: a file cannot be read or written.
    """
    study = Study.open(path)
    before = study.requests()
    if not before:
        raise ExportError(
            f"{study.path} has no {FILE}: put the new replies into {study.path / 'replies'} by hand, "
            "or begin a new study with --from"
        )
    with listed(Path(export)) as listing:
        found = read_export(listing)
        pairs, asked_since = _paired(before, found.requests)
        if len(asked_since) == len(found.requests):
            raise ExportError(f"{export} is of another batch: none of its requests is in {FILE}")
        _in_order(before, found.requests, Path(export))
        new, held, differing = _sorted_out(found.files, study.path / "replies")
        _put(new, study, progress)
        requests = (*(_one(*pair) for pair in pairs), *asked_since)
        save(study.path, requests)
    moved = [
        Change(now, was.says) for (was, _), now in zip(pairs, requests, strict=False) if now.says != was.says
    ]
    changes = (*moved, *(Change(request, "") for request in asked_since))
    gone = [request for request, same in pairs if same is None]
    findings = (*found.findings, *differing, *map(_not_listed, gone), *_strangers(study, requests))
    return Later(study, len(new), held, changes, findings)


_Pairs = Sequence[tuple[Request, Request | None]]
"""Each request that the study has, and the same one in the later export."""


def _paired(before: Sequence[Request], after: Sequence[Request]) -> tuple[_Pairs, tuple[Request, ...]]:
    """The requests of the study beside those of the export, and those that the study does not have."""
    left = list(after)
    pairs: list[tuple[Request, Request | None]] = []
    for request in before:
        same = next((other for other in left if _are_one(request, other)), None)
        pairs.append((request, same))
        if same is not None:
            left.remove(same)
    return pairs, tuple(left)


def _are_one(one: Request, other: Request) -> bool:
    """True for one request: at one address, in one folder, or, where neither tells, to one authority."""
    if one.url and other.url:
        return one.url.rstrip("/") == other.url.rstrip("/")
    if one.folder and other.folder:
        return one.folder == other.folder
    return one.authority == other.authority


def _one(before: Request, after: Request | None) -> Request:
    """A request as the later export has it, with the bodies and days that a person may have corrected."""
    if after is None:
        return before
    return replace(
        after,
        bodies=before.bodies or after.bodies,
        folder=after.folder or before.folder,
        url=after.url or before.url,
        says=after.says or before.says,
        sent=before.sent or after.sent,
        clarified=max((day for day in (before.clarified, after.clarified) if day), default=None),
        followed_up=before.followed_up or after.followed_up,
        replies=before.replies if after.replies is None else after.replies,
        as_of=_newest((before, after)),
    )


def _newest(requests: Iterable[Request]) -> date | None:
    return max((request.as_of for request in requests if request.as_of), default=None)


def _in_order(before: Sequence[Request], after: Sequence[Request], export: Path) -> None:
    held, given = _newest(before), _newest(after)
    if held and given and given < held:
        raise ExportError(
            f"{export} is of {given.isoformat()}, and the study holds what the site said on "
            f"{held.isoformat()}: name a newer export"
        )


def _sorted_out(
    files: Sequence[ExportFile], to: Path
) -> tuple[tuple[ExportFile, ...], int, tuple[Finding, ...]]:
    """The files that are new, how many are there already, and what to say of those that differ."""
    new: list[ExportFile] = []
    differing: list[Finding] = []
    for file in files:
        target = to.joinpath(*file.parts)
        if not target.exists():
            new.append(file)
        elif not _same(file, target):
            what = "The later export has another file of this name; the study keeps the one that it has."
            do = "Compare them; to use the other, put it beside this one under another name and decide."
            differing.append(Finding("error", file.name, what, do, "export-differs"))
    return tuple(new), len(files) - len(new) - len(differing), tuple(differing)


def _same(file: ExportFile, target: Path) -> bool:
    if not target.is_file():
        return False
    with file.open() as one, target.open("rb") as other:
        while True:
            a, b = one.read(_CHUNK), other.read(_CHUNK)
            if a != b:
                return False
            if not a:
                return True


def _put(files: Sequence[ExportFile], study: Study, progress: Progress | None) -> None:
    """Copies files beside the study first, so that a damaged export leaves the replies as they were."""
    draft = study.path / ".answerable" / f"later-{os.getpid()}"
    try:
        copy(files, draft, progress)
        for file in files:
            target = study.path.joinpath("replies", *file.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            draft.joinpath(*file.parts).rename(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _not_listed(request: Request) -> Finding:
    what = "The later export does not name this request; what the study holds of it stays."
    do = "Ask the site whether it was taken down."
    return Finding("warning", request.folder or request.authority, what, do, "not-in-export")


def _strangers(study: Study, requests: Sequence[Request]) -> list[Finding]:
    """Authorities that are no bodies for certain, and bodies that ``study.toml`` does not name."""
    findings = [unknown_authority(request) for request in requests if not request.bodies]
    asked = set(study.settings.bodies)
    for request in requests:
        for code in request.bodies:
            if code not in asked:
                name = name_of(code)
                what = (
                    f"{name} was asked and is not among the bodies of study.toml, so nothing of it is used."
                )
                do = "Write its name under bodies in study.toml."
                findings.append(
                    Finding("error", request.folder or request.authority, what, do, "body-not-asked")
                )
    return findings
