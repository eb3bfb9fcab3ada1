"""Invented Outlook messages, written byte by byte: a compound file ([MS-CFB]) with properties ([MS-OXMSG])."""

import struct
from dataclasses import dataclass
from datetime import UTC, datetime

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
INT32, STRING, TIME, BINARY = 0x0003, 0x001F, 0x0040, 0x0102
SUBJECT, HEADERS, BODY, HTML, SENT, CODEPAGE = 0x0037, 0x007D, 0x1000, 0x1013, 0x0039, 0x3FDE
DATA, METHOD, NAME, MIME = 0x3701, 0x3705, 0x3707, 0x370E
BY_VALUE, EMBEDDED = 1, 5
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def _padded(data, size):
    return data + bytes(-len(data) % size)


class _Sectors:
    """Runs of sectors one after another, and the table that chains them."""

    def __init__(self, size):
        self.size, self.data, self.chain = size, b"", []

    def add(self, data):
        """Where the run begins; END for nothing."""
        if not data:
            return END
        start, count = len(self.chain), -(-len(data) // self.size)
        self.chain += [*range(start + 1, start + count), END]
        self.data += _padded(data, self.size)
        return start

    def table(self):
        return struct.pack(f"<{len(self.chain)}I", *self.chain)


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    right: int = FREE
    child: int = FREE


def _listed(tree):
    """The directory: the root, then every storage with its streams, siblings in a chain in their order."""
    entries = [_Entry("Root Entry", 5)]

    def below(parent, held):
        before = None
        for name in sorted(held, key=lambda name: (len(name), name.upper())):
            value = held[name]
            number = len(entries)
            entries.append(_Entry(name, 2, value) if isinstance(value, bytes) else _Entry(name, 1))
            if before is None:
                entries[parent].child = number
            else:
                entries[before].right = number
            before = number
            if not isinstance(value, bytes):
                below(number, value)

    below(0, tree)
    return entries


def _packed(entry, start):
    name = entry.name.encode("utf-16-le")
    fixed = (name.ljust(64, b"\0"), len(name) + 2, entry.kind, 1, FREE, entry.right, entry.child)
    return struct.pack("<64sHBBIII16x4x16xIQ", *fixed, start, len(entry.data))


def compound(tree):
    """A compound file of streams (bytes) and storages (dicts) by name."""
    entries, big, small = _listed(tree), _Sectors(SECTOR), _Sectors(MINI)
    starts = {
        number: (small if len(entry.data) < CUTOFF else big).add(entry.data)
        for number, entry in enumerate(entries)
        if entry.kind == 2
    }
    entries[0].data = small.data
    starts[0] = big.add(small.data)
    minis = big.add(_padded_table(small.table()))
    directory = b"".join(_packed(entry, starts.get(number, 0)) for number, entry in enumerate(entries))
    first = big.add(_padded(directory, SECTOR))
    return _with_header(big, first, minis, small)


def _padded_table(table):
    return table + b"\xff" * (-len(table) % SECTOR)


def _with_header(big, directory, minis, small):
    used, tables = len(big.chain), 1
    while tables * (SECTOR // 4) < used + tables:
        tables += 1
    fat = [*big.chain, *[FAT_SECTOR] * tables]
    fat_bytes = _padded_table(struct.pack(f"<{len(fat)}I", *fat))
    where = [*range(used, used + tables), *[FREE] * (109 - tables)]
    mini_tables = -(-len(small.chain) * 4 // SECTOR)
    header = struct.pack(
        "<8s16xHHHHH6x9I109I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, tables,
        directory, 0, CUTOFF, minis, mini_tables, END, 0, *where,
    )  # fmt: skip
    return header + big.data + fat_bytes


def _properties(head, values):
    """The streams of a storage: its table of properties, and one stream for each of variable length."""
    streams, table = {}, head
    for (pid, kind), value in values.items():
        if kind == INT32:
            fixed = struct.pack("<I4x", value)
        elif kind == TIME:
            fixed = struct.pack("<Q", int((value - _EPOCH).total_seconds()) * 10_000_000)
        else:
            stream = value.encode("utf-16-le") if kind == STRING else value
            streams[f"__substg1.0_{pid:04X}{kind:04X}"] = stream
            fixed = struct.pack("<I4x", len(stream) + (2 if kind == STRING else 0))
        table += struct.pack("<HHI", kind, pid, 6) + fixed
    return streams | {"__properties_version1.0": table}


def attachment(name, data, mime="application/octet-stream", method=BY_VALUE):
    """One attachment; an embedded message is a storage that no reader of text opens."""
    values = {(METHOD, INT32): method, (NAME, STRING): name, (MIME, STRING): mime}
    return _properties(bytes(8), values | ({(DATA, BINARY): data} if method == BY_VALUE else {}))


def message(subject="", body=None, html=None, *, sender="", sent=None, attachments=()):
    """An Outlook message as Outlook saves it, of made-up content."""
    values = {(SUBJECT, STRING): subject, (CODEPAGE, INT32): 65001}
    if sender:
        values[HEADERS, STRING] = f"From: {sender}\r\nSubject: {subject}\r\n"
    if body is not None:
        values[BODY, STRING] = body
    if html is not None:
        values[HTML, BINARY] = html.encode()
    if sent is not None:
        values[SENT, TIME] = sent
    head = struct.pack("<8xIIII8x", 0, len(attachments), 0, len(attachments))
    held = {f"__attach_version1.0_#{number:08X}": one for number, one in enumerate(attachments)}
    return compound(_properties(head, values) | held)
