"""Freedom of Information replies to national figures, with every number traced to its cell.

One public function stands behind each command:

- ``read(path)`` reads a reply into tables and statements (``answerable read``),
- ``Study.open(path)`` opens a folder of replies (``answerable new``, ``status``, ``decide``),
- ``report(study, out)`` writes its national report (``answerable report``),
- ``estimate(replies, …)`` estimates national figures (``answerable estimate``),
- ``claims(path, …)`` checks the numbers of a document (``answerable claims``).
"""

from answerable.estimate import estimate
from answerable.publish import publish as report
from answerable.publish.claims import check_file as claims
from answerable.read import UnreadableError
from answerable.read import read_file as read
from answerable.study import Study

__all__ = ["Study", "UnreadableError", "claims", "estimate", "read", "report"]
__version__ = "0.1.0"
