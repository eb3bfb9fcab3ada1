"""Writing a checked document: margin notes, claims sheet and ClaimReview."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import xlsxwriter

from answerable.publish import claims_page
from answerable.publish.claims import Checked
from answerable.publish.claims_sheet import claim_reviews, claims_sheet
from answerable.publish.sheets import Formats, write
from answerable.publish.workbook import CREATED


def write_claims(checked: Checked, out: Path) -> tuple[Path, ...]:
    """Writes ``claims.html``, ``claims.xlsx`` and ``claims.jsonld``; the same claims give the same bytes.

    Args:
        checked: the document and its claims.
        out: the folder; made if it is not there.

    Returns:
        The files written.

    Raises:
        OSError: where the folder cannot be written.
    """
    reviews = claim_reviews(checked.claims, checked.document.file)
    contents = {
        "claims.html": claims_page.render(checked).encode(),
        "claims.xlsx": _workbook(checked),
        "claims.jsonld": (json.dumps(reviews, ensure_ascii=False, indent=1) + "\n").encode(),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, data in contents.items():
        draft = out / f".{name}.part"
        draft.write_bytes(data)
        draft.replace(out / name)  # whole, or what was there before
    return tuple(out / name for name in contents)


def _workbook(checked: Checked) -> bytes:
    held = BytesIO()
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(held, options) as workbook:
        workbook.set_properties({"title": "Claims checked", "created": CREATED})
        about = f"The numbers of {checked.document.file}, checked against its own arithmetic and tables"
        about += f" and against the study “{checked.study}”." if checked.study else "."
        write(workbook, Formats(workbook), claims_sheet(checked.claims, about))
    return held.getvalue()
