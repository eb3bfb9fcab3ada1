import pytest

from answerable.records import Records, build_index
from answerable.records.demo import make_demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    path = tmp_path_factory.mktemp("records") / "demo"
    make_demo(path, 4000)
    records = Records.open(path)
    build_index(records)
    return records
