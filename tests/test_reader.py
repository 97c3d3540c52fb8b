"""Every mistake is told with its file and line, all of them at once, and nothing loads."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import govgraph
from govgraph.reader import read
from govgraph.vocabulary import load_vocabulary

HERE = Path(__file__).parent
EXPECT = re.compile(rb"# expect: (\S+?):(\d+): (.+)")
VOCABULARY = load_vocabulary()


def surroundings(folder: Path) -> Path:
    """The made-up land of tests/corpus, in which every other file is right."""
    shutil.copytree(HERE / "corpus", folder / "data")
    return folder / "data"


def problems(data: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(govgraph.DataError) as error:
        read(data, VOCABULARY)
    return [(Path(p.path).relative_to(data).as_posix(), p.line, p.message) for p in error.value.problems]


@pytest.mark.parametrize("case", sorted(p.name for p in (HERE / "bad").iterdir()))
def test_a_mistake_gets_the_message_that_its_file_names(case: str, tmp_path: Path) -> None:
    """A case is a file, or a folder of files, that begin with `# expect: path:line: message part`.

    The path says where the file stands in the data; a file without a mistake says `# place: path` instead.
    """
    data = surroundings(tmp_path)
    source = HERE / "bad" / case
    expected = []
    for file in [source] if source.is_file() else sorted(source.iterdir()):
        raw = file.read_bytes()
        told = [(path.decode(), int(line), part.decode()) for path, line, part in EXPECT.findall(raw)]
        place = told[0][0] if told else raw.partition(b"# place: ")[2].split(b"\n")[0].decode()
        expected += told
        (data / place).parent.mkdir(exist_ok=True)
        (data / place).write_bytes(raw)
    found = problems(data)
    assert expected
    assert [(path, line) for path, line, _ in found] == sorted((path, line) for path, line, _ in expected)
    for path, line, part in expected:
        assert any((path, line) == told[:2] and part in told[2] for told in found), (part, found)


def test_problems_of_several_files_are_told_at_once_in_order(tmp_path: Path) -> None:
    data = surroundings(tmp_path)
    (data / "xa/moth-act.yaml").write_text("type: Statute\nname: {en: Moth Act}\nnames: {}\n")
    (data / "xa/lantern-act.yaml").write_text("type: Statute\n")
    (data / "xb/moth.yaml").parent.mkdir(exist_ok=True)
    (data / "xb/moth.yaml").write_bytes(b"\xff")
    assert [told[:2] for told in problems(data)] == [
        ("xa/lantern-act.yaml", 1),
        ("xa/moth-act.yaml", 3),
        ("xb/moth.yaml", 1),
    ]


def test_a_thing_in_a_broken_file_is_not_told_as_unknown_by_others(tmp_path: Path) -> None:
    """The Lantern Act is spoken of in many files: its own mistake is one problem, not one for each of them."""
    data = surroundings(tmp_path)
    (data / "xa/lantern-act.yaml").write_text("type: Statute\nname: {en: Lantern Act\n")
    assert [told[0] for told in problems(data)] == ["xa/lantern-act.yaml"]


def test_a_removed_thing_is_told_wherever_it_is_spoken_of(tmp_path: Path) -> None:
    data = surroundings(tmp_path)
    (data / "xa/wick-plan.yaml").unlink()
    assert problems(data) == [("xa/lantern-council.yaml", 11, "unknown id 'xa/wick-plan'")]


def test_a_dead_link_is_told(tmp_path: Path) -> None:
    data = surroundings(tmp_path)
    (data / "xa/moth.yaml").symlink_to(tmp_path / "nowhere.yaml")
    assert problems(data) == [("xa/moth.yaml", 1, "cannot be read: No such file or directory")]


def test_a_file_of_no_bytes_is_told(tmp_path: Path) -> None:
    data = surroundings(tmp_path)
    (data / "xa/moth.yaml").touch()
    assert problems(data) == [("xa/moth.yaml", 1, "the file is empty")]


def test_endless_brackets_are_told_and_do_not_exhaust_the_machine(tmp_path: Path) -> None:
    data = surroundings(tmp_path)
    (data / "xa/moth.yaml").write_text("type: " + "[" * 100_000)
    ((path, line, message),) = problems(data)  # ours, or that of a libyaml which has a limit of its own
    assert (path, line) == ("xa/moth.yaml", 1)
    assert message == "nested too deeply" or "exceeded maximum nesting depth" in message


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(govgraph.DataError, match="there is no such folder of data"):
        govgraph.load(tmp_path / "nowhere")


def test_hidden_files_are_not_data(tmp_path: Path) -> None:
    data = surroundings(tmp_path)
    (data / ".git").mkdir()
    (data / ".git/config").write_text("no data")
    (data / "xa/.moth.yaml.swp").write_text("no data")
    assert "xa" in read(data, VOCABULARY).entities


def test_a_byte_order_mark_and_windows_line_ends_are_no_mistake(tmp_path: Path) -> None:
    data = surroundings(tmp_path)
    text = (data / "xa/lantern-act.yaml").read_text(encoding="utf-8")
    (data / "xa/lantern-act.yaml").write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert read(data, VOCABULARY).entities == read(HERE / "corpus", VOCABULARY).entities


def test_each_thing_and_fact_knows_its_line() -> None:
    dataset = read(HERE / "corpus", VOCABULARY)
    for id_, thing in dataset.things():
        path, line = dataset.places[id_, None]
        written = Path(path).read_text(encoding="utf-8").splitlines()
        assert line == 1 or f"{id_.partition('#')[2]}:" in written[line - 1]
        for index, fact in enumerate(thing.facts):
            path, line = dataset.places[id_, index]
            assert f"- {fact.property}: " in written[line - 1] and fact.object[:9] in written[line - 1]


WRITTEN = [
    "no",
    "yes",
    "on",
    "null",
    "~",
    "1.10",
    "2025-05",
    "0x10",
    "0o17",
    "1_000",
    "1e3",
    ".inf",
    "12:30:00",
    "=",
    "True",
]


@pytest.mark.parametrize("written", WRITTEN)
def test_a_value_stays_as_it_is_written(written: str, tmp_path: Path) -> None:
    assert alias_read_back(f"aliases: [{written}]", tmp_path) == written


SCALARS = st.from_regex(r"[0-9a-zA-Z_.+~=][0-9a-zA-Z_.+:~=/-]{0,11}[0-9a-zA-Z_.+~=/-]", fullmatch=True)


@given(written=SCALARS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_plain_value_stays_as_it_is_written(written: str, tmp_path: Path) -> None:
    assert alias_read_back(f"aliases:\n  - {written}", tmp_path) == written


def alias_read_back(lines: str, folder: Path) -> str:
    (folder / "xc.yaml").write_text(f"type: Jurisdiction\nname: {{en: C}}\n{lines}\n", encoding="utf-8")
    return read(folder, VOCABULARY).entities["xc"].aliases[0]
