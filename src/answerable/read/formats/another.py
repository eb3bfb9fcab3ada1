"""Rows on a sheet that are the headings of another table, with no blank row before it."""

from __future__ import annotations

from collections.abc import Sequence

from answerable.read import tokens
from answerable.read.repeated import is_when


def heads_again(texts: Sequence[str], heads: Sequence[str]) -> bool:
    """True for the headings of the first table again, for periods alone, and for words alone."""
    if len(texts) < 2:
        return False
    return texts == heads or all(map(is_when, texts)) or all(tokens.kind(text) == "label" for text in texts)


def heads_another(texts: Sequence[str], heads: Sequence[str]) -> bool:
    """True for periods under a word that head another table: the first table's corner over others, or its periods beside another word."""
    if len(texts) < 2 or not heads or list(texts) == list(heads):
        return False
    if tokens.kind(texts[0]) != "label" and not (is_when(texts[0]) and is_when(heads[0])):
        return False
    if not all(map(tokens.heads_counts, texts[1:])) or not is_when(texts[1]):
        return False
    return texts[0] == heads[0] or texts[1:] == heads[1:]
