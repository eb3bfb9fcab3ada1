"""Mangles files of every kind and reads them: any error but UnreadableError is a crash.

Usage: python benchmarks/fuzz_readers.py [INPUTS] [--seed SEED]. Prints for each kind how many inputs were read and
refused and how long the slowest took; every crash, with the input kept in ``fuzz-crashes``; inputs that took more
than two CPU seconds; and peak memory. Exit 1 on a crash. Files of sectors (XLS, MSG) and PDF are also changed in place or
operation by operation, so that the change gets past the front door.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import sys
import time
import traceback
import zipfile
from collections import Counter
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.generators import outlook, pdf, xlsb, xmlss

from answerable.read import UnreadableError, read_file

SLOW = 2.0
KEPT = Path("fuzz-crashes")
TEXT = b"Our ref: FOI 12/23\nIn 2020, there were 22 offences.\n2019/20 - 34\n2020/21 : <5\n"
ROWS = [["Offence", "2019", "2020"], ["Rape", "4", "<5"], ["Other", "6", "7"], ["Total", "10", "*"]]
CSV = "\n".join(",".join(row) for row in ROWS).encode()
HTML = b"<html><body><p>Reply</p><table>" + b"".join(
    b"<tr>" + b"".join(f"<td colspan=1>{cell}</td>".encode() for cell in row) + b"</tr>" for row in ROWS
) + b"</table></body></html>"  # fmt: skip


def saved(made: object) -> bytes:
    out = io.BytesIO()
    made.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def drawn() -> pdf.Sheet:
    """A page with a sentence, a ruled table and one without rules."""
    sheet = pdf.Sheet()
    sheet.text(60, 60, "In 2020, there were 22 offences.")
    sheet.rows(ROWS, top=100, columns=[60, 260, 330])
    sheet.rows(ROWS, top=300, columns=[60, 260, 330])
    sheet.ruled([50, 200, 270, 340], [285, 305, 321, 337, 353])
    return sheet


def opened() -> bytes:
    """An OpenDocument spreadsheet."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book, table, out = OpenDocumentSpreadsheet(), Table(name="A"), io.BytesIO()
    for row in ROWS:
        line = TableRow()
        for text in row:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            line.addElement(cell)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.write(out)
    return out.getvalue()


def seeds() -> dict[str, bytes]:
    """One small good file of each kind, the same in each run."""
    random.seed(1)  # the boundaries of messages are drawn from it
    import docx
    import openpyxl
    import xlwt

    book, old, letter = openpyxl.Workbook(), xlwt.Workbook(), docx.Document()
    sheet = old.add_sheet("A")
    table = letter.add_table(len(ROWS), 3)
    for r, row in enumerate(ROWS):
        book.active.append(row)
        for c, text in enumerate(row):
            sheet.write(r, c, text)
            table.cell(r, c).text = text
    letter.add_paragraph("223", "List Number")
    message = EmailMessage()
    message["From"], message["Date"], message["Subject"] = (
        "a@example.org",
        "Tue, 02 May 2023 10:00:00 +0100",
        "x",
    )
    message["MIME-Version"] = "1.0"
    message.set_content(TEXT.decode())
    message.add_alternative(HTML.decode(), subtype="html")
    message.add_attachment(CSV, maintype="text", subtype="csv", filename="a.csv")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", CSV)
        archive.writestr("b/letter.eml", message.as_bytes())
    mail = message.as_bytes()
    return {
        "a.txt": TEXT, "a.csv": CSV, "a.html": HTML, "a.xlsx": saved(book), "a.xls": saved(old),
        "a.xlsb": xlsb.written(book), "a.xml": xmlss.written(book).encode(),
        "a.docx": saved(letter), "a.eml": mail, "a.zip": packed.getvalue(),
        "a.pdf": pdf.write(drawn()), "a.ods": opened(),
        "a.msg": outlook.message("x", TEXT.decode(), HTML.decode(), attachments=[outlook.attachment("a.csv", CSV)]),
        "a.mbox": b"From a@example.org Tue\n" + mail + b"\n\nFrom b@example.org Tue\n" + mail,
    }  # fmt: skip


