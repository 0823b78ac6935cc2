"""The documents say what is so: views and columns, commands, settings, queries, paths."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pydantic import BaseModel

from pipeline import dictionary
from pipeline.adapters import warehouse
from pipeline.cli import main
from pipeline.model import AlignedGroup, Article, Attribution, Sentence, Statement, StoryCoverage
from pipeline.settings import ROOT, Settings

DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def fresh_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("docs") / "parallax.duckdb"
    with warehouse.connect(path):
        pass
    return path


def blocks(text: str, language: str) -> list[str]:
    return [body for name, body in FENCE.findall(text) if name == language]


def documented_views() -> dict[str, list[tuple[str, str]]]:
    """view -> its (column, type) in their order, as the data dictionary has them."""
    text = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    sections = re.split(r"^### `(\w+)`$", text, flags=re.MULTILINE)[1:]
    row = re.compile(r"^\| `(\w+)` \| ([A-Z][A-Z\[\]]+) \|", re.MULTILINE)
    return {name: row.findall(re.split(r"^##", body, maxsplit=1, flags=re.MULTILINE)[0])
            for name, body in zip(sections[::2], sections[1::2], strict=True)}  # fmt: skip


def test_the_dictionary_has_exactly_the_views_and_columns_of_a_new_database(fresh_database: Path) -> None:
    found: dict[str, list[tuple[str, str]]] = {}
    with warehouse.connect(fresh_database, read_only=True) as db:
        for view, column, kind in db.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns"
            " WHERE table_schema = 'main' ORDER BY table_name, ordinal_position"
        ).fetchall():
            short = kind.replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ")
            found.setdefault(view, []).append((column, short))
    assert documented_views() == found


def test_the_dictionary_is_made_of_the_comments_that_the_database_bears(fresh_database: Path) -> None:
    text = dictionary.DOCUMENT.read_text(encoding="utf-8")
    assert dictionary.rendered(text, dictionary.column_types()) == text, "python -m pipeline.dictionary"
    with warehouse.connect(fresh_database, read_only=True) as db:
        views = dict(
            db.execute(
                "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal AND schema_name = 'main'"
            ).fetchall()
        )
        bare = db.execute(
            "SELECT table_name, column_name FROM duckdb_columns()"
            " WHERE schema_name = 'main' AND comment IS NULL AND table_name IN (SELECT unnest($views))",
            {"views": sorted(documented_views())},
        ).fetchall()
    assert bare == []
    assert {view for view, comment in views.items() if comment} == set(documented_views())


def test_every_view_in_the_dictionary_says_what_a_row_is() -> None:
    text = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    for view in documented_views():
        lead = text.split(f"### `{view}`\n\n", 1)[1]
        assert lead.startswith("One row for each"), view


def test_the_queries_of_the_readme_run(fresh_database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = blocks(README, "python")
    shown: list[duckdb.DuckDBPyRelation] = []
    monkeypatch.setattr(
        duckdb.DuckDBPyRelation, "show", lambda relation, **_: shown.append(relation.fetchall())
    )
    exec(code.replace("var/published/parallax.duckdb", str(fresh_database)), {})
    assert shown == [[], []]


def test_every_command_of_run_in_the_documents_is_in_its_help() -> None:
    told = subprocess.run([ROOT / "run", "help"], capture_output=True, text=True, check=True).stdout
    offered = set(re.findall(r"^  ([a-z]+) ", told, re.MULTILINE)) | {"help"}
    named = {name for file in DOCUMENTS for name in re.findall(r"\./run ([a-z]+)", file.read_text("utf-8"))}
    assert {"demo", "test", "parallax"} <= named <= offered


def test_every_command_and_option_of_parallax_in_the_documents_exists(
    capsys: pytest.CaptureFixture[str],
) -> None:
    used: dict[str, set[str]] = {}
    for file in DOCUMENTS:
        text = file.read_text("utf-8")
        code = [line for body in blocks(text, "sh") for line in body.splitlines()] + re.findall(
            r"`([^`\n]+)`", text
        )
        for line in code:
            if named := re.search(r"\bparallax ([a-z]+)(.*)", line.partition("#")[0]):
                used.setdefault(named[1], set()).update(re.findall(r"--[a-z-]+", named[2]))
    assert {"nightly", "compare", "annotate", "extract", "outlets"} <= used.keys()
    for command, options in used.items():
        with pytest.raises(SystemExit) as end:
            main([command, "--help"])
        assert end.value.code == 0, command
        assert options <= set(re.findall(r"--[a-z-]+", capsys.readouterr().out)), command


def test_the_table_of_settings_has_every_key_with_its_default() -> None:
    table = README.split("<!-- settings -->")[1].split("<!-- /settings -->")[0]
    told = {
        key: (default.replace("`", "").strip())
        for key, default in re.findall(r"^\| `([^`]+)` \| (`[^`]*`) \|", table, re.MULTILINE)
    }
    assert told == _defaults(Settings())


def _defaults(settings: BaseModel) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if isinstance(value, BaseModel):
            found |= {f"[{name}] {key}": _as_toml(getattr(value, key)) for key in type(value).model_fields}
        else:
            found[name] = _as_toml(value)
    return found


def _as_toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(f'"{item}"' if isinstance(item, str) else str(item) for item in value) + "]"
    return str(value)


def test_every_toml_example_is_toml_and_the_outlet_is_one(tmp_path: Path) -> None:
    from pipeline.adapters.outlets import load_outlets

    examples = [body for file in DOCUMENTS for body in blocks(file.read_text("utf-8"), "toml")]
    assert examples
    for body in examples:
        content = tomllib.loads(body)
        if "outlet" in content:
            file = tmp_path / "outlets.toml"
            file.write_text(body, encoding="utf-8")
            assert load_outlets(file)
        elif "project" not in content:
            Settings.model_validate(content)


def test_the_finder_and_the_judge_that_the_guide_shows_work() -> None:
    finder, judge = blocks((ROOT / "docs" / "adding.md").read_text(encoding="utf-8"), "python")
    names: dict[str, Any] = {}
    exec(finder, names)
    exec(judge, names)
    text = "SHOCKING scenes on the quay"
    assert [text[s.char_start : s.char_end] for s in names["find_shouting"](text, parse=None)] == ["SHOCKING"]
    statements = tuple(_told(outlet, verb) for outlet, verb in (("north", "said"), ("south", "claimed")))
    story = StoryCoverage(story_id="s", articles=(), origins={}, statements={}, by_article={}, scores={})
    group = AlignedGroup(scope="cross_outlet", claim_id="c", statements=statements, story=story)
    (row,) = names["ReportingVerbJudge"]().judge(group)
    assert [(e.side, e.outlet, e.quote) for e in row.evidence] == [
        (0, "south", "claimed"),
        (1, "north", "said"),
    ]
    assert row.summary == "The same words are handed over as “claimed” and as “said”."


def _told(outlet: str, verb: str) -> Statement:
    text = f"The mayor {verb} the bridge was safe."
    article = Article(article_id=outlet, content_hash=outlet, url=outlet, canonical_url=outlet, outlet=outlet,
                      title="", text=text, word_count=7)  # fmt: skip
    sentence = Sentence(sentence_id=outlet, article_id=outlet, content_hash=outlet, version=1, position=1,
                        section="body", text=text, char_start=0, char_end=len(text), is_quote=False)  # fmt: skip
    told = Attribution(source_text="The mayor", source="mayor", cue=verb, quote_type="indirect", source_start=0,
                       source_end=9, cue_start=10, cue_end=10 + len(verb), content_start=11 + len(verb),
                       content_end=len(text) - 1)  # fmt: skip
    return Statement(sentence=sentence, article=article, origin=outlet, attributions=(told,))


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_no_document_names_a_machine_or_a_registry(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    paths = re.findall(r"(?<![\w./])/(?:home|root|work|tmp|usr|opt|mnt|Users|var)\b\S*", text)
    hosts = re.findall(
        r"\b(?:[\w-]+\.)*(?:pyp[i]\.org|pythonhos[t]ed\.org|pytorc[h]\.org|npmj[s]\.org|huggingfac[e]\.co)\b",
        text,
    )
    addresses = re.findall(r"\b(?!127\.0\.0\.1)\d{1,3}(?:\.\d{1,3}){3}\b", text)
    assert (paths, hosts, addresses) == ([], [], [])


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_every_link_to_a_file_leads_somewhere(file: Path) -> None:
    for target, anchor in re.findall(r"\]\(([^)#:]*)(#[^)]*)?\)", file.read_text(encoding="utf-8")):
        place = file.parent / target if target else file
        assert place.exists(), target
        if anchor:
            titles = re.findall(r"^#+ (.*)$", place.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor[1:] in {re.sub(r"[^\w -]", "", t.lower()).replace(" ", "-") for t in titles}, anchor
