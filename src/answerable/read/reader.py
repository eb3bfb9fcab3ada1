"""Reads one document: its tables, statements and state, with every number's place."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from answerable.codebook import bodies
from answerable.model import Document, Finding, GridText, Line, Period, Reply, SmallNumbers, Table, period
from answerable.read import captions, mentions, tokens
from answerable.read.bracketed import as_printed, counts_first
from answerable.read.chosen import choices, choices_told, with_choices
from answerable.read.containers import addressed, with_parts
from answerable.read.contents import contents
from answerable.read.disguised import disguised
from answerable.read.flat import Region, find_regions
from answerable.read.flat.scrambled import CAPTION, caption_at
from answerable.read.formats import load_path
from answerable.read.grid import Grid, Loaded, Paragraph, with_lines
from answerable.read.grounds import grounds_in, told
from answerable.read.left_over import unread_numbers
from answerable.read.links import settle
from answerable.read.lost import lost_tables, unread_grids
from answerable.read.marks import declared
from answerable.read.parted import with_parted
from answerable.read.periods import first_days, hidden_part_years, noted_part_years, years_of_their_own
from answerable.read.prose import statements
from answerable.read.proved import mark_proved
from answerable.read.referee import read_grids
from answerable.read.reply import read_reply
from answerable.read.request import among_questions, answer_follows, answered_inside, quoted_lines, requests
from answerable.read.rounded import rounded_counts
from answerable.read.stacked import unstacked
from answerable.read.staffed import staff_told
from answerable.read.unnamed import unnamed_told
from answerable.read.unread_cells import unread_cells

READER_VERSION = "6"
_FIGURES_UNREAD = frozenset({"unread-numbers", "cells-lost", "marks-only"})
_NEAR = 3
"""So many lines before and after a table may say how its cells are printed."""
MIN_FIGURES = 4
"""So many figures in a flattened table of the quoted request are no example."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the rest of a document says about each of its tables."""

    rules: SmallNumbers | None
    stated: Period | None
    quoted: frozenset[int]


def read_file(
    path: Path | str, *, shown: str | None = None, rules: SmallNumbers | None = None, body: str | None = None
) -> Document:
    """Reads one file.

    Args:
        path: the file.
        shown: its path as shown to people; by default ``path`` itself.
        rules: what the body means by its small-number marks.
        body: code of the body, where it is known; otherwise the text, folder and file name tell.

    Returns:
        The document. Everything doubtful is a finding or a table with status ``review``. What stands inside
        an e-mail, a mailbox or an archive is in its ``parts``, each named ``container/member``.

    Raises:
        answerable.read.UnreadableError: with one sentence, where the file cannot be read at all.
    """
    path = Path(path)
    shown = shown or str(path)
    with _uncollected():
        loaded, sha256 = load_path(path, shown=shown)
        document = interpret(loaded, file=shown, sha256=sha256, rules=rules, body=body)
        return with_parts(
            document,
            loaded,
            lambda inner, file, digest: interpret(inner, file=file, sha256=digest, rules=rules, body=body),
        )


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for circular garbage: a document's pieces hold no circles, and all are needed until it is read."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def interpret(
    loaded: Loaded, *, file: str, sha256: str, rules: SmallNumbers | None = None, body: str | None = None
) -> Document:
    """Makes tables, statements and a reply's state of a document taken apart."""
    loaded = replace(loaded, blocks=tuple(with_lines(loaded.blocks)))
    lines = [block for block in loaded.blocks if isinstance(block, Paragraph)]
    texts = [line.text for line in lines]
    quoted = quoted_lines(texts)
    rules = declared(texts, quoted, rules)
    context = Context(rules, captions.stated_range(lines, quoted), frozenset(quoted))
    found, grids, taken, unread, placed = _tables(loaded, lines, context)
    linked = settle(with_parted(found))
    proved = mark_proved(linked.tables)
    listed = contents([_hide(line) if i in taken else line for i, line in enumerate(lines)])
    hidden = taken | listed.lines
    said = statements([_hide(line) if i in hidden else line for i, line in enumerate(lines)], quoted, rules)
    said_on = {s.source.spot for s in said}
    grounds = grounds_in([text for i, text in enumerate(texts) if i not in quoted and not requests(text)])
    reply = read_reply(texts, answer=grounds.text, tables=len(proved.tables), said=said)
    reply = _whose(addressed(reply, loaded.envelope), body, file)
    findings = (
        *loaded.findings,
        *linked.findings,
        *proved.findings,
        *_review_findings(proved.tables),
        *listed.findings,
        *lost_tables(lines, hidden, quoted, said_on, placed),
        *unread_grids(unread, said_on),
        *unread_numbers(lines, hidden, quoted, said_on),
        *_about(proved.tables, lines, quoted),
        *(told(grounds, file) if reply.state == "unknown" else ()),
    )
    if reply.state in {"not_held", "ncnd"} and any(f.kind in _FIGURES_UNREAD for f in findings):
        reply = replace(reply, state="unknown")  # it gave figures, whatever else it says
    running = tuple(Line(p.text, p.source, i in taken, p.heading) for i, p in enumerate(lines))
    return Document(
        file, sha256, loaded.kind, reply, proved.tables, tuple(said), findings, tuple(grids), running
    )


