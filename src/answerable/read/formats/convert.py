"""Old Word documents, rich text and OpenDocument texts, converted to Word's present form by LibreOffice.

LibreOffice runs in a private profile that is deleted afterwards, in which macros never run and nothing that
a document links to is fetched; it is given less time than the file itself, and ended with all that it started
when that is over or when the reader is ended.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from answerable.read import allowance
from answerable.read.formats.docx import load_docx
from answerable.read.formats.origin import Origin
from answerable.read.grid import Loaded, UnreadableError

_NAMES = {"doc": "an old Word document", "rtf": "a rich text document", "odt": "an OpenDocument text"}
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


def load_converted(data: bytes, kind: str, origin: Origin) -> Loaded:
    """The paragraphs and grids of a ``doc``, ``rtf`` or ``odt``, by way of LibreOffice.

    Raises:
        UnreadableError: LibreOffice is not installed, took too long, or could not convert it.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UnreadableError(
            f"{origin.file} is {_NAMES[kind]}, which is read with the help of LibreOffice: install LibreOffice, "
            "or save the file as a Word document (.docx)."
        )
    loaded = load_docx(_convert(program, data, kind, origin), origin)
    finding = origin.finding(
        "note",
        "converted",
        f"The file is {_NAMES[kind]}, and was converted by LibreOffice before it was read.",
        "Hold the figures against the file as Word shows it.",
    )
    return replace(loaded, findings=(finding, *loaded.findings))


def _convert(program: str, data: bytes, kind: str, origin: Origin) -> bytes:
    with tempfile.TemporaryDirectory(prefix="answerable-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        (folder / f"reply.{kind}").write_bytes(data)
        command = [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(folder / f"reply.{kind}"),
        ]  # fmt: skip
        _run(command, folder, origin)
        made = folder / "reply.docx"
        if not made.is_file():
            raise UnreadableError(
                f"{origin.file} is {_NAMES[kind]} that LibreOffice could not convert: "
                "open it in Word and save it as a Word document (.docx)."
            )
        return made.read_bytes()


def _run(command: list[str], folder: Path, origin: Origin) -> None:
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "TMPDIR": str(folder)}
    try:
        process = subprocess.Popen(  # noqa: S603 - the program was found by its name, and no shell reads the rest
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise UnreadableError(f"{origin.file} cannot be converted: LibreOffice does not start.") from error
    seconds = allowance.left()
    with process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise UnreadableError(
                f"{origin.file} could not be converted by LibreOffice in the {seconds:.0f} seconds left for it: "
                "open it in Word and save it as a Word document (.docx)."
            ) from error
        finally:  # also where the reader itself is told to end
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the program and all that it started; it leads a group of its own, where the system has such."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
