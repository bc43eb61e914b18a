"""Reads workbooks by two libraries and holds every cell against the JSON of the same document, by its type."""

import datetime
import json
import pathlib
import sys

import openpyxl
import python_calamine

LONGEST = 32_767


def words(cell):
    """What a cell of the JSON reads like."""
    if cell is None:
        return ""
    if isinstance(cell, list):
        return "\n".join(words(one) for one in cell)
    if not isinstance(cell, dict):
        return cell
    for key in ("record", "state"):
        if key in cell:
            return cell[key]
    if "number" in cell:
        return cell["number"]
    if "gap" in cell:
        return "Gap: " + cell["message"] + (f" ({cell['gap']})" if cell["gap"] else "")
    return "".join(inline(one) for one in cell["text"])


def inline(one):
    if isinstance(one, str):
        return one
    if "break" in one:
        return "\n"
    for key in ("code", "strong", "emphasis", "struck", "text"):
        if key in one:
            value = one[key]
            return value if isinstance(value, str) else "".join(inline(part) for part in value)
    raise AssertionError(one)


def tables(section):
    for block in section["blocks"]:
        if "table" in block:
            yield block["table"]
    for inner in section["sections"]:
        yield from tables(inner)


def same(ours, theirs, kind):
    """Whether a reader found what was written; long text goes on elsewhere."""
    if ours in ("", None):
        return theirs in ("", None)
    if isinstance(ours, (int, float)):
        return isinstance(theirs, (int, float)) and abs(ours - theirs) < 1e-9
    if kind == "date" and isinstance(theirs, (datetime.date, datetime.datetime)):
        return str(theirs)[:10] == ours
    if not isinstance(theirs, str):
        return False
    assert len(theirs) <= LONGEST, len(theirs)
    if "[goes on in the sheet" in theirs:
        return ours.startswith(theirs.rsplit("\n[goes on", 1)[0])
    return theirs == ours.replace("\ufffe", "\ufffd")


def check(folder, name):
    document = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    book = openpyxl.load_workbook(folder / f"{name}.xlsx")
    other = python_calamine.CalamineWorkbook.from_path(str(folder / f"{name}.xlsx"))
    assert book.sheetnames == other.sheet_names, "sheets"
    listed = [table for section in document["sections"] for table in tables(section)]
    cover = [row[0].value for row in book.worksheets[0].iter_rows() if row[0].hyperlink]
    assert len(cover) == len(listed), (name, len(cover), len(listed))
    cells, dates, numbers, links = 0, 0, 0, 0
    for sheet_name, table in zip(cover, listed):
        sheet = book[sheet_name]
        mirror = other.get_sheet_by_name(sheet_name).to_python(skip_empty_area=False)
        assert [cell.value for cell in sheet[1]][: len(table["columns"])] == [one["title"] or None for one in table["columns"]]
        assert sheet.freeze_panes and sheet.print_title_rows and sheet.auto_filter.ref, sheet_name
        assert sheet.page_setup.orientation == "landscape"
        for at, row in enumerate(table["rows"], start=2):
            for column, cell in enumerate(row["cells"]):
                kind = table["columns"][column]["type"]
                ours = words(cell)
                read = sheet.cell(at, column + 1)
                theirs = mirror[at - 1][column] if at - 1 < len(mirror) and column < len(mirror[at - 1]) else ""
                assert read.data_type != "f", (sheet_name, at, column)
                date = kind == "date" and isinstance(cell, str)
                assert same(ours, read.value, "date" if date else kind), (sheet_name, at, column, ours, read.value)
                assert same(ours, theirs, "date" if date else kind), (sheet_name, at, column, ours, theirs)
                if date:
                    assert read.is_date, (sheet_name, at, column)
                cells, dates = cells + 1, dates + date
                numbers += isinstance(ours, (int, float))
                links += read.hyperlink is not None
                if read.hyperlink and read.hyperlink.target:
                    assert read.hyperlink.target.split(":")[0].lower() in ("http", "https", "mailto")
    return cells, dates, numbers, links


def long_texts(folder):
    """A text that no cell holds stands whole in its own sheet."""
    book = openpyxl.load_workbook(folder / "registers.xlsx")
    pieces = [row[2].value for row in book["Long texts"].iter_rows(min_row=2)]
    assert "".join(pieces) == "x" * 40_000, [len(piece) for piece in pieces]


out = pathlib.Path(sys.argv[1])
for system in ("clean", "hostile-pack"):
    for report in ("registers", "soa", "risks"):
        cells, dates, numbers, links = check(out / system, report)
        print(f"openpyxl, calamine: {system} {report}: {cells} cells, {dates} days, {numbers} numbers, {links} links")
        if (system, report) == ("clean", "registers"):
            assert dates > 100 and numbers > 100 and links > 100
long_texts(out / "hostile-pack")
broken = json.loads((out / "clean" / "soa.json").read_text(encoding="utf-8"))
next(tables(broken["sections"][0]))["rows"][0]["cells"][1] = "=1"
(out / "clean" / "broken.json").write_text(json.dumps(broken), encoding="utf-8")
(out / "clean" / "broken.xlsx").write_bytes((out / "clean" / "soa.xlsx").read_bytes())
try:
    check(out / "clean", "broken")
except AssertionError:
    print("openpyxl, calamine: another value refused")
else:
    sys.exit("another value is accepted")
