"""The HTML report.

One file, no request, nothing of the input as markup, and the same findings as the JSON.
"""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from importlib import resources

import pytest
from conftest import AS_OF, SAMPLES

VOID = {"meta", "br", "input", "link", "img"}


class Page(HTMLParser):
    """Checks nesting and collects what the tests ask for."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.ids, self.text, self.faults = [], [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if "id" in dict(attrs):
            self.ids.append(dict(attrs)["id"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data):
        self.text.append(data)


def read(path):
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    assert not page.faults and not page.open, (page.faults, page.open)
    return page


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    import sys

    from screen.cli.app import main

    folder = tmp_path_factory.mktemp("html")
    policy = folder / "p.toml"
    policy.write_text('banner = "Privileged & Confidential"\n')
    files = [f"{SAMPLES}/{name}.xlsx" for name in ("suppliers", "shipments", "supply-chain")]
    argv, sys.argv = (
        sys.argv,
        [
            "flscreen",
            "run",
            *files,
            "-o",
            f"{folder}/r.html",
            "-o",
            f"{folder}/r.json",
            "--as-of",
            AS_OF,
            "--config",
            str(policy),
        ],
    )
    try:
        with pytest.raises(SystemExit):
            main()
    finally:
        sys.argv = argv
    return (
        read(folder / "r.html"),
        (folder / "r.html").read_text(encoding="utf-8"),
        json.loads((folder / "r.json").read_text(encoding="utf-8")),
    )


def test_every_finding_stands_in_the_page_with_its_claims(made):
    page, _, report = made
    assert [i for i in page.ids if re.fullmatch("[0-9a-f]{16}", i)] == [
        f["id"] for f in report["findings"]
    ]
    assert len(set(page.ids)) == len(page.ids)
    text = "".join(page.text)
    for finding in report["findings"]:
        assert finding["message"] in text and finding["action"] in text
    assert all(claim["claim"] in text for claim in report["evidence"])
    assert "Privileged & Confidential" in text and "partial" in text and "stale" in text


def test_nothing_is_requested_from_anywhere(made):
    page, source, _ = made
    assert not [
        tag
        for tag, _ in page.tags
        if tag in {"img", "link", "iframe", "object", "embed", "video", "audio", "base"}
    ]
    assert not [
        a
        for tag, a in page.tags
        if "src" in a or "style" in a or any(name.startswith("on") for name in a)
    ]
    assert "@import" not in source and "url(" not in source
    (policy,) = [
        a["content"]
        for tag, a in page.tags
        if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy"
    ]
    script = source.split("<script>")[1].split("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert (
        policy.startswith("default-src 'none'")
        and f"'sha256-{digest}'" in policy
        and source.count("<script>") == 1
    )
    assert all(
        a["rel"] == "noreferrer noopener" for tag, a in page.tags if tag == "a" and "target" in a
    )


def test_it_can_be_used_without_eyes_or_mouse(made):
    page, source, _ = made
    assert ("html", {"lang": "en"}) in page.tags
    assert all(a.get("aria-label") for tag, a in page.tags if tag == "svg")
    labelled = source.count("<label")
    controls = [a for tag, a in page.tags if tag in {"input", "select"}]
    assert labelled == len(controls) and 'role="status"' in source and 'class="skip"' in source
    levels = [tag for tag, _ in page.tags if tag in {"h1", "h2", "h3"}]
    assert levels[0] == "h1" and levels.count("h1") == 1
    assert (
        "prefers-color-scheme: dark" in source
        and "@media print" in source
        and "max-width: 40rem" in source
    )


def test_map_charts_and_paths_are_drawn(made):
    _, source, _ = made
    assert "World map of findings by country" in source and source.count('class=critical d="M') >= 2
    assert (
        source.count('<ol class="path"') >= 4
        and "<li>Meghna Ring Spinning Ltd. (tier 3)</li>" in source
    )


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script> Ninestar Corporation",
        'Ninestar Corporation"><img src=x onerror=alert(1)>',
        "Ninestar Corporation' onmouseover='alert(1)",
        "</title></style></script><b>Ninestar Corporation",
        "<!-- Ninestar Corporation",
        "&lt;Ninestar Corporation&gt;",
        "Ninestar\x07 Corporation\u202e",
    ],
)
def test_names_from_the_input_are_never_markup(cli, tmp_path, name):
    import csv

    source = tmp_path / "in.csv"
    with source.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([["Vendor Name", "Country"], [name, "China"]])
    assert cli("run", source, "-o", tmp_path / "r.html", "--fail-on", "none").code == 0
    page = read(tmp_path / "r.html")
    assert (
        "img" not in {tag for tag, _ in page.tags}
        and len([t for t, _ in page.tags if t == "script"]) == 1
    )
    assert not [a for _, a in page.tags if any(key.startswith("on") for key in a)]
    shown = name.replace("\x07", "")
    assert any(shown in text for text in page.text)


def test_more_findings_than_a_browser_bears_are_said_to_be_elsewhere(cli, tmp_path, monkeypatch):
    import screen.report.html.findings as html_findings

    monkeypatch.setattr(html_findings, "FINDINGS_SHOWN", 10)
    cli("run", SAMPLES / "suppliers.xlsx", "-o", tmp_path / "r.html", "-o", tmp_path / "r.json")
    count = len(json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["findings"])
    page = read(tmp_path / "r.html")
    assert (
        f"… and {count - 10:,} more findings, less urgent, in the .xlsx, .json and .csv reports."
        in "".join(page.text)
    )


def test_no_template_can_print_markup_or_a_name_that_is_not_there():
    from jinja2 import UndefinedError

    from screen.core.templates import environment

    for package in ("screen.report.html", "screen.matching", "screen.web"):
        made = environment(package)
        names = [one.name for one in resources.files(package).joinpath("templates").iterdir()]
        assert names
        for name in names:
            source, _, _ = made.loader.get_source(made, name)
            assert not re.search(r"\|\s*safe|autoescape", source), name
        printed = made.from_string("{{ name }}").render(name="<b>\x07\ufffe&")
        assert printed == "&lt;b&gt;&amp;"
        with pytest.raises(UndefinedError):
            made.from_string("{{ nmae }}").render(name="")
