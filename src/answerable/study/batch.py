"""A study that begins with the batch export of a request site: its replies copied, its requests noted."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from answerable.model import Finding
from answerable.model.progress import Progress
from answerable.study.export import Export, read_export
from answerable.study.export_files import ExportError, copy, listed
from answerable.study.folder import Study
from answerable.study.requests import save, unknown_authority
from answerable.study.site import Request
from answerable.study.units import name_of


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken from an export.

    Attributes:
        study: the study made.
        requests: the requests of the batch.
        files: how many files were copied into ``replies/``.
        findings: what a person should know of the export itself.
    """

    study: Study
    requests: tuple[Request, ...]
    files: int
    findings: tuple[Finding, ...]


def take_export(
    path: Path | str,
    export: Path | str,
    *,
    title: str = "",
    question: str = "",
    measure: str = "offences",
    periods: Iterable[str],
    progress: Progress | None = None,
) -> Taken:
    """Makes a study in a new or empty folder from a batch export: whole, or not at all.

    The export's files go into ``replies/`` as they are; which bodies were asked, into ``study.toml``; and
    what the site says of each request, into ``requests.csv``.

    Args:
        path: the folder of the study.
        export: the export, as a folder or as a ZIP archive.
        title: the report's title; where it is empty, what the export calls the batch.
        question: the question as it was sent; where it is empty, the title.
        measure: what is counted.
        periods: the periods asked for.
        progress: told of each file that is copied.

    Raises:
        ExportError: the export is none, or cannot be taken, or names no body of the codebook.
        FileExistsError: the folder holds something already.
        SettingsError: a period is none.
        OSError: a file cannot be read or written.
    """
    folder, source = Path(path), Path(export)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"{folder} holds something already: name a new folder")
    with listed(source) as listing:
        found = read_export(listing)
        asked = _asked(found)
        named = title or found.title or "Untitled study"
        whole = folder.resolve()
        draft = whole.with_name(f".{whole.name}.draft-{os.getpid()}")
        try:
            Study.new(
                draft, title=named, question=question or named, measure=measure, periods=periods,
                bodies=asked, sent=_sent_together(found.requests),
            )  # fmt: skip
            copy(found.files, draft / "replies", progress)
            save(draft, found.requests)
            whole.mkdir(parents=True, exist_ok=True)
            # A folder is a study once it holds study.toml, which therefore comes last.
            for part in sorted(draft.iterdir(), key=lambda part: part.name == "study.toml"):
                part.rename(whole / part.name)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    strangers = tuple(unknown_authority(request) for request in found.requests if not request.bodies)
    return Taken(Study.open(folder), found.requests, len(found.files), (*found.findings, *strangers))


def _asked(export: Export) -> tuple[str, ...]:
    """Names of the bodies asked, as far as the codebook has them."""
    codes = dict.fromkeys(code for request in export.requests for code in request.bodies)
    if not codes:
        names = ", ".join(request.authority for request in export.requests[:3])
        raise ExportError(f"none of the authorities that were asked is a body in the codebook: {names}")
    return tuple(name_of(code) for code in codes)


def _sent_together(requests: Sequence[Request]) -> date | None:
    """The day on which all requests were sent, where it is one."""
    days = {request.sent for request in requests}
    return days.pop() if len(days) == 1 else None
