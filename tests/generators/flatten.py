"""Every way in which the field is known to flatten a table into text."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.generators.tables import Made

Flatten = Callable[[Made, random.Random], str]


def header_rows(made: Made) -> list[list[str]]:
    """Header rows from top to bottom with the stub's heading; an upper label stands over its first column only."""
    depth = made.depth
    rows: list[list[str]] = []
    for level in range(depth):
        row = [made.stub if level == depth - 1 else ""]
        for index, path in enumerate(made.columns):
            full = list(path) + [""] * (depth - len(path))
            before = made.columns[index - 1] if index else None
            same = (
                before is not None
                and len(before) > 1
                and len(path) > 1
                and before[: level + 1] == path[: level + 1]
            )
            row.append("" if same and level < depth - 1 else full[level])
        rows.append(row)
    return rows


def _packed(row: list[str]) -> list[str]:
    return [row[0], *(cell for cell in row[1:] if cell)]


def _all_rows(made: Made) -> list[list[str]]:
    return [
        *header_rows(made),
        *([label, *cells] for label, cells in zip(made.rows, made.printed, strict=True)),
    ]


def pipes(
    made: Made, rng: random.Random, *, opened: bool = True, corner: bool = True, dropped: bool = False
) -> str:
    """A cell a line: an opening pipe, each cell and a pipe, then a pipe for each cell that the row lacks."""
    del rng
    width = made.width + 1
    lines: list[str] = []
    heads = header_rows(made)
    for number, row in enumerate(_all_rows(made)):
        head = number < len(heads)
        cells = _packed(row) if (head and number < len(heads) - 1) else list(row)
        if head and corner:
            cells[0] = "" if number < len(heads) - 1 else cells[0]
        if dropped and not head:
            cells = [c for c in cells if c]
        if opened:
            lines.append("|")
        lines += [f"{cell} |" if cell else "|" for cell in cells]
        lacking = width - len(cells)
        if lacking:
            lines.append("|" * lacking)
    return "\n".join(lines)


def pipes_unopened(made: Made, rng: random.Random) -> str:
    return pipes(made, rng, opened=False)


def pipes_dropped(made: Made, rng: random.Random) -> str:
    return pipes(made, rng, dropped=True)


def pipe_rows(made: Made, rng: random.Random) -> str:
    """A row a line, pipes between cells, perhaps at both ends."""
    ends = rng.random() < 0.5
    lines = [" | ".join(row) for row in _all_rows(made)]
    return "\n".join(f"| {line} |" if ends else line for line in lines)


def pipes_before(made: Made, rng: random.Random) -> str:
    """Pipes before values: ``Avon and Somerset |3925 |5134``."""
    del rng
    return "\n".join(row[0] + "".join(f" |{cell}" for cell in row[1:]) for row in _all_rows(made))


def cell_lines(made: Made, rng: random.Random, *, blanks: bool = True) -> str:
    """A cell a line with a blank line between; a blank cell leaves its line blank."""
    del rng
    cells = [cell for row in _all_rows(made) for cell in row]
    return ("\n\n" if blanks else "\n").join(cells)


def cell_lines_dropped(made: Made, rng: random.Random) -> str:
    """A cell a line; blank cells leave nothing."""
    del rng
    return "\n".join(cell for row in _all_rows(made) for cell in row if cell)


def spaces(made: Made, rng: random.Random) -> str:
    """Columns parted by spaces, numbers to the right."""
    rows = _all_rows(made)
    widths = [max(len(row[c]) for row in rows) for c in range(made.width + 1)]
    gap = " " * rng.randint(2, 4)
    return "\n".join(
        gap.join(
            cell.ljust(widths[c]) if c == 0 else cell.rjust(widths[c]) for c, cell in enumerate(row)
        ).rstrip()
        for row in rows
    )


def single_spaces(made: Made, rng: random.Random) -> str:
    """One space between cells: blank cells leave nothing."""
    del rng
    return "\n".join(" ".join(cell for cell in row if cell) for row in _all_rows(made))


def tabs(made: Made, rng: random.Random) -> str:
    del rng
    return "\n".join("\t".join(row) for row in _all_rows(made))


def slashes(made: Made, rng: random.Random) -> str:
    """Slash separated."""
    joint = rng.choice([" / ", " / ", "/"])
    return "\n".join(joint.join(row) for row in _all_rows(made))


def one_line(made: Made, rng: random.Random) -> str:
    """The whole table on one line."""
    del rng
    return " ".join(cell for row in _all_rows(made) for cell in row if cell)


def glued(made: Made, rng: random.Random) -> str:
    """``label26``: the label glued to the first number."""
    del rng
    heads = [" ".join(c for c in row if c) for row in header_rows(made)]
    body = [
        label + " ".join(cell for cell in cells if cell)
        for label, cells in zip(made.rows, made.printed, strict=True)
    ]
    return "\n".join([*heads, *body])


def scrambled(made: Made, rng: random.Random) -> str:
    """Text made from a PDF: labels first, then columns, one cell a line."""
    del rng
    blocks = ["\n".join([made.stub, *made.rows])]
    for c, path in enumerate(made.columns):
        blocks.append("\n".join([" ".join(path), *(cells[c] for cells in made.printed if cells[c])]))
    return "\n\n".join(blocks)


DIALECTS: dict[str, Flatten] = {
    "pipes": pipes,
    "pipes unopened": pipes_unopened,
    "pipes dropped": pipes_dropped,
    "pipe rows": pipe_rows,
    "pipes before values": pipes_before,
    "cell lines": cell_lines,
    "cell lines dropped": cell_lines_dropped,
    "spaces": spaces,
    "single spaces": single_spaces,
    "tabs": tabs,
    "slashes": slashes,
    "one line": one_line,
    "glued": glued,
    "scrambled": scrambled,
}


def letter(text: str, rng: random.Random) -> str:
    """The flattened table inside a short letter of our own wording."""
    before = rng.choice(
        ["Please see the figures below.", "The table below shows the number of offences recorded.",
         "We hold the following information:", "The offences recorded are set out in this table."]
    )  # fmt: skip
    after = rng.choice(
        ["Figures are a snapshot of a live system and may change.", "Please note that the data was taken from a live system.",
         "If you are unhappy with this reply you may ask for an internal review."]
    )  # fmt: skip
    return f"Dear requester,\nThank you for your request.\n{before}\n{text}\n{after}\nYours faithfully\nInformation Rights\n"
