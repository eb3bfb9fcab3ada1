"""Which bodies a document speaks for, and the units that answer with one number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath

from answerable.codebook import bodies as body_list
from answerable.model import Document, Finding
from answerable.study.picture import Unit
from answerable.study.requests import bodies_named, by_folder, message_day, request_of, unknown_authority
from answerable.study.site import Request


@dataclass(frozen=True, slots=True)
class Placed:
    """A document and the bodies that it speaks for, together.

    Attributes:
        document: as read.
        bodies: their codes; none where a person must decide first, and then nothing of it is used.
        claimed: codes of the bodies that it may come from, where that is so.
    """

    document: Document
    bodies: tuple[str, ...]
    claimed: tuple[str, ...] = ()


def name_of(code: str) -> str:
    """The short name of a body, or its code where the codebook lacks it."""
    try:
        return body_list.get(code).short
    except KeyError:
        return code


def named_in(text: str) -> tuple[str, ...]:
    """Codes of the bodies that a folder or file name certainly names; several for merged bodies."""
    # A request site's folders read "Kent Police - sexual_offences_2023"; files "kent-police_reply 2.xlsx".
    spaced = re.sub(r"[_\-.]+", " ", text)
    for label in (text, spaced, *re.split(r"\s+[-–]\s+", text)):
        if named := body_list.merged(" ".join(label.split())):
            return tuple(body.code for body in named)
    mentioned = body_list.find(spaced)
    return (mentioned[0].body.code,) if len(mentioned) == 1 else ()


def hint(shown: str, folders: Mapping[str, Request]) -> tuple[str, ...]:
    """The bodies that a path under ``replies`` names: by its request, its folders, its name."""
    if request := request_of(shown, folders):
        return request.bodies
    return folder_hint(shown) or named_in(PurePosixPath(shown).stem)


def folder_hint(shown: str) -> tuple[str, ...]:
    """The bodies that the folders of a path name."""
    for part, inner in pairwise(PurePosixPath(shown).parts):
        if message_day(inner):  # a request site's folder: what stands before the request is the whole name
            return bodies_named(part.rpartition(" - ")[0] or part)
        if found := named_in(part):
            return found
    return ()


def place(
    documents: Iterable[Document],
    decided: Mapping[str, tuple[str, ...]],
    asked: Sequence[str],
    requests: Sequence[Request] = (),
) -> tuple[tuple[Placed, ...], tuple[Finding, ...]]:
    """Finds the bodies of each document: by decision, by its own words, by its folder, by its file name.

    Where its own words and its folder name different bodies, or nothing names one, nothing of it is used
    until a person decides. Whose the folder of a request is, ``requests`` says, and its name does not.
    """
    folders = by_folder(requests)
    placed: list[Placed] = []
    findings: list[Finding] = []
    documents = list(documents)
    twice = _in_two_places(documents, decided, folders)
    for document in documents:
        bodies, finding = _bodies_of(document, decided, folders)
        finding = finding or twice.get(document.file)
        if bodies and not finding and (strangers := [code for code in bodies if code not in asked]):
            names = " and ".join(name_of(code) for code in strangers)
            finding = Finding(
                "warning",
                document.file,
                f"It comes from {names}, which the study did not ask, so nothing of it is used.",
                "Add the body to 'bodies' in study.toml, or take the file out.",
                "not-asked",
            )
        if finding:
            findings.append(finding)
        claimed = (*bodies, document.reply.body or "", *hint(document.file, folders))
        placed.append(Placed(document, (), claimed) if finding else Placed(document, bodies))
    return tuple(placed), tuple(findings)


def _in_two_places(
    documents: Iterable[Document], decided: Mapping[str, tuple[str, ...]], folders: Mapping[str, Request]
) -> dict[str, Finding]:
    """File → finding, for one and the same file with counts that lies with two different bodies."""
    copies: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for document in documents:
        if document.tables or document.statements:
            copies[document.sha256].append((document.file, _bodies_of(document, decided, folders)[0]))
    found: dict[str, Finding] = {}
    for placed in copies.values():
        if len({bodies for _, bodies in placed if bodies}) > 1:
            for file, _ in placed:
                others = ", ".join(other for other, _ in placed if other != file)
                what = f"It is the same file as {others}, of another body, so nothing of it is used."
                do = "Say which body wrote it, and leave the other copy out."
                if file not in decided:
                    found[file] = Finding("error", file, what, do, "body-conflict")
    return found


def _bodies_of(
    document: Document, decided: Mapping[str, tuple[str, ...]], folders: Mapping[str, Request]
) -> tuple[tuple[str, ...], Finding | None]:
    if document.file in decided:
        return decided[document.file], None
    request = request_of(document.file, folders)
    if request and not request.bodies:
        return (), unknown_authority(request)
    reply, folder = document.reply, request.bodies if request else folder_hint(document.file)
    own = (reply.body, *reply.also_for) if reply.body else ()
    if own and folder and not set(own) & set(folder):
        finding = Finding(
            "error",
            document.file,
            f"It says that it comes from {_names(own)}, but lies in the folder of {_names(folder)}; "
            "nothing of it is used.",
            "Say which body wrote it.",
            "body-conflict",
        )
        return (), finding
    # A folder for two bodies says more than a letter signed by one of them, and the reverse.
    found = max((own, folder), key=len) or hint(document.file, folders)
    if found:
        return tuple(sorted(set(found))), None
    return (), Finding(
        "error",
        document.file,
        "Nothing says which body it comes from, so nothing of it is used.",
        "Say which body wrote it, or put it into a folder with that name.",
        "unknown-body",
    )


def _names(codes: Sequence[str]) -> str:
    return " and ".join(name_of(code) for code in codes)


def units(asked: Sequence[str], placed: Iterable[Placed]) -> tuple[Unit, ...]:
    """The units, in the order of ``asked``: bodies whose figures come together are one unit."""
    group = {code: {code} for code in asked}
    for item in placed:
        merged = set().union(*(group[code] for code in item.bodies))
        for code in merged:
            group[code] = merged
    result: list[Unit] = []
    seen: set[str] = set()
    for code in asked:
        if code not in seen:
            members = tuple(sorted(group[code], key=list(asked).index))
            seen.update(members)
            result.append(Unit(members, _names(members)))
    return tuple(result)
