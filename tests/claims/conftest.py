"""Documents made of paragraphs, for tests of claims."""

import pytest

from answerable.claims import check
from answerable.model import Document, Line, Source


def made(*paragraphs, kind="text", tables=()):
    lines = []
    for number, text in enumerate(paragraphs):
        lines.append(Line(text, Source("made.txt", "0" * 64, text, line=2 * number + 1)))
        lines.append(Line("", Source("made.txt", "0" * 64, "", line=2 * number + 2)))
    return Document("made.txt", "0" * 64, kind, text=tuple(lines), tables=tuple(tables))


@pytest.fixture
def verdicts():
    """Printed number → verdict, for a document of these paragraphs."""

    def run(*paragraphs, **options):
        return {claim.printed.strip(): claim.verdict for claim in check(made(*paragraphs), **options)}

    return run


@pytest.fixture
def claims_of():
    return lambda *paragraphs, **options: check(made(*paragraphs), **options)
