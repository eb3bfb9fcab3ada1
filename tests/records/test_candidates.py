"""Nothing that matches is passed over, wherever in the bytes it stands."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.records.compile import All, Any, Days, Except, Sequences
from answerable.records.engines import candidates
from answerable.records.engines.candidates import Finder, hidden, needed
from answerable.records.fold import fold, tokens
from answerable.records.kept.counts import odd_spellings, spelling_table

WORDS = ["papa", "porn", "porno", "image", "x", "10", "intimate", "strasse"]
TEXTS = st.lists(
    st.none() | st.text(st.sampled_from("pornimagePORNx10tesß'’é \u00adÅ@-"), max_size=40).map(lambda t: t + "Pórn") | st.text(st.sampled_from("PoRnimage10ts'’é -"), max_size=60) | st.text(st.sampled_from("pa"), max_size=6),
    max_size=20,
)  # fmt: skip


@given(texts=TEXTS, words=st.sets(st.sampled_from(WORDS), min_size=1))
def test_every_row_that_holds_a_word_is_found(texts, words):
    notes = pa.array(texts, pa.string())
    spelt = hidden(words, spelling_table(odd_spellings(notes)))
    found = set(Finder(words, spelt).rows(notes).tolist())
    assert found >= {i for i, t in enumerate(texts) if t and any(words & {*parts(w)} for w in tokens(t))}


def parts(word):
    return (word[i:j] for i in range(len(word)) for j in range(i + 1, len(word) + 1))


def test_odd_spellings_are_those_whose_bytes_do_not_hold_the_word():
    texts = ["The victim's café, the cafe", "‘image’ Victim’s", None, "im–age naïve-image", "\u0000ﬁ"]
    spelt = odd_spellings(pa.array(texts))
    assert spelt == {("victims", "victim's"), ("cafe", "café"), ("victims", "victim’s"), ("naive", "naïve")}
    assert hidden(["victim"], spelling_table(spelt)) == set()
    assert hidden(["victims", "naive"], spelling_table(spelt)) == {"victim's", "victim’s", "naïve"}
    assert hidden(["tim", "ve"], spelling_table([("timve", "t'ímve"), ("timx", "t'ímx")])) == {"t'ímx"}


@given(texts=st.lists(st.text("abc def", max_size=30)), words=st.sets(st.sampled_from(WORDS), min_size=1))
def test_rows_of_other_letters_are_not(texts, words):
    assert not Finder(words).rows(pa.array(texts, pa.string())).size


@given(text=st.text(max_size=20) | st.text(st.sampled_from("aÁÄßŒØ’'\u0301İKΣЖ１ \ud800"), max_size=20))
def test_text_is_folded_letter_by_letter(text):
    assert fold(text) == "".join(map(fold, text))


def test_the_end_of_one_row_hides_nothing_in_the_next():
    texts = ["pa", "papa", "pa pa", "papa"]
    assert {1, 3} <= set(Finder({"papa"}).rows(pa.array(texts)).tolist())


@pytest.mark.parametrize("offset", range(-10, 3))
def test_a_word_may_straddle_two_blocks(offset):
    block = candidates._BLOCK
    texts = ["filler " * 3, "." * (block + offset - 21) + "IntiMate", "filler"]
    assert Finder({"intimate"}).rows(pa.array(texts)).tolist() == [1]


def test_the_rarest_and_fewest_words_are_looked_for():
    def word(*words):
        return Sequences(((words,),))

    def both(first, second):
        return All((word(first), word(second)))

    def sought(query, **held):
        return needed(query, lambda word: held.get(word, 0), 100_000)

    query = Any((both("deepfake", "porn"), both("intimate", "image"), both("revenge", "porn")))
    assert sought(query, image=50, intimate=60) == {"porn", "image"}
    assert sought(query, image=60, intimate=50) == {"porn", "intimate"}
    assert sought(query, image=60_000, intimate=50, porn=9_000) == {"deepfake", "intimate", "revenge"}
    assert sought(word("porn", "porno", "porns")) == {"porn"}
    assert sought(All((Except(word("porn")), word("image"), Days("recorded_on", None, None)))) == {"image"}
    assert sought(Except(word("porn"))) is None
    assert sought(Any((word("porn"), Days("recorded_on", None, None)))) is None
    assert sought(Any(())) == set()
    assert sought(word(*(f"{chr(97 + i)}word" for i in range(20)))) is None
    assert sought(Any(tuple(word(f"{chr(97 + i)}word") for i in range(20)))) is None
