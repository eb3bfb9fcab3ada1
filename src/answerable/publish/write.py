"""Writing all outputs of a picture into a folder, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from answerable.model import Finding
from answerable.publish import datapackage, estimate_tables, ranges, sqlite, svg, tilemap
from answerable.publish import sentences as say
from answerable.publish.charts import drawings
from answerable.publish.extras import Extras, check, extras, ledger_of
from answerable.publish.ledger import Ledger
from answerable.publish.national import National, national
from answerable.publish.own_claims import own_findings
from answerable.publish.report import render
from answerable.publish.svg import Drawing
from answerable.publish.tidy import tables
from answerable.publish.workbook import write_workbook
from answerable.study.picture import Picture

MANIFEST = ".answerable-files"
_SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Published:
    """What was written.

    Attributes:
        folder: where to.
        paths: every file, in order of name.
        findings: what publication itself found, beyond the findings of the picture.
        national: what was estimated for all forces; None where nothing was.
    """

    folder: Path
    paths: tuple[Path, ...]
    findings: tuple[Finding, ...] = ()
    national: National | None = None

    @property
    def report(self) -> Path:
        """The web page."""
        return self.folder / "report.html"


def publish(picture: Picture, out: Path, *, progress: Callable[[str], None] | None = None) -> Published:
    """Writes report, workbook, data package, database and charts of a picture.

    The files are made in a folder beside ``out`` and then moved into place one by one, so that a process
    that dies leaves no half-written file. Files of an earlier report that this one lacks are removed;
    anything else in the folder is left alone. The same picture gives the same bytes.

    Args:
        picture: what to publish.
        out: the folder; made if it is not there.
        progress: told in a few words what is being made.

    Returns:
        The files written and what was found while writing.

    Raises:
        OSError: where the folder cannot be written.
    """
    tell = progress or (lambda _: None)
    tell("estimates")
    estimated, doubts = national(picture)
    found = (*check(picture), *doubts, *own_findings(picture))
    merged = sorted((*picture.findings, *found), key=lambda item: _SEVERITIES.index(item.severity))
    picture = replace(picture, findings=tuple(merged))
    out = out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    with _beside(out) as folder:
        _make(picture, extras(picture, estimated), folder, tell)
        tell("everything into place")
        names = _move(folder, out)
    return Published(out, tuple(out / name for name in names), found, estimated)


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """A folder on the same disk as ``out``, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make(picture: Picture, more: Extras, folder: Path, tell: Callable[[str], None]) -> None:
    ledger = ledger_of(picture, more)
    tell("charts")
    shown = _drawings(picture, more)
    for drawing in shown:
        svg.write(folder / "charts", drawing)
    tell("data")
    _data(picture, ledger, more, folder / "data")
    tell("the workbook")
    write_workbook(folder / "workbook.xlsx", picture, ledger, more)
    tell("the report")
    page = render(picture, ledger, more, shown)
    (folder / "report.html").write_bytes(page.encode())


def _drawings(picture: Picture, more: Extras) -> Sequence[Drawing]:
    latest = say.latest(picture)
    tiles = tilemap.drawing(picture, latest, tilemap.layout()) if latest else None
    estimated = ranges.drawings(picture, more.national) if more.national else ()
    return [*estimated, *drawings(picture, more), *([tiles] if tiles else [])]


def _data(picture: Picture, ledger: Ledger, more: Extras, folder: Path) -> None:
    found = more.national
    estimated = estimate_tables.tables(picture, found, ledger) if found else ()
    content = (*tables(picture, ledger, more), *estimated)
    about = say.plain(say.headline(picture))
    description = f"{picture.notice} {about}".strip()
    datapackage.write(folder, content, picture.title, description, picture.documents)
    sqlite.write(folder / "study.sqlite", content)
    sqlite.write_metadata(folder / "metadata.json", content, picture.title, description)


def _move(folder: Path, out: Path) -> list[str]:
    """Moves every file into place, then removes those of the last report that are no more."""
    new = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    old = _manifest(out)
    # Both lists until all is in place: a process that dies now still leaves every file known as ours.
    _write_manifest(out, folder, sorted({*new, *old}))
    for name in new:
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(folder / name, target)  # noqa: PTH105 - os.replace says that it overwrites
    for name in sorted(set(old) - set(new)):
        (out / name).unlink(missing_ok=True)
    _write_manifest(out, folder, new)
    return new


def _manifest(out: Path) -> list[str]:
    """Names that the last report wrote here; a name that leads out of the folder is no name of ours."""
    try:
        lines = (out / MANIFEST).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    return [name for name in lines if _inside(PurePosixPath(name))]


def _inside(name: PurePosixPath) -> bool:
    parts = name.parts
    return bool(parts) and not name.is_absolute() and ".." not in parts


def _write_manifest(out: Path, folder: Path, names: Iterable[str]) -> None:
    draft = folder / MANIFEST
    draft.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    os.replace(draft, out / MANIFEST)  # noqa: PTH105 - as above