def mangle(data: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, cut, doubled or moved."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at, length = chance.randrange(len(found) + 1), chance.randint(1, 40)
        match chance.randrange(5):
            case 0:
                found[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del found[at : at + length]
            case 2:
                found[at:at] = found[at : at + length] * chance.randint(1, 20)
            case 3:
                found[at:at] = chance.choice(
                    [b"\0", b"9" * 30, b"|", b"<", b"&", b"\xff", b"-1", b"\n\n", b"="]
                )
            case _:
                other = chance.randrange(len(found) + 1)
                found[other:other] = found[at : at + length]
    return bytes(found)


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Bytes mangled as they are; or, for a zipped file, those of one of its parts."""
    if data.startswith((b"\xd0\xcf", b"%PDF")) and chance.random() < 0.8:
        return overwrite(data, chance) if data[0] == 0xD0 else redraw(chance)
    if not data.startswith(b"PK") or chance.random() < 0.2:
        return mangle(data, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        wanted = chance.choice(
            [
                n
                for n in names
                if n.endswith(("document.xml", "content.xml", "sheet1.xml", ".bin", ".csv", ".eml"))
            ]
            or names
        )
        for name in names:
            part = old.read(name)
            new.writestr(name, _mangled(name, part, chance) if name == wanted else part)
    return out.getvalue()


def _mangled(name: str, part: bytes, chance: random.Random) -> bytes:
    return mangle(part, chance) if name.endswith(".bin") and part else mangle_markup(part, chance)


def overwrite(data: bytes, chance: random.Random) -> bytes:
    """A few bytes changed where they stand, so that sectors stay where the tables of the file say."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(512, len(found))
        new = chance.choice([bytes([chance.randrange(256)]), b"\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff"])
        found[at : at + len(new)] = new[: len(found) - at]
    return bytes(found)


def redraw(chance: random.Random) -> bytes:
    """The page with operations doubled, dropped, moved, or with other numbers."""
    sheet = drawn()
    sheet.rotate = chance.choice([0, 0, 90, 180, 270, 45, -90])
    sheet.box = chance.choice([(595, 842), (842, 595), (1, 1), (0, 0), (99999, 842)])
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(sheet.operations))
        match chance.randrange(4):
            case 0:
                sheet.operations.insert(chance.randrange(len(sheet.operations)), sheet.operations[at])
            case 1 if len(sheet.operations) > 1:
                del sheet.operations[at]
            case 2:
                number = chance.choice(["-1", "0", "1e9", "99999", "0.0001", "nan", "300"])
                words = sheet.operations[at].split()
                words[chance.randrange(len(words))] = number
                sheet.operations[at] = " ".join(words)
            case _:
                sheet.operations += [sheet.operations[at]] * chance.randint(1, 60)
    return pdf.write(*[sheet] * chance.choice([1, 1, 1, 3]))


def mangle_markup(data: bytes, chance: random.Random) -> bytes:
    """Whole elements doubled or dropped, which keeps the markup well formed more often."""
    if chance.random() < 0.3:
        return mangle(data, chance)
    for tag in chance.sample([b"w:tc", b"w:tr", b"w:p", b"w:r", b"w:t", b"row", b"c"], 3):
        begin = data.find(b"<" + tag + b">")
        end = data.find(b"</" + tag + b">", begin) + len(tag) + 3
        if begin >= 0 and end > begin:
            piece = data[begin:end]
            data = data[:begin] + piece * chance.choice([0, 2, 5]) + data[end:]
    return data.replace(
        b'w:val="', b'w:val="' + chance.choice([b"", b"9", b"-", b"\xc2\xb2"]), chance.randint(0, 5)
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("inputs", nargs="?", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    count, seed = arguments.inputs, arguments.seed
    tally, good = Counter[str](), seeds()
    crashes, slowest = 0, dict.fromkeys(good, 0.0)
    with TemporaryDirectory() as folder:
        for number in range(count):
            chance = random.Random(f"{seed} input {number}")
            name = chance.choice(list(good))
            path = Path(folder) / name
            path.write_bytes(mutate(good[name], chance))
            begun = time.process_time()
            try:
                read_file(path, shown=name)
                tally[f"{name[2:]} read"] += 1
            except UnreadableError:
                tally[f"{name[2:]} refused"] += 1
            except Exception:  # noqa: BLE001 - a crash is what is looked for
                crashes += 1
                kept = KEPT / f"{seed}-{number}-{name}"
                kept.parent.mkdir(exist_ok=True)
                kept.write_bytes(path.read_bytes())
                print(f"CRASH: input {number} of seed {seed} ({kept})\n{traceback.format_exc(limit=-3)}")
            seconds = time.process_time() - begun
            slowest[name] = max(slowest[name], seconds)
            if seconds > SLOW:
                print(f"slow: input {number} ({name}) took {seconds:.1f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    for name, seconds in sorted(slowest.items()):
        kind = name[2:]
        read, refused = tally[f"{kind} read"], tally[f"{kind} refused"]
        print(f"{kind:6}{read:8,} read{refused:8,} refused   slowest {seconds:.2f} s")
    print(f"{count:,} inputs, {crashes} crashes, peak {peak} MB")
    return 1 if crashes else 0


if __name__ == "__main__":
    sys.exit(main())
