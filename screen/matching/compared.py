"""Two names with their words side by side, sorted into what the rules of matching ask for."""

from collections.abc import Sequence

from screen.matching.likeness import Pair
from screen.names.parse import Name, Token

#: The kinds of words that many names share.
KNOWN = frozenset({"business", "place"})


class Compared:
    """Two names and the pairs of their words.

    ``met`` are the pairs of words of their own that both names hold, ``around`` those of trade,
    place and number; ``only_left`` and ``only_right`` the words that one name holds alone.
    """

    __slots__ = ("around", "left", "met", "only_left", "only_right", "pairs", "right")

    def __init__(self, left: Name, right: Name, pairs: Sequence[Pair]) -> None:
        self.left, self.right, self.pairs = left, right, pairs
        self.met: list[Pair] = []
        self.around: list[Pair] = []
        self.only_left: list[Token] = []
        self.only_right: list[Token] = []
        for pair in pairs:
            if pair.right is None:
                if pair.left is not None:
                    self.only_left.append(pair.left)
            elif pair.left is None:
                self.only_right.append(pair.right)
            elif pair.is_own:
                self.met.append(pair)
            else:
                self.around.append(pair)

    @property
    def known_left(self) -> list[Token]:
        """The words of trade and place that only the screened name holds."""
        return [token for token in self.only_left if token.kind in KNOWN]

    @property
    def known_right(self) -> list[Token]:
        """The words of trade and place that only the listed name holds."""
        return [token for token in self.only_right if token.kind in KNOWN]
