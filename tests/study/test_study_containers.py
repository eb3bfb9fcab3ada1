"""What stands inside archives and e-mails is part of the study, and comes from the cache like anything else."""

import zipfile

import pytest

from answerable.read import read_file
from answerable.study import Study
from answerable.study.units import place

CSV = "Offence,2019,2020\nRape,4,5\nOther,6,7\nTotal,10,12\n"


def test_members_are_documents_of_the_study_and_are_kept(tmp_path):
    study = Study.new(tmp_path, title="t", question="q", measure="offences", periods=["2020"])
    with zipfile.ZipFile(tmp_path / "replies" / "batch.zip", "w") as archive:
        archive.writestr(
            "Kent Police - offences/2023-05-01-100000/incoming_1.txt", "In 2020, there were 22 offences.\n"
        )
        archive.writestr(
            "Kent Police - offences/2023-05-01-100000/outgoing_1.txt", "In 2020, there were 99 offences.\n"
        )
        archive.writestr("Kent Police - offences/2023-05-01-100000/attachments-1/a.csv", CSV)
    first = study.documents(reader=read_file)
    assert [d.file.rpartition("/")[2] for d in first] == ["batch.zip", "a.csv", "incoming_1.txt"]
    placed, _ = place(first[1:], {}, ("E23000032",))
    assert {item.bodies for item in placed} == {("E23000032",)}

    def never(*_args, **_kwargs):
        pytest.fail("it was read again")

    assert study.documents(reader=never) == first
