"""What the commands share: printing one JSON object, findings, and the exit codes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NoReturn

import click
from rich.console import Console

from answerable.model import Finding

DONE, NEEDS_A_PERSON, COULD_NOT = 0, 1, 2
_COLOURS = {"error": "bold red", "warning": "yellow", "note": "cyan"}


def print_json(value: Any) -> None:
    """One object on standard output, and nothing else."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def messages() -> Console:
    """The console for progress and messages: standard error."""
    return Console(stderr=True, highlight=False)


def print_findings(findings: Iterable[Finding], console: Console) -> None:
    """Each finding on a line or two, the severity in words and in colour."""
    for finding in findings:
        head = f"[{_COLOURS[finding.severity]}]{finding.severity}[/]"
        console.print(f"  {head} ", end="")
        console.print(f"{finding.where}: {finding.what} {finding.do}".strip(), markup=False, soft_wrap=True)


def fail(sentence: str) -> NoReturn:
    """Ends the command: one sentence on standard error, exit 2."""
    raise click.ClickException(sentence)


def needs_a_person(findings: Iterable[Finding]) -> bool:
    """True where a finding is more than a note."""
    return any(finding.severity != "note" for finding in findings)
