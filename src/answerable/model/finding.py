"""Something that a person should know: how bad, where, what, and what to do about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know.

    Attributes:
        severity: ``error`` (something could not be done), ``warning`` (a person should look), ``note``.
        where: file and place, or the name of the force or figure.
        what: what was found, in one sentence.
        do: what to do about it, in one sentence; empty where there is nothing to do.
        kind: a stable word for machines and filters, such as ``total-differs`` or ``part-year``.
    """

    severity: Severity
    where: str
    what: str
    do: str = ""
    kind: str = ""

    def to_dict(self) -> dict[str, str]:
        """The finding for ``--json``."""
        return asdict(self)

    def __str__(self) -> str:
        tail = f" {self.do}" if self.do else ""
        return f"{self.severity}: {self.where}: {self.what}{tail}"
