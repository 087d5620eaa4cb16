"""Writes the simplified letter of each traditional Chinese one (``screen/names/data``).

``python tests/decks/make_traditional.py TSCharacters.txt``, a file of OpenCC (Apache License 2.0).
Where a letter has several, the first one is the usual one.
"""

import csv
import sys
from pathlib import Path

TABLE = Path(__file__).parent.parent.parent / "screen" / "names" / "data" / "traditional.csv"


def main() -> None:
    rows = []
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        letter, _, simplified = line.partition("\t")
        first = simplified.split(" ")[0]
        if len(letter) == len(first) == 1 and letter != first and ord(letter) < 0x10000:
            rows.append((letter, first))
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["traditional", "simplified"])
        writer.writerows(sorted(rows))


if __name__ == "__main__":
    main()
