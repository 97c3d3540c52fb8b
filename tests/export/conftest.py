"""A graph of what is hard to write; the readers of what was written are in `readers`."""

from __future__ import annotations

import pytest

from govgraph import KnowledgeGraph, load


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """A land whose names and texts are markup, formulas, separators and names that a file may not have."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "xa" / "sources").mkdir(parents=True)

    def write(name: str, text: str) -> None:
        (folder / name).write_text(text, encoding="utf-8")

    write(
        "xa.yaml",
        "type: Jurisdiction\nname: {en: '=HYPERLINK(\"x\")'}\naliases: ['a; b', 'c | d', '@e', '-1+2', '1. f']\n",
    )
    write(
        "xa/con.yaml",
        "type: Regulator\nname: {en: '<script>*[a](javascript:b)*</script> & ]]> _c_'}\nfacts:\n"
        "  - headedBy: xa/aux\n    modality: planned\n    when: 2031-02\n    by: ['+cmd', 'a | b', '\"q\", r']\n"
        "    cite: {source: xa/sources/nul, at: \"=1+1, 'x'\"}\n",
    )  # fmt: skip
    write(
        "xa/aux.yaml",
        "type: Office\nname: {en: '# heading; with, commas \\ and 灯籠 of great length, over and over'}\n",
    )
    write(
        "xa/sources/nul.yaml",
        "type: Document\nname: {en: '+Source'}\nsource: {publisher: '@p', as_of: 2031-01-01, read_on: 2031-01-01, "
        "tier: primary}\n",
    )
    return load(folder, as_of="2031-06-30")
