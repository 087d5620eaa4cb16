"""Makes sure that the parts of a workbook that we read are those that other programs show.

Which part holds the sheets, the texts and the formats is said by relations (ECMA-376 part 2, 9);
the reader of workbooks looks for them under their usual names. A workbook whose relations lead
elsewhere, or that is two workbooks, would show one table to us and another in Excel.
"""

import zipfile
from pathlib import Path
from posixpath import normpath

from screen.core.errors import InputError
from screen.intake.zip_archive import elements

#: The usual name of each part that the reader of workbooks finds by name, by its kind of relation.
_USUAL = {
    "officeDocument": ("xl/workbook.xml", "xl/workbook.bin"),
    "sharedStrings": ("xl/sharedstrings.xml", "xl/sharedstrings.bin"),
    "styles": ("xl/styles.xml", "xl/styles.bin"),
}
_RELATIONS = {
    "_rels/.rels": "",
    "xl/_rels/workbook.xml.rels": "xl",
    "xl/_rels/workbook.bin.rels": "xl",
}


def refuse_two_workbooks(path: Path, archive: zipfile.ZipFile) -> None:
    """Raise InputError where relations lead to other parts than those that are read."""
    members = {name.casefold() for name in archive.namelist()}
    books = members & {"content.xml", "xl/workbook.xml", "xl/workbook.bin"}
    if len(books) > 1:
        raise _refused(path, f"holds two workbooks ({', '.join(sorted(books))})")
    for part, folder in _RELATIONS.items():
        if part not in members:
            continue
        ids: set[str] = set()
        for one in elements(archive, part, "Relationship"):
            if str(one.get("Id")) in ids:
                raise _refused(path, f"part {part!r} uses one id for two relations")
            ids.add(str(one.get("Id")))
            usual = _USUAL.get(str(one.get("Type")).rpartition("/")[2])
            target = str(one.get("Target", ""))
            name = normpath(target[1:] if target.startswith("/") else f"{folder}/{target}")
            if usual and name.removeprefix("/").casefold() not in usual:
                raise _refused(path, f"keeps its {usual[0]!r} elsewhere, in {name!r}")


def _refused(path: Path, what: str) -> InputError:
    return InputError(
        f"{what}, so that programs may show different tables",
        path=path,
        hint="open and save it again in Excel or LibreOffice",
    )
