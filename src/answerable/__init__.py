"""Freedom of Information replies to national figures, with every number traced to its cell.

One public function stands behind each command:

- ``read(path)`` reads a reply into tables and statements (``answerable read``),
- ``Study.open(path)`` opens a folder of replies (``answerable new``, ``status``, ``decide``),
- ``report(study, out)`` writes its national report (``answerable report``),
- ``estimate(replies, …)`` estimates national figures (``answerable estimate``),
- ``search(records, query, by=[…])`` finds and counts a force's records (``answerable search``).
"""

from answerable.estimate import estimate
from answerable.publish import publish as report
from answerable.read import UnreadableError
from answerable.read import read_file as read
from answerable.records import search
from answerable.study import Study

__all__ = ["Study", "UnreadableError", "estimate", "read", "report", "search"]
__version__ = "0.1.0"
