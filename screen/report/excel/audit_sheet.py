"""The Audit sheet: what it takes to repeat the screening and to show that nothing was changed."""

import json

from screen.core.plurals import plural
from screen.models.result import ScreeningResult
from screen.report.excel.book import Book
from screen.report.excel.text_sheet import Page


def write_audit(book: Book, result: ScreeningResult) -> None:
    """Write the command line, the versions, and the digests of the inputs, lists and policy."""
    run = result.run
    page = Page(book, "Audit", (28, 52, 70, 14, 14, 14))
    page.title("Audit")
    page.wide(
        "The same inputs, lists, policy and versions give the same findings. Compare the"
        " digests (SHA-256) before you rely on a copy."
    )
    page.heading("Run")
    page.row("Run", run.id)
    page.row("Started (UTC)", run.started_at)
    page.row("Screened by", run.operator or "not stated (set FLSCREEN_OPERATOR)")
    page.row("Lists as of", run.as_of)
    page.row("Command", run.command)
    page.row("Exit code", f"{run.exit_code} (fails on {run.fail_on})")
    page.heading("Inputs")
    page.header("Kind", "File", "SHA-256", "Rows read", "Screened", "Rejected")
    for used in result.inputs:
        name = used.path + (f", sheet {used.sheet}" if used.sheet else "")
        page.row(
            used.kind + "s",
            name,
            used.sha256,
            used.rows_read,
            used.rows_screened,
            used.rows_rejected,
        )
    page.heading("Lists")
    page.header("List", "Title", "SHA-256 of the folder", "Content of", "Entries", "Coverage")
    for listed in result.watchlists:
        page.row(
            listed.id, listed.title, listed.sha256, listed.as_of, listed.entries, listed.coverage
        )
    page.heading("Policy")
    page.row("SHA-256", run.policy_sha256)
    page.row("As used", json.dumps(run.policy.model_dump(mode="json"), ensure_ascii=False))
    page.heading("Software")
    for name, version in run.versions.items():
        page.row(name, version)
    if book.styles.removed:
        page.heading("Text")
        page.row(
            "Characters removed",
            f"{plural(book.styles.removed, 'control character')} that a workbook cannot hold",
        )
    page.close()
