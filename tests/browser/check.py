"""Opens the HTML report in a real browser.

``make test-browser`` (needs chromium, or a path in BROWSER).

Not part of ``make test``, because a machine that runs the tests need not have a browser; CI has one
and runs both.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def main() -> None:
    browser = os.environ.get("BROWSER") or next(
        (found for name in BROWSERS if (found := shutil.which(name))), None
    )
    if not browser:
        raise SystemExit("no browser found; install chromium or set BROWSER")
    with tempfile.TemporaryDirectory() as folder:
        # A name that is an attack in every way a page can be attacked.
        evil = Path(folder) / "evil.csv"
        evil.write_text(
            'Vendor Name,Country\n"<img src=http://127.0.0.1:9/x onerror=document.title=1>Ninestar'
            ' Corporation",China\n"Ninestar'
            ' Corporation</script><script>document.title=2</script>",China\n'
        )
        report = Path(folder) / "report.html"
        command = [
            sys.executable,
            "-m",
            "screen",
            "run",
            str(evil),
            "-o",
            str(report),
            "--fail-on",
            "none",
        ]
        command += [
            f"{ROOT}/samples/{name}.xlsx" for name in ("suppliers", "shipments", "supply-chain")
        ]
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)

        def opened(fragment: str = "", *options: str) -> str:
            flags = [
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--enable-logging=stderr",
                "--v=0",
                *options,
            ]
            ended = subprocess.run(
                [browser, *flags, "--dump-dom", f"{report.as_uri()}{fragment}"],
                capture_output=True,
                text=True,
                timeout=120,
                check=True,
            )
            assert "Refused to" not in ended.stderr, ended.stderr
            assert "Uncaught" not in ended.stderr, ended.stderr
            return ended.stdout

        def shown(page: str) -> tuple[int, int]:
            found = re.search(r"(\d+) of (\d+) cases shown", page)
            assert found, "the script ran and counted"
            return int(found[1]), int(found[2])

        page = opened()
        some, whole = shown(page)
        assert some == whole > 60
        assert "<title>Forced labour screening report</title>" in page, (
            "no script of a name has run"
        )
        assert "<img" not in page and page.count("<script") == 1
        for fragment, least in (
            ("#search=dandong", 1),
            ("#level=0", 10),
            ("#status=open&level=1", 10),
            ("#rule=supply-chain", 2),
            ("#list=us-uflpa&level=0", 1),
        ):
            count, _ = shown(opened(fragment))
            assert least <= count < whole, fragment
        assert shown(opened("#search=no-such-name-anywhere"))[0] == 0
        target = re.search(r'<details class="finding" id="([0-9a-f]{16})"', page)
        assert target and f'id="{target[1]}" data-case' in page
        assert re.search(
            rf'<details class="finding" id="{target[1]}"[^>]* open', opened(f"#{target[1]}")
        )
        pictures = Path(os.environ.get("PICTURES", folder))
        for width in (1280, 390):
            picture = pictures / f"report-{width}.png"
            flags = [
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                f"--window-size={width},2000",
            ]
            subprocess.run(
                [browser, *flags, f"--screenshot={picture}", report.as_uri()],
                capture_output=True,
                check=True,
                timeout=120,
            )
            assert picture.stat().st_size > 20_000
    print(
        f"{browser}: {whole} cases shown, filtered, unfolded and drawn; no request, no script"
        " but our own"
    )


if __name__ == "__main__":
    main()
