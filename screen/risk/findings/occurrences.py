"""The rows that a finding touches, written as in a print dialog for the people who read it."""

from collections.abc import Iterable

from screen.models.result import Occurrences


def occurrences(places: Iterable[tuple[str, str, int]]) -> list[Occurrences]:
    """Return places (file, sheet, row), each given once, by sheet."""
    rows: dict[tuple[str, str], list[int]] = {}
    for file, sheet, row in places:
        rows.setdefault((file, sheet), []).append(row)
    return [
        Occurrences(file=file, sheet=sheet, rows=_ranges(sorted(numbers)), count=len(numbers))
        for (file, sheet), numbers in sorted(rows.items())
    ]


def _ranges(numbers: list[int]) -> str:
    """Write row numbers as a print dialog does: [4, 9, 10, 11] is '4, 9-11'."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return ", ".join(f"{first}-{last}" if last > first else str(first) for first, last in runs)
