"""LibreOffice as a helper: it is ended in time with all that it started, runs no macros and fetches nothing."""

import http.server
import io
import os
import shutil
import stat
import threading
import time
import zipfile
from pathlib import Path

import pytest

from answerable.read import allowance
from answerable.read.formats.convert import load_converted
from answerable.read.formats.origin import Origin
from answerable.read.grid import UnreadableError
from answerable.read.workers import Job, Limits, Worker

RTF = rb"{\rtf1\ansi In 2020, there were 22 offences.\par}"
posix = pytest.mark.skipif(os.name != "posix", reason="a helper made of a shell script")
office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@pytest.fixture
def sluggish(tmp_path, monkeypatch):
    """A program that passes for LibreOffice, starts a child and never ends; the file that names the child."""
    child = tmp_path / "child"
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nsleep 300 &\necho $! > {child}.tmp\nmv {child}.tmp {child}\nwait\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return child


def ended(child):
    """True once the process named in the file is gone, or is a zombie that nobody has waited for."""
    number = child.read_text().strip()
    for _ in range(100):
        try:
            if Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.05)
    return False


def test_the_helper_always_has_less_time_than_its_file():
    assert 0 < allowance.left() < Limits().seconds
    with allowance.allow(12):
        assert 0 < allowance.left() <= 10
    with allowance.allow(0):
        assert allowance.left() == 0


@posix
def test_a_conversion_that_takes_too_long_is_ended_with_its_children(sluggish):
    with allowance.allow(0.6), pytest.raises(UnreadableError, match=r"by LibreOffice in the \d+ seconds"):
        load_converted(RTF, "rtf", Origin("a.rtf", "0" * 64))
    assert ended(sluggish)


@posix
def test_the_sentence_is_about_the_conversion_and_not_about_the_worker(sluggish, tmp_path):
    path = tmp_path / "a.rtf"
    path.write_bytes(RTF)
    with Worker(Limits(seconds=6)) as one:
        outcome = one.read(Job(path, "a.rtf"))
    assert "LibreOffice" in outcome.unreadable
    assert ended(sluggish)


@posix
def test_a_worker_that_is_stopped_ends_the_helper_too(sluggish, tmp_path):
    path = tmp_path / "a.rtf"
    path.write_bytes(RTF)
    with Worker(Limits(seconds=300)) as one:
        process = one._running()
        process.stdin.write(Job(path, "a.rtf").line())
        process.stdin.flush()
        for _ in range(200):
            if sluggish.exists():
                break
            time.sleep(0.05)
    assert ended(sluggish)


@pytest.fixture
def asked():
    """The address of a web server on this machine, and the paths that it was asked for."""
    paths = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_):  # called for every request, whatever its method
            paths.append(self.path)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()
    thread.join()


SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office", "text": "text", "draw": "drawing", "svg": "svg-compatible", "script": "script",
    }.items()
) + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ooo="http://openoffice.org/2004/office"'  # fmt: skip


def odt(body, *, events="", macro=""):
    """An OpenDocument text with that body, what is to run on opening, and a Basic macro."""
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f'<office:document-content {SPACES} office:version="1.2"><office:scripts>{events}'
        f"</office:scripts><office:body><office:text>{body}</office:text></office:body></office:document-content>",
    }
    if macro:
        head = '<?xml version="1.0" encoding="UTF-8"?>'
        library = 'xmlns:library="http://openoffice.org/2000/library"'
        parts["Basic/script-lc.xml"] = (
            f'{head}<library:libraries {library} xmlns:xlink="http://www.w3.org/1999/xlink">'
            '<library:library library:name="Standard" library:link="false"/></library:libraries>'
        )
        parts["Basic/Standard/script-lb.xml"] = (
            f'{head}<library:library {library} library:name="Standard" library:readonly="false" '
            'library:passwordprotected="false"><library:element library:name="Module1"/></library:library>'
        )
        parts["Basic/Standard/Module1.xml"] = (
            f'{head}<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
            f'script:language="StarBasic">{macro}</script:module>'
        )
    kinds = {"/": parts["mimetype"]} | {name: "text/xml" for name in parts if name != "mimetype"}
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in kinds.items()
    )
    spaces = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    parts["META-INF/manifest.xml"] = f"<manifest:manifest {spaces}>{entries}</manifest:manifest>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def words(loaded):
    return " ".join(block.text for block in loaded.blocks)


@pytest.mark.slow
@office
def test_nothing_that_a_document_links_to_is_fetched(asked, tmp_path):
    address, paths = asked
    secret = tmp_path / "other.txt"
    secret.write_text("Total 987654 offences")
    links = [f"{address}/linked.odt", secret.as_uri()]
    body = "<text:p>In 2020, there were 22 offences.</text:p>"
    body += f'<text:p><draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:href="{address}/a.png" xlink:actuate="onLoad"/></draw:frame></text:p>'
    for number, link in enumerate(links):
        body += f'<text:section text:name="s{number}"><text:section-source xlink:href="{link}"/><text:p>kept</text:p></text:section>'
    loaded = load_converted(odt(body), "odt", Origin("a.odt", "0" * 64))
    picture = address.encode() + b"/b.png"
    field = rb'{\rtf1\ansi In 2020.{\field{\*\fldinst INCLUDEPICTURE "' + picture + rb'"}{\fldrslt x}}'
    included = rb'{\field{\*\fldinst INCLUDETEXT "' + str(secret).encode() + rb'"}{\fldrslt y}}\par}'
    rich = load_converted(field + included, "rtf", Origin("a.rtf", "0" * 64))
    assert "there were 22 offences" in words(loaded)
    assert "987654" not in words(loaded) + words(rich)
    assert paths == []


@pytest.mark.slow
@office
def test_no_macro_runs(tmp_path):
    trace = tmp_path / "trace"
    macro = f'Sub Main\nOpen "{trace}" For Output As #1\nPrint #1, "ran"\nClose #1\nEnd Sub\n'
    address = "vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document"
    events = "".join(
        f'<script:event-listener script:language="ooo:script" script:event-name="{name}" xlink:href="{address}"/>'
        for name in ("dom:load", "office:load-finished", "dom:unload", "office:view-created")
    )
    loaded = load_converted(
        odt("<text:p>22 offences.</text:p>", events=f"<office:event-listeners>{events}</office:event-listeners>", macro=macro),
        "odt", Origin("a.odt", "0" * 64),
    )  # fmt: skip
    assert words(loaded).strip() == "22 offences."
    assert not trace.exists()
