"""An invented batch export of a request site: everything in it is made up, and the counts are clinical."""

import csv
import io
import json
import zipfile

DASHBOARD = "batch-7-sexual_offences_recorded-dashboard-2024-07-01-093000.csv"
SITE = "https://requests.example/request/"
SENT = "2024-05-01-090000"
ACKNOWLEDGED = "Thank you for your request. It is receiving attention.\n\n{name}\n"
QUESTION = "Please give the number of sexual offences recorded in 2021/22 and in 2022/23.\n"


def table(*counts):
    """A CSV of one row a year, as an attachment."""
    lines = [
        "Year,Sexual offences recorded",
        *(f"{year},{n}" for year, n in zip(("2021/22", "2022/23"), counts, strict=True)),
    ]
    return "\n".join(lines) + "\n"


def answer(name):
    return f"{name}\n\nThe information that you asked for is in the attached table.\n"


REFUSAL = (
    "{name}\n\nThe cost of compliance with your request exceeds the appropriate limit. This letter is a refusal "
    "notice under section 12 of the Freedom of Information Act 2000.\n"
)


class Batch:
    """Builds an export request by request; ``files`` holds its bytes by path."""

    def __init__(self):
        self.files = {}
        self.rows = []
        self._ids = iter(range(1, 10_000))

    def request(self, authority, state, title, *messages, folder=None, replies=None, listed=True):
        """One request. Each message is (stamp, text, attachments by name); a text that begins with > is ours."""
        name = folder or f"{authority} - {title}"
        self._put(f"{name}/{SENT}/outgoing_{next(self._ids)}.txt", QUESTION)
        for stamp, text, *attached in messages:
            number = next(self._ids)
            if text.startswith(">"):
                self._put(f"{name}/{stamp}/outgoing_{number}.txt", text[1:])
                continue
            self._put(f"{name}/{stamp}/incoming_{number}.txt", text)
            for file, data in attached[0].items() if attached else ():
                self._put(f"{name}/{stamp}/attachments-{number}/{file}", data)
        came = sum(not text.startswith(">") for _, text, *_ in messages)
        if listed:
            self.rows.append((SITE + title, authority, came if replies is None else replies, state))
        return self

    def _put(self, path, data):
        self.files[path] = data if isinstance(data, bytes) else data.encode()

    def json(self, title, **said):
        self.files[f"{title}.json"] = json.dumps(said).encode()
        return self

    def dashboard(
        self, name=DASHBOARD, columns=("request_url", "authority_name", "number_of_replies", "request_status")
    ):
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(columns)
        writer.writerows(self.rows)
        self.files[name] = text.getvalue().encode()
        return self

    def to_folder(self, folder):
        for path, data in self.files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        return folder

    def to_zip(self, path, around=""):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.files.items():
                archive.writestr(around + name, data)
        return path


def whole_batch():
    """A batch with one of everything that a batch meets."""
    batch = Batch()
    batch.request(
        "Kent Police", "successful", "sexual_offences",
        ("2024-05-02-101500", ACKNOWLEDGED.format(name="Kent Police")),
        ("2024-05-20-160000", answer("Kent Police"), {"table.csv": table(110, 120), "image001.png": b"\x89PNG\r\n\x1a\n" + bytes(60)}),
    )  # fmt: skip
    batch.request(
        "Essex Police",
        "rejected",
        "sexual_offences_2",
        ("2024-05-21-120000", answer("Essex Police"), {"table.csv": table(210, 220)}),
    )
    batch.request(
        "Norfolk Constabulary", "successful", "sexual_offences_3",
        ("2024-05-21-120000", answer("Norfolk Constabulary"), {"table.csv": table(310, 320)}),
        ("2024-06-10-120000", answer("Norfolk Constabulary"), {"corrected.csv": table(310, 325)}),
    )  # fmt: skip
    batch.request(
        "Suffolk Constabulary", "successful", "sexual_offences_4",
        ("2024-05-21-120000", answer("Suffolk Constabulary"), {"table.csv": table(410, 420)}),
        ("2024-06-10-120000", answer("Suffolk Constabulary"), {"table again.csv": table(410, 420)}),
    )  # fmt: skip
    batch.request(
        "Metropolitan Police Service (MPS)", "rejected", "sexual_offences_5",
        ("2024-05-28-120000", REFUSAL.format(name="Metropolitan Police Service"), {"image001.png": b"\x89PNG\r\n\x1a\n" + bytes(60)}),
    )  # fmt: skip
    batch.request(
        "Cleveland Police", "successful", "sexual_offences_6",
        ("2024-05-15-120000", "Cleveland Police\n\nWhich offences do you mean? Please make your request clearer.\n"),
        ("2024-06-03-090000", ">All sexual offences.\n"),
        ("2024-06-28-120000", answer("Cleveland Police"), {"table.csv": table(610, 620)}),
    )  # fmt: skip
    batch.json(
        "sexual_offences_6", described_state="successful", awaiting_description=False,
        updated_at="2024-06-29T10:00:00.000+01:00", user={"name": "not read"},
        info_request_events=[
            {"event_type": "sent", "created_at": "2024-05-01T09:00:00.000+01:00", "described_state": "waiting_response"},
            {"event_type": "response", "created_at": "2024-05-15T12:00:00.000+01:00", "described_state": "waiting_clarification"},
            {"event_type": "followup_sent", "created_at": "2024-06-03T09:00:00.000+01:00", "described_state": "waiting_response"},
            {"event_type": "response", "created_at": "2024-06-28T12:00:00.000+01:00", "described_state": "successful"},
        ],
    )  # fmt: skip
    batch.request("Durham Constabulary", "gone_postal", "sexual_offences_7")
    batch.request(
        "Sussex Police and Crime Commissioner", "successful", "sexual_offences_8",
        ("2024-05-21-120000", "Sussex Police\n\nSee the table.\n", {"table.csv": table(810, 820)}),
    )  # fmt: skip
    batch.request(
        "Warwickshire and West Mercia Police", "successful", "sexual_offences_9",
        ("2024-05-21-120000", answer("Warwickshire Police and West Mercia Police"), {"table.csv": table(910, 920)}),
    )  # fmt: skip
    batch.request(
        "Cumbria Constabulary", "waiting_response_very_overdue", "sexual_offences_10",
        ("2024-05-02-101500", ACKNOWLEDGED.format(name="Cumbria Constabulary")),
    )  # fmt: skip
    batch.request(
        "Surrey Police", "user_withdrawn", "sexual_offences_11",
        ("2024-05-02-101500", ACKNOWLEDGED.format(name="Surrey Police")),
    )  # fmt: skip
    batch.request(
        "Surrey Police", "successful", "sexual_offences_12",
        ("2024-05-22-101500", answer("Surrey Police"), {"table.csv": table(1110, 1120)}),
    )  # fmt: skip
    batch.request(
        "Gwent Police", "successful", "sexual_offences_13",
        ("2024-05-22-101500", answer("Gwent Police"), {"table.csv": table(1310, 1320)}), replies=2,
    )  # fmt: skip
    return batch.dashboard()