def _about(tables: Sequence[Table], lines: Sequence[Paragraph], quoted: set[int]) -> Iterator[Finding]:
    """What a person should know about tables that were read: of what periods and things their numbers are."""
    texts = [line.text for line in lines]
    yield from hidden_part_years(tables, texts, quoted)
    yield from noted_part_years(tables, [text for i, text in enumerate(texts) if i not in quoted])
    yield from first_days(tables)
    yield from years_of_their_own(tables, lines, quoted)
    yield from rounded_counts(tables)
    yield from unread_cells(tables)
    yield from disguised(tables)
    yield from staff_told(tables)
    yield from choices_told(tables)
    yield from unnamed_told(tables)


def _hide(line: Paragraph) -> Paragraph:
    return Paragraph("", line.source)


def _whose(reply: Reply, body: str | None, file: str) -> Reply:
    """The reply with its body: as given, as the text says, or as the folder or file is named."""
    if body is not None:
        return replace(reply, body=body)
    if reply.body is not None:
        return reply
    path = Path(file)
    for name in (path.parent.name, path.stem):
        cleaned = name.replace("_", " ").replace("-", " ")
        for label in (name, cleaned):
            several = bodies.merged(label)
            if several:
                return replace(reply, body=several[0].code, also_for=tuple(b.code for b in several[1:]))
            if found := bodies.by_name(label):
                return replace(reply, body=found.code)
        named = {mention.body.code for mention in bodies.find(cleaned)}
        if len(named) == 1:
            return replace(reply, body=named.pop())
    return reply


def _tables(
    loaded: Loaded, lines: Sequence[Paragraph], context: Context
) -> tuple[list[Table], list[GridText], set[int], list[Grid], set[int]]:
    """Every table in order, every grid found, the paragraphs that tables took, grids that gave no table, and the paragraphs after which tables stand."""
    regions = [] if loaded.placed else find_regions(lines)
    taken = {i for region in regions for i in range(region.start, region.end)}
    by_line = {region.start: region for region in regions}
    tables: list[Table] = []
    grids: list[GridText] = []
    unread: list[Grid] = []
    placed: set[int] = set()
    at, floor = -1, 0
    chosen: dict[str, tuple[str, ...]] = {}
    for block in loaded.blocks:
        if isinstance(block, Paragraph):
            at += 1
            if at in by_line:
                region = by_line[at]
                table = _read_region(region, lines, taken, context)
                _take(table, region.grids, tables, grids)
                unread += region.grids[:1] if table is None and at not in context.quoted else ()
        else:
            table = _read_grid(block, lines, at, context, floor)
            if table is not None and block.source.sheet:
                table = with_choices(table, chosen.pop(block.source.sheet, ()))
            elif block.source.sheet:
                chosen[block.source.sheet] = choices(block)
            floor = at + 1
            _take(table, (block,), tables, grids)
            if table is None:
                unread.append(block)
            else:
                placed.add(at)
    return tables, grids, taken, unread, placed


def _take(table: Table | None, found: Sequence[Grid], tables: list[Table], grids: list[GridText]) -> None:
    if found:
        grids += found[0].parts or (GridText(found[0].texts(), found[0].source),)
    if table is not None:
        tables.append(table)


