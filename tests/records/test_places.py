"""The places of words, sorted piece by piece, are those of the whole run."""

from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from answerable.records.kept import places


@given(records=st.lists(st.lists(st.integers(0, 6), max_size=9), max_size=12), piece=st.integers(1, 12))
def test_each_words_places_and_records(records, piece):
    run = np.array([word for record in records for word in record], np.int32)
    starts = np.cumsum([0, *map(len, records)])
    kept = places._PIECE
    places._PIECE = piece
    try:
        found = places.sort_places(run, starts, 7)
    finally:
        places._PIECE = kept
    wanted, held = defaultdict(list), defaultdict(set)
    for number, record in enumerate(records):
        for place, word in enumerate(record, starts[number]):
            wanted[word].append(place)
            held[word].add(number)
    bounds = found.bounds.tolist()
    for word in range(7):
        assert found.places[bounds[word] : bounds[word + 1]].tolist() == wanted[word]
        assert found.records[word] == len(held[word])
