"""The words under which one name is looked for, and how each stands for it."""

from screen.names.bare_consonants import bare_consonants
from screen.names.parse import Name
from screen.names.sounds import heard_keys
from screen.names.word_tables import kindred

#: How a word stands for its name: as one of its own words, as words written together, for the
#: whole name (initials, a name without a word of its own), or as one of its words in another
#: romanisation.
OWN, JOINED, WHOLE, RESPELLED = 0, 1, 2, 3
#: Keys of words by their sound are marked, because they are not words; the second mark is for those
#: that only alphabets without vowels may mean, and so is the one of their consonants.
MARKS, BARE = ("'", "`"), "^"
#: This many words at an end of a longer name are one key of it.
END = 3
#: Words written together are looked for up to this many, and this long.
RUN, RUN_LENGTH = 4, (4, 20)


def words_of_name(name: Name) -> dict[str, tuple[int, bool]]:
    """Return the words under which one name can be matched, with their role.

    Also says of each whether similar words match it.
    """
    words: dict[str, tuple[int, bool]] = {}
    for token in name.tokens:
        if token.kind == "distinctive":
            words.update({token.canonical: (OWN, True), token.text: (OWN, True)})
            if token.heard:
                keys = heard_keys(token.text)
                marks = MARKS[: 1 + (token.heard == "consonants")]
                words.update({mark + key: (JOINED, False) for mark in marks for key in keys})
                if token.heard == "consonants" and (bare := bare_consonants(token.text)):
                    words[BARE + bare] = (JOINED, False)
    # Words written apart or together: "Tai Da" and "Taida" match on the joined spelling. A window
    # of trade and place words alone would join half the list, so each has a distinctive word.
    for length in range(2, RUN + 1):
        for start in range(len(name.tokens) - length + 1):
            window = name.tokens[start : start + length]
            joined = "".join(token.text for token in window)
            if RUN_LENGTH[0] <= len(joined) <= RUN_LENGTH[1] and any(
                token.kind == "distinctive" for token in window
            ):
                words.setdefault(joined, (JOINED, False))
    for initials in name.initials:
        words.setdefault(initials, (WHOLE, False))
    if len(name.tokens) > END:
        # A name of trade words only is matched by three words at one of its ends, so that an error
        # at the other end loses nothing.
        canonical = [token.canonical for token in name.tokens]
        words.update(
            {
                f"=<{''.join(canonical[:END])}": (WHOLE, False),
                f"=>{''.join(canonical[-END:])}": (WHOLE, False),
            }
        )
    if name.tokens and not name.distinctive:
        words["=" + name.core] = (WHOLE, False)
        kin = {kindred().get(token.canonical, token.canonical) for token in name.tokens}
        words["=~" + " ".join(sorted(kin))] = (WHOLE, False)
        for token in name.tokens:
            if token.kind == "place":
                words.update({token.text: (OWN, True), token.canonical: (OWN, True)})
    return words
