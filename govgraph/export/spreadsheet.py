"""The tables as one workbook (ECMA-376, https://ecma-international.org/publications-and-standards/standards/ecma-376/).

A text stays a text there, whatever it looks like. Of a CSV that is opened by a double click, Excel takes the letters
for Latin-1 and a month, `2025-05`, for its first day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import BinaryIO
from xml.sax.saxutils import escape

from ..errors import FormatError
from .networks import joined
from .places import pack
from .selection import Selection
from .tables import Cell, Sheet, sheets

_ROWS, _LETTERS = 1_048_576, 32_767  # at most, of a sheet and of a cell
_ZERO = date(1899, 12, 30)  # from which days are counted
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_BOLD, _DAY = 1, 2  # the styles of cells, by their places in the last list
_STYLES = f"""<styleSheet {_MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>
<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""


def xlsx(selection: Selection, stream: BinaryIO) -> None:
    """A workbook of three sheets, the facts first; raises FormatError for more rows than a sheet holds."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    pack(((name, (head + text).encode()) for name, text in _parts(sheets(selection))), stream)


def _parts(made: dict[str, Sheet]) -> Iterator[tuple[str, str]]:
    """The files of the workbook, by name."""
    names = list(reversed(made))
    places = {name: f"worksheets/sheet{number}.xml" for number, name in enumerate(names, 1)}
    kinds = {"workbook.xml": "sheet.main", "styles.xml": "styles", **dict.fromkeys(places.values(), "worksheet")}
    types = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    types += "".join(f'<Override PartName="/xl/{p}" ContentType="{_TYPES}{kind}+xml"/>' for p, kind in kinds.items())
    yield "[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>'
    yield "_rels/.rels", _leads([("officeDocument", "xl/workbook.xml")])
    tabs = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(names, 1))
    yield "xl/workbook.xml", f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{tabs}</sheets></workbook>'
    yield "xl/_rels/workbook.xml.rels", _leads([*(("worksheet", p) for p in places.values()), ("styles", "styles.xml")])
    yield "xl/styles.xml", _STYLES
    for name, place in places.items():
        if len(made[name].rows) >= _ROWS:
            raise FormatError(f"{len(made[name].rows):,} {name} are more than a sheet holds: csv and parquet hold them")
        yield f"xl/{place}", _sheet(made[name])


def _leads(to: Iterable[tuple[str, str]]) -> str:
    """To which parts a part leads, numbered from `r1`."""
    found = (f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{p}"/>' for n, (kind, p) in enumerate(to, 1))
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(found)}</Relationships>'


def _sheet(sheet: Sheet) -> str:
    """A sheet whose first row stays in sight, and filters."""
    rows = ["".join(_cell(name, _BOLD) for name in sheet.names), *("".join(map(_cell, row)) for row in sheet.rows)]
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    return (
        f'<worksheet {_MAIN}><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f'<sheetFormatPr defaultColWidth="24" defaultRowHeight="15"/><sheetData>'
        + "".join(f"<row>{cells}</row>" for cells in rows)
        + f'</sheetData><autoFilter ref="A1:{_letters(len(sheet.names))}{len(rows)}"/></worksheet>'
    )


def _cell(cell: Cell, style: int = 0) -> str:
    if isinstance(cell, bool):
        return f'<c t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, int):
        return f"<c><v>{cell}</v></c>"
    if isinstance(cell, date) and cell.year > 1900:
        return f'<c s="{_DAY}"><v>{(cell - _ZERO).days}</v></c>'
    text = joined(cell) if isinstance(cell, tuple) else "" if cell is None else str(cell)
    if not text:
        return "<c/>"
    left = "" if len(text) <= _LETTERS else f" … [cut: {len(text):,} letters]"
    text = _NO_XML.sub("\ufffd", text[: _LETTERS - len(left)] + left if left else text)
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _letters(column: int) -> str:
    """How a column is called: A, …, Z, AA."""
    return (_letters((column - 1) // 26) if column > 26 else "") + chr(65 + (column - 1) % 26)
