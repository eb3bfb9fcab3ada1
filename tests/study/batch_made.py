"""What the tests of batches share: taking an export, and looking at what came of it."""

from hand_made import code
from tests.generators.batch import Batch, answer, table

from answerable.study import Study, take_export

PERIODS = ("2021/22", "2022/23")
MEASURE = "sexual offences recorded"


def take(export, to, **more):
    return take_export(to, export, measure=MEASURE, periods=PERIODS, **more)


def with_offence(study):
    """The study with the offence that its tables count."""
    path = study.path / "study.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('# offence = "class', 'offence = "class'), encoding="utf-8")
    return Study.open(study.path)


def kent(*messages, state="successful", **more):
    return Batch().request("Kent Police", state, "offences", *messages, **more).dashboard()


ANSWERED = ("2024-05-20-160000", answer("Kent Police"), {"table.csv": table(110, 120)})


def row(picture, name):
    return next(row for row in picture.register if row.body == code(name))


def found(picture, kind):
    return {finding.where for finding in picture.findings if finding.kind == kind}
