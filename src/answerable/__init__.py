"""Freedom of Information replies to national figures, with every number traced to its cell.

One public function stands behind each command:

- ``read(path)`` reads a reply into tables and statements (``answerable read``),
- ``Study.open(path)`` opens a folder of replies (``answerable new``, ``status``, ``decide``),
- ``report(study, out)`` writes its national report (``answerable report``),
- ``estimate(replies, …)`` estimates national figures (``answerable estimate``),
- ``search(records, query, by=[…])`` finds and counts a force's records (``answerable search``),
- ``answer(order, out)`` writes the reply with its tables, files and price (``answerable answer``),
- ``claims(path, …)`` checks the numbers of a document (``answerable claims``).
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from answerable.estimate import estimate  # noqa: TC004 - loaded when first used, below
    from answerable.publish import publish as report  # noqa: TC004
    from answerable.publish.claims import check_file as claims  # noqa: TC004
    from answerable.publish.reply import answer  # noqa: TC004
    from answerable.read import UnreadableError  # noqa: TC004
    from answerable.read import read_file as read  # noqa: TC004
    from answerable.records import search  # noqa: TC004
    from answerable.study import Study  # noqa: TC004

__all__ = ["Study", "UnreadableError", "answer", "claims", "estimate", "read", "report", "search"]
__version__ = "0.1.0"

_WHERE = {
    "Study": ("answerable.study", "Study"),
    "UnreadableError": ("answerable.read", "UnreadableError"),
    "answer": ("answerable.publish.reply", "answer"),
    "claims": ("answerable.publish.claims", "check_file"),
    "estimate": ("answerable.estimate", "estimate"),
    "read": ("answerable.read", "read_file"),
    "report": ("answerable.publish", "publish"),
    "search": ("answerable.records", "search"),
}


class _Package(ModuleType):
    """Loads each public function when it is first used: a command need not wait for what it does not need.

    A sub-package with the name of a public function (``read``, ``estimate``) does not stand in its way.
    """

    def __getattr__(self, name: str) -> Any:
        if name not in _WHERE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module, attribute = _WHERE[name]
        value = getattr(import_module(module), attribute)
        self.__dict__[name] = value
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _WHERE and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
