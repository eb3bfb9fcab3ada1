"""The example's report, written once for all tests of publication."""

from pathlib import Path

import pytest

from answerable.publish import publish
from answerable.study import Study

EXAMPLE = Path(__file__).parents[2] / "examples" / "sexual-offences"


@pytest.fixture(scope="session")
def picture():
    return Study.open(EXAMPLE).picture()


@pytest.fixture(scope="session")
def out(picture, tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    publish(picture, folder)
    return folder
