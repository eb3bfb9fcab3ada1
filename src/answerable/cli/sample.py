"""``answerable sample`` and ``answerable marks``: how good a search is, from a sample that a person marks."""

from __future__ import annotations

from pathlib import Path

import click

from answerable.cli.common import (
    NEEDS_A_PERSON,
    fail,
    messages,
    needs_a_person,
    print_findings,
    print_json,
)
from answerable.cli.progress import progress_bar
from answerable.publish.marking import DRAW, PAGE, SHEET, write_sample
from answerable.publish.reply.words import noise, quality
from answerable.records import Records, RecordsError, Rules, engine_for, read_terms, search
from answerable.records.nearby import sample
from answerable.records.quality import judge
from answerable.records.sample import Draw, SampleError, draw
from answerable.records.sample_file import read_candidates, read_draw, read_marks

_FILE = click.Path(dir_okay=False, path_type=Path)
_NOISY = 5


@click.command("sample", short_help="Draw a sample of records to mark, to see how good a search is.")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.argument("query", required=False)
@click.option("--terms", "edited", type=_FILE, help="The edited term list that the search used.")
@click.option("--principal", is_flag=True, help="Sample principal offences only.")
@click.option("--validated", is_flag=True, help="Sample validated crimes only.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default="sample", show_default=True,
              help="Where to.")  # fmt: skip
@click.option("--width", type=int, help="Wanted width of the 95% range of the true number, in records.")
@click.option("--size", type=int, help="How many records to mark, instead of a width.")
@click.option("--question", default="", help="What a relevant record is, shown to whoever marks.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed draws other records.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def sample_command(
    source: Path,
    query: str | None,
    *,
    edited: Path | None,
    principal: bool,
    validated: bool,
    out: Path,
    width: int | None,
    size: int | None,
    question: str,
    seed: int,
    as_json: bool,
) -> None:
    """Draw a sample from SOURCE: a folder of records, searched for QUERY, or a CSV file of candidates.

    From records come the hits, the near misses (some of the terms, another spelling, words that go with the
    hits) and the rest of what the query's fields leave. A CSV file has record_id, stratum (hit, near, rest),
    text and terms. The same seed draws the same records anywhere. Mark them in mark.html or to-mark.csv.
    """
    try:
        if source.is_dir():
            if not query:
                fail(f"Say what to search {source} for: answerable sample {source} 'deepfake AND porn*' …")
            rules = Rules("recorded", "principal" if principal else "all", "only" if validated else "all")
            with messages().status("Looking for near misses …"):
                drawn = _searched(source, query, edited, rules, width=width, size=size, seed=seed)
        else:
            if query or edited or principal or validated:
                fail(f"{source} is a list of candidates, which needs no query: the search made it.")
            drawn = draw(read_candidates(source), width=width, size=size, seed=seed)
        paths = write_sample(drawn, out, question)
    except (SampleError, RecordsError) as problem:
        fail(str(problem))
    except OSError as problem:
        fail(f"{out} cannot be written: {problem.strerror}.")
    if as_json:
        print_json(
            {
                "draw": drawn.id,
                "files": [str(path) for path in paths],
                "strata": [
                    {"stratum": s.name, "population": s.population, "drawn": s.size} for s in drawn.strata
                ],
                "expected_width": drawn.expected_width,
                "reached": drawn.reached,
            }
        )
    else:
        for stratum in drawn.strata:
            click.echo(f"{stratum.name}: {stratum.size:,} of {stratum.population:,} records drawn")
        click.echo(f"Range of the true number to expect: about {drawn.expected_width:,} records wide")
        click.echo(f"Mark them in {out / PAGE} or {out / SHEET}; then: answerable marks {out} MARKS.csv")
    if not drawn.reached:
        messages().print(
            f"{len(drawn.records):,} marks are not expected to give a range {width:,} wide: most of the "
            "doubt is in the records that the search did not find.",
            soft_wrap=True,
        )
        raise click.exceptions.Exit(NEEDS_A_PERSON)


def _searched(
    folder: Path,
    query: str,
    edited: Path | None,
    rules: Rules,
    *,
    width: int | None,
    size: int | None,
    seed: int,
) -> Draw:
    """A sample of what a search finds and of what it may have missed."""
    records = Records.open(folder)
    with progress_bar(messages(), "Counting words, once") as progress:
        engine = engine_for(records, progress=progress)
        result = search(engine, query, terms=read_terms(edited) if edited else None, rules=rules)
    return sample(records, engine, result, width=width, size=size, seed=seed)


@click.command("marks", short_help="From the marks on a sample: precision, what was missed, the true number.")
@click.argument("sample", type=click.Path(path_type=Path))
@click.argument("marks", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def marks_command(sample: Path, marks: Path, *, as_json: bool) -> None:
    """Say how good the search is: SAMPLE is the folder that was drawn, MARKS the CSV file that was marked."""
    try:
        drawn = read_draw(sample / DRAW if sample.is_dir() else sample)
        read = read_marks(marks, drawn)
    except SampleError as problem:
        fail(str(problem))
    found = judge(drawn, read.marks, read.findings)
    if as_json:
        print_json(found.to_dict())
    else:
        for sentence in (*quality(found, small=True), *noise(found.terms[:_NOISY])):
            click.echo(sentence)
        print_findings(found.findings, messages())
    if needs_a_person(found.findings):
        raise click.exceptions.Exit(NEEDS_A_PERSON)
