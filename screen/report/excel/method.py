"""The Method sheet: how the result came about, in words a lawyer can defend."""

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from screen.models.result import ScreeningResult
from screen.models.vocabulary import BANDS, EFFECTS
from screen.report.excel.styles import (
    BODY_FONT,
    BOLD_FONT,
    HEADER_FILL,
    HEADER_FONT,
    HEADING_FONT,
    TITLE_FONT,
    TOP_WRAP,
    put,
)
from screen.report.excel.table import print_setup
from screen.report.rules import level_of
from screen.report.wording import DISCLAIMER
from screen.risk.rulebook import rulebook

_STEPS = (
    ("Read", "Every sheet of every file is read as text. Header rows are found by a table of spellings. Formulas are not computed: their stored values count."),
    ("Validate", "Dates, countries, HS codes and money are read and repaired where that is safe; every repair and every rejected row is on the Problems sheet. Rows read always equal rows screened plus rows rejected."),
    ("Match", "Names are folded to Latin letters and taken apart: words that many firms have (trade, place, legal form) weigh little, the word that tells a firm from others decides. Scores run from 0 to 100 on the scale of the thefuzz library."),
    ("Assess", "Rules turn matches and facts into findings. The level follows from the effect of the list in law and the band of the match, by the table below; entries that are historic, disputed or pending are one step lower, inactive ones are info."),
    ("Context", "Country, city and goods of the row corroborate or contradict a match. Context moves the priority, never the score."),
    ("Evidence", "Each finding cites the claims of its list entry; each claim is our own sentence, names its publisher and carries its caveat."),
)  # fmt: skip


def write_method(book: Workbook, result: ScreeningResult) -> None:
    """Writes pipeline, bands, the level table, and every rule with its law and limits."""
    sheet = book.create_sheet("Method")
    for letter, width in zip("ABCDE", (26, 44, 44, 44, 44), strict=True):
        sheet.column_dimensions[letter].width = width
    line = 0

    def say(*values: object, font: Font = BODY_FONT, header: bool = False) -> None:
        nonlocal line
        line += 1
        longest = 1
        for index, value in enumerate(values, start=1):
            cell = sheet.cell(line, index)
            put(cell, value)
            cell.font = HEADER_FONT if header else (BOLD_FONT if index == 1 and font is BODY_FONT else font)
            cell.alignment = TOP_WRAP
            if header:
                cell.fill = HEADER_FILL
            longest = max(longest, -(-len(str(value)) // (24 if index == 1 else 42)))
        sheet.row_dimensions[line].height = 15.0 * longest + 3

    def wide(text: str, font: Font = BODY_FONT, lines: int = 1) -> None:
        nonlocal line
        line += 1
        put(sheet.cell(line, 1), text)
        sheet.cell(line, 1).font = font
        sheet.cell(line, 1).alignment = Alignment(vertical="top", wrap_text=True)
        sheet.merge_cells(start_row=line, start_column=1, end_row=line, end_column=5)
        sheet.row_dimensions[line].height = 16.0 * lines + 4

    wide("Method", TITLE_FONT, 2)
    wide(DISCLAIMER, lines=2)
    wide("How the result came about", HEADING_FONT, 2)
    for name, text in _STEPS:
        line += 1
        put(sheet.cell(line, 1), name)
        sheet.cell(line, 1).font = BOLD_FONT
        put(sheet.cell(line, 2), text)
        sheet.cell(line, 2).font, sheet.cell(line, 2).alignment, sheet.cell(line, 1).alignment = (
            BODY_FONT,
            TOP_WRAP,
            TOP_WRAP,
        )
        sheet.merge_cells(start_row=line, start_column=2, end_row=line, end_column=5)
        sheet.row_dimensions[line].height = 15.0 * -(-len(text) // 165) + 5
    policy = result.run.policy
    wide("Levels: effect of the list by band of the match", HEADING_FONT, 2)
    say("Effect", *(f"{band} (score {getattr(policy.bands, band):g} and more)" for band in BANDS), header=True)
    for effect in EFFECTS:
        say(effect, *(policy.entity_levels[effect][band] for band in BANDS))
    wide("Rules", HEADING_FONT, 2)
    say("Rule", "What it finds", "Law", "Limits", "Level", header=True)
    for rule, book_text in rulebook().rules.items():
        say(rule, book_text.title, book_text.law, book_text.limits, level_of(rule, policy))
    wide("Signs of North Korean labour or goods that no spreadsheet shows: ask about them", HEADING_FONT, 2)
    say("Sign", "What it is", "Reported by", "Date", header=True)
    for sign in rulebook().signs:
        say(sign.id.replace("-", " "), sign.sign, sign.reported_by, sign.date)
    print_setup(sheet)
