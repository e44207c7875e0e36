"""The map of the house in CONTRIBUTING.md, held against the house."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "posture_app"
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAP = TEXT[TEXT.index("## Where a thing lives") : TEXT.index("## Habits")]
FLOORS = {path.name for path in HOUSE.iterdir() if (path / "__init__.py").is_file()}
MADE_UP = re.compile("acme|NAME")
"""Of the walk-throughs."""
NAMED = sorted(
    name
    for name in set(re.findall(r"`([\w/.-]+)`", TEXT))
    if name.split("/")[0] in FLOORS and not MADE_UP.search(name)
)


def rooms() -> set[str]:
    """Every package two floors or more down, as the map writes it: `services/records/`."""
    below = (path.parent for path in HOUSE.rglob("__init__.py"))
    return {
        f"{room.relative_to(HOUSE).as_posix()}/" for room in below if room.parent != HOUSE and room != HOUSE
    }


def test_what_the_text_names_is_there() -> None:
    assert len(NAMED) > 50
    assert [name for name in NAMED if not (HOUSE / name).exists()] == []


def test_the_map_names_every_room() -> None:
    unnamed = {room for room in rooms() if f"`{room}`" not in MAP}
    # Alembic's own layout, inside the store
    assert unnamed == {"adapters/sql_store/migrations/"}


def test_the_map_names_every_floor() -> None:
    assert "domain" in FLOORS
    assert not [floor for floor in FLOORS if not re.search(rf"^    [^\n]*\b{floor}\b", MAP, re.MULTILINE)]


def test_no_room_is_crowded() -> None:
    """A newcomer takes in some dozens of names, not a hundred: then it is time for rooms within the room."""
    modules = Counter(path.parent for path in HOUSE.rglob("*.py"))
    assert {room.relative_to(HOUSE).as_posix(): many for room, many in modules.items() if many > 40} == {}
