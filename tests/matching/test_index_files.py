"""An index of listed names on disk matches as the one in memory, and is refused for other lists."""

import json
import pickle
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screen.core.errors import UsageError, WatchlistError
from screen.lists.load import load_watchlists
from screen.matching import matcher, parallel
from screen.matching.index_files import load_index, open_index, save_index
from screen.matching.matcher import match_batch, match_names
from screen.matching.name_index import LISTED_NAME_SCHEMA, build_index, index_of
from screen.models.policy import BandEdges, Policy
from screen.names.parse import parse_name

POLICY = Policy.model_validate({})
EDGES = BandEdges()


@pytest.fixture(scope="module")
def lists():
    return load_watchlists()


@pytest.fixture(scope="module")
def folder(lists, tmp_path_factory):
    return save_index(build_index(lists), lists, POLICY, tmp_path_factory.mktemp("index"))


def flscreen(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "screen", *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
    )


LISTED = load_watchlists()
NAMES = sorted({entry.name for one in LISTED for entry in one.entries if entry.kind == "entity"})
CHANGES = (
    str.upper,
    str.title,
    lambda n: n[1:],
    lambda n: n + " Ltd",
    lambda n: n.replace(" ", ""),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(CHANGES)), min_size=1, max_size=8),
    st.lists(st.text(max_size=30), max_size=4),
)
def test_the_index_on_disk_matches_as_the_one_in_memory(lists, folder, changed, others):
    names = {change(name) for name, change in changed} | {text for text in others if text}
    names = sorted({NAMES[0], *names})
    mapped = match_batch(names, load_index(folder), EDGES)
    assert mapped.equals(match_batch(names, build_index(lists), EDGES))
    assert mapped.height


def test_a_name_matches_the_same_in_whatever_batch_it_stands(folder):
    index, names = load_index(folder), NAMES[:300]
    whole = match_batch(names, index, EDGES)
    alone = pl.concat([match_batch(names[at : at + 7], index, EDGES) for at in range(0, 300, 7)])
    assert whole.equals(alone)
    assert whole.height >= 300


def test_processes_are_given_the_folder_and_match_the_same(lists, folder, monkeypatch):
    monkeypatch.setattr(matcher, "CHUNK", 60)
    monkeypatch.setattr(parallel, "workers", lambda: 2)
    index, names = load_index(folder), NAMES[:300]
    assert len(pickle.dumps(index)) < 1_000
    found = match_names(names, index, EDGES)
    assert found.equals(match_names(names, build_index(lists), EDGES))
    assert found.equals(match_batch(sorted(names), build_index(lists), EDGES))


def test_loading_costs_nothing_of_building(folder):
    load_index(folder)
    started = time.perf_counter()
    load_index(folder)
    # Building the same index takes seconds; the bound leaves room for a busy machine.
    assert time.perf_counter() - started < 0.5


def test_what_the_index_is_of_is_refused_by_name(lists, folder):
    assert len(open_index(folder, lists, POLICY)) == len(build_index(lists))
    with pytest.raises(WatchlistError, match=f"list {lists[0].info.id} is in the index and not"):
        open_index(folder, lists[1:], POLICY)
    other = [lists[0].model_copy(update={"sha256": "0" * 64}), *lists[1:]]
    with pytest.raises(WatchlistError, match=f"list {lists[0].info.id} is another one"):
        open_index(folder, other, POLICY)
    policy = Policy.model_validate({"bands": {"possible": 60}})
    with pytest.raises(WatchlistError, match="other bands"):
        open_index(folder, lists, policy)


def test_an_index_of_another_version_or_half_an_index_is_refused(lists, folder, tmp_path):
    for one in folder.iterdir():
        (tmp_path / one.name).write_bytes(one.read_bytes())
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    (tmp_path / "manifest.json").write_text(json.dumps({**manifest, "version": "0.0.1"}))
    with pytest.raises(WatchlistError, match=r"version 0\.0\.1"):
        open_index(tmp_path, lists, POLICY)
    (tmp_path / "tokens.arrow").write_bytes(b"")
    with pytest.raises(UsageError, match="not a whole index"):
        load_index(tmp_path)


def test_the_command_builds_and_says_what(tmp_path):
    done = flscreen("index", "build", "-o", tmp_path / "index")
    assert done.returncode == 0, done.stderr
    assert "names of" in done.stdout
    assert len(load_index(tmp_path / "index")) > 1_000
    (tmp_path / "notes").mkdir()
    Path(tmp_path / "notes" / "mine.txt").write_text("kept")
    refused = flscreen("index", "build", "-o", tmp_path / "notes")
    assert refused.returncode == 2
    assert "holds other files (mine.txt)" in refused.stderr
    assert (tmp_path / "notes" / "mine.txt").read_text() == "kept"


def test_the_weights_of_words_count_entries_and_all_words_of_endless_names():
    long = " ".join(f"q{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(80))
    words = parse_name(long).distinctive
    assert len(words) > 62
    rows = [
        ("l", str(number), "entity", name, name, "name")
        for number, name in enumerate([*[f"Zebrax {word} Mills" for word in "abcde"], *[long] * 5])
    ]
    # The same entry twice counts once.
    rows.append(("l", "0", "entity", "Zebrax", "Zebrax a Works", "alias"))
    index = index_of(pl.DataFrame(rows, schema=LISTED_NAME_SCHEMA, orient="row"))
    assert index.rarity["zebrax"] == index.rarity[words[0]] == index.rarity[words[-1]]
    assert 0.9 < index.rarity["zebrax"] < 1.0
