"""The nouns of the house: counts, periods, tables, sources, figures, observations, findings."""

from answerable.model.count import OPEN, ZERO, Count, Printed, SmallNumbers
from answerable.model.document import Document, GridText, Line, Reply, Statement
from answerable.model.figure import Figure
from answerable.model.finding import Finding
from answerable.model.observation import Observation
from answerable.model.source import Source
from answerable.model.table import Cell, Check, Table
from answerable.model.years import Period

__all__ = [
    "OPEN",
    "ZERO",
    "Cell",
    "Check",
    "Count",
    "Document",
    "Figure",
    "Finding",
    "GridText",
    "Line",
    "Observation",
    "Period",
    "Printed",
    "Reply",
    "SmallNumbers",
    "Source",
    "Statement",
    "Table",
]
