"""The reply letter: tables, query, cost and advice to a letter that can be sent, and read back."""

from answerable.publish.reply.load import load_order
from answerable.publish.reply.order import Order, OrderError, Search, TermMatches, Withheld
from answerable.publish.reply.printed import PrintedTable, print_tables
from answerable.publish.reply.small import SmallCountsError
from answerable.publish.reply.write import Answered, answer

__all__ = [
    "Answered",
    "Order",
    "OrderError",
    "PrintedTable",
    "Search",
    "SmallCountsError",
    "TermMatches",
    "Withheld",
    "answer",
    "load_order",
    "print_tables",
]
