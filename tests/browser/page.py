"""Drives the local page in a real browser, from drop to the decided workbook.

Part of ``make test-browser``: needs playwright (extra ``[browser]``) and chromium, or a path in
BROWSER. axe-core comes from the npm registry, once, into build/axe; where it cannot be had, that
is said and the rest is tried.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from openpyxl import load_workbook  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402
from playwright.sync_api import Page as Tab  # noqa: E402
from web.conftest import HOSTILE, TOKEN, Page, start, stop  # noqa: E402

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
WIDTHS = (390, 768, 1280, 1920)
AXE = ROOT / "build" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
SAMPLES = [ROOT / "samples" / f"{name}.xlsx" for name in ("suppliers", "shipments", "supply-chain")]


def browser_path() -> str:
    found = os.environ.get("BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        raise SystemExit("no browser found; install chromium or set BROWSER")
    return found


def axe() -> str:
    """The text of axe-core, '' where npm cannot give it."""
    if not AXE.exists() and shutil.which("npm"):
        folder = AXE.parent.parent.parent
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--no-audit", "--no-fund", "--silent", "axe-core@4"]
        subprocess.run(command, cwd=folder, check=False)
    return AXE.read_text(encoding="utf-8") if AXE.exists() else ""


class Watch:
    """Sees to it that a tab asks only us, and that nothing is refused or thrown in it."""

    def __init__(self, tab: Tab, base: str) -> None:
        self.faults: list[str] = []
        tab.on("pageerror", lambda error: self.faults.append(f"thrown: {error}"))
        tab.on("console", self._said)
        tab.on("dialog", lambda dialog: self.faults.append("a script of a file has run"))
        tab.on(
            "request",
            lambda one: one.url.startswith((base, "data:", "blob:")) or self.faults.append(one.url),
        )

    def _said(self, message: object) -> None:
        text = getattr(message, "text", "")
        expected = "status of 4" in text
        if getattr(message, "type", "") == "error" and not expected:
            self.faults.append(text)


def drop(tab: Tab, files: list[Path]) -> None:
    """Drops files on the page, as a hand with a mouse does."""
    data = tab.evaluate_handle(
        """async (files) => {
            const data = new DataTransfer();
            for (const [name, bytes] of files)
                data.items.add(new File([new Uint8Array(bytes)], name));
            return data;
        }""",
        [[file.name, list(file.read_bytes())] for file in files],
    )
    for kind in ("dragenter", "dragover", "drop"):
        tab.dispatch_event("#upload", kind, {"dataTransfer": data})


def screen(tab: Tab, base: str, files: list[Path]) -> str:
    """Drops files, confirms their columns, waits for the cases; returns the address of the run."""
    tab.goto(base)
    drop(tab, files)
    tab.wait_for_selector("form#columns", timeout=90_000)
    tab.get_by_role("button", name="Screen", exact=True).click()
    tab.wait_for_url("**/runs/*", timeout=120_000)
    return tab.url


def the_whole_way(tab: Tab, base: str, folder: Path) -> str:
    run = screen(tab, base, SAMPLES)
    assert tab.locator(".case-line").count() > 50
    first = tab.locator(".case-line a.name").first
    title = first.inner_text()
    assert tab.locator(".case-line .badge").first.inner_text().endswith("critical")
    first.click()
    for heading in ("Your file beside the list", "How the names compare", "Rows in your files"):
        assert tab.get_by_role("heading", name=heading).is_visible(), heading
    tab.get_by_role("button", name="Decide").click()
    assert tab.locator("input[name=disposition]:invalid").count(), "a decision needs to be chosen"
    tab.get_by_label("False positive").check()
    tab.get_by_label("Reason (required; what you looked at").fill("another firm, seen its register")
    tab.get_by_label("Your name").fill("Ada Officer")
    tab.get_by_role("button", name="Decide").click()
    tab.get_by_text("false-positive by Ada Officer").first.wait_for()
    tab.goto(run)
    for number in (0, 1):
        tab.locator(".case-line:not(.closed) input[name=case]").nth(number).check()
    tab.get_by_label("Decision").select_option("escalated")
    tab.get_by_label("Reason").fill("for counsel")
    assert tab.get_by_label("Your name").input_value() == "Ada Officer", "written once"
    tab.get_by_role("button", name="Decide").click()
    tab.get_by_text("2 cases decided.").wait_for()
    with tab.expect_download(timeout=90_000) as got:
        tab.get_by_role("link", name="Excel").click()
    book = folder / "report.xlsx"
    got.value.save_as(book)
    rows = [[cell.value for cell in row] for row in load_workbook(book)["Cases"].iter_rows()]
    head = next(row for row in rows if "Case id" in row)
    decided = [row for row in rows if row[head.index("Reviewer")] == "Ada Officer"]
    assert sorted(row[head.index("Disposition")] for row in decided) == [
        "escalated",
        "escalated",
        "false-positive",
    ]
    assert any(title in map(str, row) for row in decided)
    for name, least in (("Web page", 100_000), ("JSON", 50_000), ("CSV", 5_000)):
        with tab.expect_download(timeout=90_000) as got:
            tab.get_by_role("link", name=name).click()
        assert got.value.path().stat().st_size > least, name
    return run


def a_hostile_file(tab: Tab, base: str, folder: Path) -> str:
    evil = folder / "evil.csv"
    evil.write_text(
        f'Vendor Name,Country,Remark\n"{HOSTILE}",China,=cmd\n"Ninestar Corporation\u202e",China,x\n',
        encoding="utf-8",
    )
    screen(tab, base, [evil])
    assert tab.locator(".case-line img, .case-line script").count() == 0
    tab.locator(".case-line a.name").first.click()
    assert tab.locator("main img, main script").count() == 0
    return tab.url


def drag(tab: Tab, paths: list[Path]) -> None:
    """Drags files and folders of this machine onto the page, as a file manager does."""
    box = tab.locator("#upload").bounding_box()
    assert box
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    browser = tab.context.new_cdp_session(tab)
    for kind in ("dragEnter", "dragOver", "drop"):
        place = {"type": kind, "x": box["x"] + 20, "y": box["y"] + 20, "data": data}
        browser.send("Input.dispatchDragEvent", place)
    browser.detach()


def a_whole_folder(tab: Tab, base: str, folder: Path) -> None:
    """Of a folder the tables are taken, below it too, and neither locks nor texts about them.

    It makes no difference whether the folder is chosen or dragged there, alone or beside a file.
    """
    vendors, alone = folder / "vendors", folder / "alone.csv"
    (vendors / "2026").mkdir(parents=True)
    text = "Vendor Name,Country\nPlain Makers,Finland\n"
    for name in ("a.csv", "2026/a.csv", "~$a.xlsx", "read me.md", ".hidden.csv"):
        (vendors / name).write_text(text, encoding="utf-8")
    alone.write_text(text, encoding="utf-8")

    def chosen() -> None:
        tab.set_input_files("#folder", vendors)
        tab.get_by_role("button", name="Read the files").click()

    tables = ["vendors/2026/a.csv", "vendors/a.csv"]
    for put, expected in (
        (chosen, tables),
        (lambda: drag(tab, [vendors]), tables),
        (lambda: drag(tab, [alone, vendors]), ["alone.csv", *tables]),
    ):
        tab.goto(base)
        put()
        tab.wait_for_selector("form#columns", timeout=60_000)
        assert sorted(tab.locator("form#columns h2").all_inner_texts()) == expected
        tab.get_by_role("button", name="Discard the files").click()
        tab.wait_for_url(f"{base}/")


def only_with_the_keyboard(tab: Tab, run: str) -> None:
    """From the top of a run into its first case, with keys alone, and the focus seen."""
    tab.goto(run)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    for _ in range(40):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.matches('.case-line a.name')"):
            break
    outline = tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "the focus is seen"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/cases/*")


def left_waiting(tab: Tab, base: str, folder: Path) -> dict[str, str]:
    """The addresses of an upload whose columns wait for a person, and of one that failed."""
    tab.goto(base)
    drop(tab, SAMPLES[:1])
    tab.wait_for_selector("form#columns", timeout=90_000)
    waiting = tab.url
    broken = folder / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing that Excel would open")
    tab.goto(base)
    drop(tab, [broken])
    tab.get_by_text("Start it again").wait_for(timeout=60_000)
    return {"columns": waiting.removeprefix(base), "failed": tab.url.removeprefix(base)}


def every_page(browser: Browser, base: str, found: dict[str, str], pictures: Path) -> int:
    """Opens each page in each width, light and dark; returns how often axe looked."""
    text, looked, faults = axe(), 0, []
    paths = {
        "home": "/",
        "runs": "/runs",
        **found,
        "history": "/history?q=Hetian",
        "monitor": "/monitor",
        "lists": "/lists",
        "trail": "/trail",
        "settings": "/settings",
        "fault": "/nowhere",
    }
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, bypass_csp=True)
        tab = context.new_page()
        tab.goto(f"{base}/?token={TOKEN}")
        for width in WIDTHS if scheme == "light" else (1280,):
            tab.set_viewport_size({"width": width, "height": 900})
            for name, path in paths.items():
                tab.goto(base + path)
                wide = tab.evaluate("document.documentElement.scrollWidth")
                if wide > width:
                    faults.append(f"{name} is {wide} pixels wide at {width}")
                if name == "case":
                    tab.emulate_media(media="print")
                    tab.pdf(path=pictures / f"{name}-{width}.pdf")
                    assert not tab.locator("nav.menu").is_visible(), "paper has no menu"
                    tab.emulate_media(media="screen")
                tab.screenshot(path=pictures / f"{name}-{width}-{scheme}.png", full_page=True)
                if text and width in (390, 1280):
                    tab.evaluate(text)
                    found = tab.evaluate("axe.run(document)")["violations"]
                    said = [(one["id"], one["nodes"][0]["html"][:200]) for one in found]
                    faults += [f"{name} at {width}, {scheme}: {one}" for one in said]
                    looked += 1
        context.close()
    assert not faults, "\n".join(faults)
    return looked


def without_script(browser: Browser, base: str, folder: Path) -> None:
    """The way goes on where scripts are off."""
    plain = folder / "plain.csv"
    plain.write_text("Vendor Name,Country\nNinestar Corporation,China\n", encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{base}/?token={TOKEN}")
    tab.set_input_files("#files", plain)
    tab.get_by_role("button", name="Read the files").click()
    tab.wait_for_url("**/columns", timeout=60_000)
    tab.get_by_role("button", name="Screen", exact=True).click()
    tab.wait_for_url("**/runs/*", timeout=60_000)
    context.close()


def main() -> None:
    path = browser_path()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place)
        pictures = Path(os.environ.get("PICTURES", place))
        served: Page = start(folder / "store.sqlite")
        try:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            tab = browser.new_page()
            watch = Watch(tab, served.base)
            tab.goto(f"{served.base}/?token={TOKEN}")
            assert TOKEN not in tab.url
            run = the_whole_way(tab, served.base, folder)
            only_with_the_keyboard(tab, run)
            case = tab.url
            a_hostile_file(tab, served.base, folder)
            a_whole_folder(tab, served.base, folder)
            tab.goto(served.base + "/monitor")
            tab.get_by_role("button", name="Look now").click()
            tab.wait_for_url("**/monitor", timeout=90_000)
            without_script(browser, served.base, folder)
            found = left_waiting(tab, served.base, folder)
            found |= {"run": run.removeprefix(served.base), "case": case.removeprefix(served.base)}
            looked = every_page(browser, served.base, found, pictures)
            assert not watch.faults, watch.faults
            browser.close()
        finally:
            stop(served)
    judged = f"axe found nothing in {looked} pages" if looked else "axe-core was not to be had"
    print(f"{path}: dropped, confirmed, decided and downloaded; {judged}; no foreign request")


if __name__ == "__main__":
    main()
