"""The workbook: cover, contents, notes, and one accessible table a sheet, with live sums and growth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from answerable.publish import estimate_sheets, estimated
from answerable.publish import sentences as say
from answerable.publish.claims_sheet import claims_sheet
from answerable.publish.extras import Extras
from answerable.publish.formulas import Grid, by_force, growth_rows, national_rows
from answerable.publish.ledger import Ledger
from answerable.publish.own_claims import own_claims
from answerable.publish.safe import cell_text
from answerable.publish.sheets import SHORTHAND, CellValue, Column, Formats, Jump, Sheet, row_height, write
from answerable.study.picture import Breakdown, Decision, Picture

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the format holds no zone


def write_workbook(path: Path, picture: Picture, ledger: Ledger, more: Extras) -> Path:
    """Writes the workbook; the same picture gives the same bytes.

    Args:
        path: where to.
        picture: what is published.
        ledger: anchors of sources and derivations.
        more: shares of breakdowns.
    """
    sheets = tables(picture, ledger, more)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as workbook:
        workbook.set_properties(
            {
                "title": cell_text(picture.title)[:255],
                "subject": cell_text(picture.what)[:255],
                "created": _created(picture),
            }
        )
        workbook.set_calc_mode("auto")
        formats = Formats(workbook)
        _cover(workbook, formats, picture, more)
        for sheet in (_contents(sheets), _notes(picture, estimated=more.national is not None), *sheets):
            write(workbook, formats, sheet)
    return path


def _created(picture: Picture) -> datetime:
    """The day of the picture; a fixed one where it has none, so that the file does not depend on the clock."""
    try:
        return datetime.fromisoformat(picture.generated).astimezone(UTC).replace(tzinfo=None)
    except ValueError:
        return CREATED


def tables(picture: Picture, ledger: Ledger, more: Extras) -> tuple[Sheet, ...]:
    """Every sheet that holds a table of the picture, in order."""
    grid = by_force(picture)
    reported = _national(picture, grid)
    growth = _growth(picture, grid)
    found, rows = more.national, (reported.first_row, growth.first_row)
    return (
        *(estimate_sheets.sheets(picture, found, *rows) if found else ()),
        reported,
        grid.sheet,
        growth,
        *_breakdowns(picture, more),
        _register(picture),
        *([_official(picture)] if picture.official else []),
        claims_sheet(own_claims(picture), "The sentences of the report, checked against its own figures."),
        _findings(picture),
        _decisions(picture),
        _sources(picture, ledger),
    )


def _cover(workbook: xlsxwriter.Workbook, formats: Formats, picture: Picture, more: Extras) -> None:
    page = workbook.add_worksheet("Cover")
    page.set_column(0, 0, 100)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    lines = [
        (picture.title, "title"),
        (picture.notice, "wrapped"),
        (say.plain(say.headline(picture)), "wrapped"),
        (say.plain(estimated.headline(picture, more.national)), "wrapped"),
        (say.plain(estimated.hangs_on(picture, more.national)), "wrapped"),
        ("The question", "subtitle"),
        (picture.question, "wrapped"),
        ("What is counted", "subtitle"),
        (picture.what, "wrapped"),
        ("How current it is", "subtitle"),
        (f"The newest reply is dated {picture.generated}." if picture.generated else "No reply is dated.", "wrapped"),
        ("How to use this workbook", "subtitle"),
        ("Each sheet holds one table from column A. The sheet Contents links to every sheet; the sheet Notes explains marks such as [x]. Sums and growth are formulas over the sheet By force. The sheet Sources says where every number is printed.", "wrapped"),
    ]  # fmt: skip
    for row, (text, style) in enumerate((text, style) for text, style in lines if text):
        page.write_string(row, 0, cell_text(text), formats.get(style))
        if style == "wrapped":
            page.set_row(row, row_height([text], [100]))


def _contents(sheets: Sequence[Sheet]) -> Sheet:
    rows: list[tuple[CellValue, ...]] = [
        (Jump("Cover"), "What this workbook is"),
        (Jump("Notes"), "Marks, and how the numbers were worked out"),
    ]
    rows += [(Jump(sheet.name), sheet.title) for sheet in sheets]
    columns = (Column("Sheet", 24), Column("What it holds", 100))
    return Sheet("Contents", "Contents", ("This sheet holds one table.",), columns, tuple(rows))


_METHOD = (
    ("Lowest number", "The least that the number can be. Where the printed number is exact, both are the same."),
    ("Highest number", "The most that the number can be, given everything that the forces print."),
    ("National total", "The sum of what the forces gave for the whole period. Nothing is added for those that gave nothing, so it is a lower bound for the country."),
    ("Growth", "Worked out over the same forces in both periods only."),
    ("What was not added", "Parts of years, other years, and numbers that could not be read for certain."),
)  # fmt: skip


_ESTIMATE_METHOD = (
    ("Estimated range", "Holds the truth in 95 of 100 cases. It stands beside what is certain and is never mixed with it. The report's appendix has the formulae and the papers."),
    ("Scaling up by population", "Old practice, shown for comparison: takes silent forces to record at the average rate of the others."),
    ("Lowest and highest tenth", "The total were every silent force at the 10th, or the 90th, hundredth of the others' rates per head."),
)  # fmt: skip


def _notes(picture: Picture, *, estimated: bool) -> Sheet:
    rows = [*SHORTHAND, *_METHOD, *(_ESTIMATE_METHOD if estimated else ())]
    if picture.notice:
        rows.insert(0, ("Notice", picture.notice))
    columns = (Column("Mark or word", 24), Column("What it means", 110))
    return Sheet("Notes", "Notes", ("This sheet holds one table.",), columns, tuple(rows))


def _national(picture: Picture, grid: Grid) -> Sheet:
    columns = (
        Column("Period", 18), Column("Lowest number", 16, "count"), Column("Highest number", 16, "count"),
        Column("Forces that gave it", 14, "count"), Column("Forces asked", 14, "count"),
        Column("Their share of the population (%)", 20, "percent"),
    )  # fmt: skip
    about = (
        f"Counts of {picture.what}. Sums of the sheet By force: certain bounds, no estimate.",
        "Some cells hold marks in square brackets, explained on the sheet Notes.",
    )
    title = f"National totals of {say.noun(picture.what)}, as reported"
    return Sheet("National", title, about, columns, national_rows(picture, grid))


def _growth(picture: Picture, grid: Grid) -> Sheet:
    columns = (
        Column("From", 16), Column("To", 16), Column("Forces in both", 14, "count"),
        Column("Lowest in the first", 16, "count"), Column("Highest in the first", 16, "count"),
        Column("Lowest in the second", 16, "count"), Column("Highest in the second", 16, "count"),
        Column("Lowest growth (%)", 16, "percent"), Column("Highest growth (%)", 16, "percent"),
        Column("Who", 80),
    )  # fmt: skip
    about = (
        "Per cent, over the same forces in both periods. Worked out from the sheet By force.",
        "Some cells hold marks in square brackets, explained on the sheet Notes.",
    )
    return Sheet("Growth", "Growth over the same forces", about, columns, growth_rows(picture, grid))


def _breakdowns(picture: Picture, more: Extras) -> list[Sheet]:
    """One sheet a dimension, whatever the number of periods."""
    grouped: dict[str, list[tuple[int, Breakdown]]] = defaultdict(list)
    for place, item in enumerate(picture.breakdowns):
        grouped[item.dimension].append((place, item))
    return [_breakdown(picture, dimension, items, more) for dimension, items in grouped.items()]


def _breakdown(
    picture: Picture, dimension: str, items: Sequence[tuple[int, Breakdown]], more: Extras
) -> Sheet:
    columns = (
        Column("Period", 16), Column(dimension.capitalize(), 44), Column("Code", 28),
        Column("Lowest number", 16, "count"), Column("Highest number", 16, "count"),
        Column("Lowest share (%)", 14, "percent"), Column("Highest share (%)", 14, "percent"),
        Column("Forces that gave it", 14, "count"), Column("Who", 60), Column("Note", 60),
    )  # fmt: skip
    rows: list[tuple[CellValue, ...]] = []
    for place, item in items:
        forces = sum(len(unit.bodies) for unit in item.units)
        who = say.listed(unit.name for unit in item.units)
        for code, label, figure in item.items:
            share = more.shares.get((place, code))
            parts = (share.low, share.high) if share else ("[x]", "[x]")
            count = (figure.count.low, figure.count.high)
            rows.append((str(item.period), label, code, *count, *parts, forces, who, item.note))
    about = (
        f"Counts of {picture.what}. Shares are of the same forces' total for the period, where they give it.",
        "Some cells hold marks in square brackets, explained on the sheet Notes.",
    )
    title = f"{say.noun(picture.what)[:1].upper()}{say.noun(picture.what)[1:]} by {dimension}"
    return Sheet(f"By {dimension}"[:31], title, about, columns, tuple(rows))


def _register(picture: Picture) -> Sheet:
    batch = any(row.requests for row in picture.register)
    site = (Column("On the request site", 24), Column("Messages", 60)) if batch else ()
    columns = (
        Column("Force", 30), Column("Code", 14), Column("What came back", 24), Column("Exemptions", 40),
        Column("Answered on", 14), Column("Due", 14), Column("Late", 10), Column("Population", 14, "count"),
        Column("Files", 60), Column("Note", 60), *site,
    )  # fmt: skip
    rows = tuple(
        (
            row.name, row.body, say.STATES[row.state], say.exemptions(row),
            row.answered_on.isoformat() if row.answered_on else "[x]", row.due.isoformat() if row.due else "[x]",
            "yes" if row.late else "no", picture.population.get(row.body, "[z]"), "; ".join(row.documents), row.note,
            *((say.on_site(row) or "[x]", say.messages(row) or "[x]") if site else ()),
        )
        for row in picture.register
    )  # fmt: skip
    about = ("Every force that was asked. Dates are year-month-day.",)
    return Sheet("Register", "Who was asked, and what came back", about, columns, rows)


def _official(picture: Picture) -> Sheet:
    columns = (
        Column("Period", 16), Column("Official total", 16, "count"), Column("Lowest as reported", 16, "count"),
        Column("Highest as reported", 16, "count"), Column("Forces that gave it", 14, "count"), Column("Source", 80),
    )  # fmt: skip
    reported = {total.period: total for total in picture.totals}
    rows: list[tuple[CellValue, ...]] = []
    for item in picture.official:
        total = reported.get(item.period)
        figure = total.figure if total else None
        bounds = (figure.count.low, figure.count.high) if figure else ("[x]", "[x]")
        rows.append((str(item.period), item.count, *bounds, total.bodies if total else 0, item.source))
    about = ("The official total covers every force; the reported one only those that answered.",)
    return Sheet("Official", "Official totals beside those reported", about, columns, tuple(rows))


def _findings(picture: Picture) -> Sheet:
    columns = (
        Column("Severity", 12), Column("Where", 50), Column("What", 80), Column("What to do", 60), Column("Kind", 20),
    )  # fmt: skip
    rows = tuple((item.severity, item.where, item.what, item.do, item.kind) for item in picture.findings)
    about = (
        "An error is something that could not be done; a warning is something that a person should look at.",
    )
    return Sheet("Findings", "What a person should know", about, columns, rows)


def _decisions(picture: Picture) -> Sheet:
    columns = (
        Column("Number", 10, "count"), Column("Action", 14), Column("Subject", 50), Column("Value", 50),
        Column("By", 24), Column("When", 28), Column("Applied", 10),
    )  # fmt: skip
    rows = tuple(
        (
            item.number,
            item.action,
            item.subject,
            item.value,
            item.by,
            item.at,
            "yes" if item.applied else "no",
        )
        for item in picture.decisions
    )
    return Sheet("Decisions", "Decisions that people took", ("In the order taken.",), columns, rows)


def _sources(picture: Picture, ledger: Ledger) -> Sheet:
    columns = (
        Column("Source", 24), Column("Number", 50), Column("File", 50), Column("Page, cell or line", 28),
        Column("As printed", 24), Column("SHA-256 of the file", 70), Column("Decided by", 24), Column("When", 28),
    )  # fmt: skip
    rows = []
    for place, source in ledger.sources.items():
        decision = _decided(picture.decisions, source.id, source.file)
        who, at = (decision.by, decision.at) if decision else ("", "")
        label = ledger.labels[place]
        rows.append((place, label, source.file, source.where, source.printed, source.sha256, who, at))
    about = (
        "One row for each number that a reply prints. The text is as printed; the digest names the file.",
    )
    return Sheet("Sources", "Where every number is printed", about, columns, tuple(rows))


def _decided(decisions: Sequence[Decision], place: str, file: str) -> Decision | None:
    """The last decision about the source or its file that could be applied."""
    found = [d for d in decisions if d.applied and (d.value == place or d.subject in {place, file})]
    return found[-1] if found else None
