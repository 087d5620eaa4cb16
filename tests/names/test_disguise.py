"""What hides a name from a machine and not from a reader is undone before anything is compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screen.names.disguise import closed_up, latin_in_mixed_words, skeleton, visible
from screen.names.fold import fold

HIDDEN = "\u200b\u00ad\u2060\ufeff\u3164\u180e\u034f\ufe0f\u115f\U000e0041"
LOOKALIKES = dict(zip("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ", strict=True))


@given(
    st.text(alphabet="abcdefghij KLMNOP", min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from(HIDDEN)), max_size=6),
)
def test_invisible_letters_change_nothing(name, hidden):
    disguised = name
    for at, letter in hidden:
        disguised = disguised[:at] + letter + disguised[at:]
    assert visible(disguised) == name
    assert fold(disguised) == fold(name)


@given(st.sampled_from(["Hoshine Silicon", "Esquel Textile", "Xinjiang Cotton"]), st.data())
def test_a_word_that_mixes_alphabets_is_latin(name, data):
    places = [at for at, letter in enumerate(name) if letter in LOOKALIKES]
    at = data.draw(st.sampled_from(places))
    disguised = name[:at] + LOOKALIKES[name[at]] + name[at + 1 :]
    assert latin_in_mixed_words(disguised) == name


def test_whole_words_of_lookalikes_have_a_second_reading():
    assert skeleton("НОТАН САМЕ") == "HOTAH CAME"
    assert skeleton("Завод Мокран") == ""


@pytest.mark.parametrize("written", ["H O S H I N E", "H.O.S.H.I.N.E", "H-O-S-H-I-N-E"])
def test_letters_that_stand_apart_are_a_word(written):
    assert closed_up(written) == "HOSHINE"


@pytest.mark.parametrize("written", ["S.A. de C.V.", "A B Co", "U.S.A. Inc"])
def test_initials_and_forms_stay_apart(written):
    assert closed_up(written) == written
