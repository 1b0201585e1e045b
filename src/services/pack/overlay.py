"""What was changed on the screens, laid over the files of a pack before they are read.

So an edited region is read and checked exactly as a pack is. An edit of something that the pack has
no more, and that nobody may add, is passed over.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from src.domain.region_edit import ADDED, Edit, Kind

ROWS: dict[str, Kind] = {
    "agencies.csv": "agency",
    "holidays.csv": "holiday",
    "stands.csv": "stand",
    "stations.csv": "station",
    "teams.csv": "team",
    "vehicles.csv": "vehicle",
}
TABLES: dict[str, tuple[Kind, str]] = {
    "categories.toml": ("group", "group"),
    "priorities.toml": ("priority", "priority"),
    "responses.toml": ("response", "response"),
}
Values = dict[str, Any]


def rows(name: str, found: Iterable[Values], edits: Iterable[Edit]) -> list[Values]:
    """The rows of a CSV file as they hold now."""
    kind = ROWS.get(name)
    key = "date" if kind == "holiday" else "code"
    return _laid_over(found, [each for each in edits if each.kind == kind], key)


def tables(name: str, found: Mapping[str, Any], edits: Iterable[Edit]) -> Values:
    """The contents of a TOML file as they hold now."""
    edits, now = tuple(edits), dict(found)
    if name == "region.toml":
        for edit in edits:
            if edit.kind == "region":
                now |= edit.values
    if name in TABLES:
        kind, key = TABLES[name]
        own = [each for each in edits if each.kind == kind]
        if own or key in now:
            now[key] = _laid_over(now.get(key, []), own, "code")
    if name == "words.toml":
        gone = {each.code for each in edits if each.kind == "category" and each.retired}
        said = now.get("categories", {})
        now["categories"] = {code: said[code] for code in said if code not in gone}
        meant = dict(now.get("meanings", {}))
        if "seldom" in meant:
            now["meanings"] = meant | {
                "seldom": [code for code in meant["seldom"] if code not in gone]
            }
    if name == "categories.toml":
        leaves = [each for each in edits if each.kind == "category"]
        now["group"] = [_with_leaves(group, leaves) for group in now.get("group", [])]
    return now


def _laid_over(found: Iterable[Values], edits: list[Edit], key: str) -> list[Values]:
    """Each is changed where it stands: whoever counted its line still knows it."""
    by_code = {edit.code: edit for edit in edits}
    now: list[Values] = []
    for row in found:
        edit = by_code.pop(str(row.get(key)).strip(), None)
        if edit is not None:
            row.update(edit.values)
        if edit is None or not edit.retired:
            now.append(row)
    new = [edit for edit in by_code.values() if edit.kind in ADDED and not edit.retired]
    return [*now, *({key: edit.code, **edit.values} for edit in new)]


def _with_leaves(group: Values, edits: list[Edit]) -> Values:
    prefix = f"{group.get('code')}."
    own = [
        Edit(each.kind, each.code.removeprefix(prefix), each.values, each.retired)
        for each in edits
        if each.code.startswith(prefix)
    ]
    return group | {"leaves": _laid_over(group.get("leaves", []), own, "code")} if own else group
