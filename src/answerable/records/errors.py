"""What the records part raises: one sentence for a person each."""

from __future__ import annotations


class RecordsError(ValueError):
    """Records, a mapping or a rule that cannot be used; the message is one sentence that says why."""


class QueryError(RecordsError):
    """A query that cannot be read.

    Attributes:
        query: the query as typed.
        at: where it goes wrong, as a place in the query from 0.
        hint: what to write instead.
    """

    def __init__(self, query: str, at: int, problem: str, hint: str = "") -> None:
        self.query, self.at, self.hint = query, at, hint
        tail = f"\n{hint}" if hint else ""
        super().__init__(f"{problem}\n  {query}\n  {' ' * at}^{tail}")