def _read_region(
    region: Region, lines: Sequence[Paragraph], taken: set[int], context: Context
) -> Table | None:
    """The table of a flattened region; one inside the quoted request goes to a person if it holds figures."""
    inside = region.start in context.quoted and region.end - 1 in context.quoted
    caption = CAPTION.match(lines[region.start].text)
    title = caption_at(lines, region.start) if caption else captions.title_before(lines, region.start, taken)
    around = [line.text for line in lines[max(0, region.start - _NEAR) : region.end + _NEAR]]
    reading = read_grids(
        [counts_first(grid, [title, *around]) for grid in region.grids],
        title=title,
        unit=captions.unit_of(title),
        rules=context.rules,
        stated=context.stated,
    )
    if reading is None:
        return None
    table = as_printed(_titled(reading.table, reading.layout.title_rows))
    if inside and not answered_inside([line.text for line in lines], context.quoted, region.start):
        return _of_the_request(table, MIN_FIGURES)
    if caption and table.status == "review" and reading.grid.doubt and not reading.grid.lost:
        table = _by_prose(table, caption["number"], [line.text for line in lines])
    return table


def _of_the_request(table: Table, least: int = 1) -> Table | None:
    """A table between the lines that quote the request: none where it is a template, else one for a person."""
    figures = sum(
        cell.count is not None and cell.count.is_exact and cell.count.low > 0 for cell in table.cells
    )
    if figures < least:
        return None
    why = "it stands where the request is quoted, so that it may be the asker's"
    return replace(table, status="review", why=why)


def _by_prose(table: Table, number: str, texts: Sequence[str]) -> Table:
    """A doubtful table that figures in the prose confirm is read; one that they contradict is not."""
    said = mentions.support(table, number, texts)
    if said.held and not said.failed:
        why = f"{said.held} figures in the text agree with it"
        return replace(table, status="read", why=why)
    return table


def _read_grid(
    grid: Grid, lines: Sequence[Paragraph], at: int, context: Context, floor: int = 0
) -> Table | None:
    sheet = grid.source.sheet
    title = grid.title or captions.title_of(lines[: at + 1], floor, sheet)
    title = "" if tokens.is_footer(title) else title
    around = [line.text for line in lines[max(0, at - _NEAR) : at + 1 + _NEAR]]
    reading = read_grids(
        (counts_first(unstacked(grid), [title, *around]),),
        title=title,
        unit=captions.unit_of(title),
        rules=context.rules,
        stated=context.stated,
    )
    if reading is None:
        return None
    table = as_printed(_titled(reading.table, reading.layout.title_rows))
    texts = [line.text for line in lines]
    inside = (
        not sheet and at in context.quoted and (at + 1 in context.quoted or answer_follows(texts, at + 1))
    )
    if (
        inside
        and not answered_inside(texts, context.quoted, at)
        and not among_questions(texts, context.quoted, at)
    ):
        return _of_the_request(table)
    return table


def _titled(table: Table, title_rows: Sequence[str]) -> Table:
    """The table with the title that stands inside its grid, and a unit from title, headings or rows.

    "Outcome" over the rows is what they are, where every column is of "Number of offences".
    """
    inside = " ".join(title_rows)
    whole = bool(table.title) and period.parse(inside) is not None and not period.find(table.title)
    title = f"{table.title} ({inside})" if whole else inside or table.title
    headings = [" ".join(path) for path in table.columns]
    named = {captions.unit_of(text) for text in headings if not tokens.heads_counts(text)}
    agreed = named.pop() if len(named) == 1 else ""
    unit = (
        captions.unit_of(title)
        or agreed
        or captions.unit_of(" ".join(table.stub), " ".join(headings), table.title)
    )
    return replace(table, title=title, unit=unit)


def _review_findings(tables: Sequence[Table]) -> list[Finding]:
    return [
        Finding(
            "warning", table.source.where,
            f"A table could not be read with certainty: {table.why}.",
            "Choose a reading or key it by hand; nothing from it is used until then.", "review",
        )
        for table in tables
        if table.status == "review"
    ]  # fmt: skip
