"""The holder's desk: records to tables, how good the search is, and what answering would cost."""
