"""How fast the records are with many patients, what saving costs, and what is left after kills.

    python run.py bench records [--patients N] [--kills N] [--window] [--save]

The records are filled with seeded invented people (names in Latin, Hangul, and Cyrillic letters), every
tenth with a visit of two small photographs. Filling is not timed and does not wait for the disk. Times are
told beside a plain unencrypted SQLite insert and a plain file write of the same bytes in the same run:
milliseconds depend on the machine and what else it does, ratios much less.

With --window only the way from a key to the painted list is timed, in the real window
(`benchmarks/records_window.py`), and saved beside.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from unittest import mock

from posture_app.adapters.keys.passphrases import DEFAULT_STRETCHING
from posture_app.adapters.sql_store.opener import SqlStores
from posture_app.adapters.sql_store.store import SqlStore
from posture_app.domain.records import Patient
from posture_app.services.records.patient_search import PatientIndex, initials
from posture_app.services.records.store import VisitContent
from tests.adapters.sql_store.conftest import ANNA, LIGHT, NOON, PASSPHRASE, content, new_visit
from tests.adapters.sql_store.crashes import kill_often, write_by_many
from tests.adapters.sql_store.writers import heavy_content

RESULTS = Path(__file__).parent / "results" / "records.md"
IN_WINDOW = RESULTS.with_name("records-window.md")
PATIENTS, KILLS, WRITERS, VISITS_EACH = 50_000, 200, 8, 5
GOAL_MS, GOAL_STUCK_MS = 100.0, 50.0
QUERIES, SAVES, TYPED_EACH = 800, 60, 5
VISITED = 10
"""Every so manieth patient has a visit."""

_LATIN = ("Anna Berg", "Amélie Dubois", "José Núñez", "John O'Neil", "Zoë Müller", "Karl Weiß", "Ines Costa")
_FAMILY, _GIVEN = "김이박최정강조윤장임한오서신권황안송류홍", "민수지영현우서연준호은주하윤도경미진성태혜선"
_CYRILLIC = ("Иван Петров", "Ольга Смирнова", "Анна Козлова", "Павел Орлов")


def people(count: int, chance: random.Random) -> Iterator[Patient]:
    """Invent people; codes are unique."""
    for number in range(count):
        kind = number % 3
        if kind == 0:
            name = chance.choice(_FAMILY) + chance.choice(_GIVEN) + chance.choice(_GIVEN)
        else:
            given = chance.choice(_LATIN if kind == 1 else _CYRILLIC).split()[0]
            name = f"{given} {chance.choice(_LATIN if kind == 1 else _CYRILLIC).split()[1]}"
        born = date(1930, 1, 1) + timedelta(days=chance.randrange(30_000))
        yield Patient(f"{chance.getrandbits(128):032x}", f"P-{number:05}", name, born, 175.0)


def queries(known: Sequence[Patient], chance: random.Random) -> Iterator[tuple[str, str]]:
    """Give what somebody might type, with its kind."""
    hangul = [one for one in known if initials(one.name or "")]
    for _ in range(QUERIES // 8):
        one, korean = chance.choice(known), chance.choice(hangul)
        name, born = one.name or "", one.birth_date or date.max
        yield "whole name", name
        yield "beginning of a name", name[:2]
        yield "one letter", name[:1]
        yield "Hangul initials", initials(korean.name or "")
        yield "code", one.code.lower()
        yield "birth date", born.isoformat()
        yield "name and year of birth", f"{name.split()[0]} {born.year}"
        yield "nobody", f"xq{chance.randrange(1000)}"


def some_queries(known: Sequence[Patient]) -> list[str]:
    """Give a few of every kind, to be typed letter by letter."""
    kinds: dict[str, list[str]] = {}
    for kind, sought in queries(known, random.Random(4)):
        kinds.setdefault(kind, []).append(sought)
    return [sought for kind in kinds.values() for sought in kind[:TYPED_EACH]]


@contextmanager
def not_waiting() -> Iterator[None]:
    """Fill without waiting for the disk."""
    with mock.patch("os.fsync"):
        yield


def timed(work: Callable[[], object]) -> float:
    """Give milliseconds."""
    begun = time.perf_counter()
    work()
    return 1000.0 * (time.perf_counter() - begun)


def times(work: Callable[[], object], count: int) -> list[float]:
    return sorted(timed(work) for _ in range(count))


def filled(stores: SqlStores, place: Path, count: int) -> list[Patient]:
    """Make the records, and tell how long it took."""
    known = list(people(count, random.Random(1)))
    with not_waiting():
        store, _ = stores.make(str(place), PASSPHRASE, ANNA)
        with mock.patch("posture_app.adapters.sql_store.patient_keys._places", return_value=()):
            store.add_patients(known, ANNA)  # all are new: nobody is looked for among the keys
        for one in known[::VISITED]:
            store.add_visit(new_visit(one), content(), ANNA)
        store.close()
    return known


def search_table(index: PatientIndex, known: Sequence[Patient]) -> list[str]:
    """Time searches on the wall, and in processor time, which what else the machine does hardly changes."""
    took: dict[str, list[tuple[float, float]]] = {}
    for kind, sought in queries(known, random.Random(2)):
        begun = time.thread_time()
        wall = timed(lambda s=sought: index.find(s))
        took.setdefault(kind, []).append((wall, 1000.0 * (time.thread_time() - begun)))
    took["all together"] = [one for kind in took.values() for one in kind]
    rows = [
        "| sought | queries | P50, ms | P95, ms | worst, ms | P95, processor ms | worst, processor ms |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for kind, both in took.items():
        wall, work = (sorted(times) for times in zip(*both, strict=True))
        p95 = round(0.95 * (len(wall) - 1))
        rows.append(
            f"| {kind} | {len(wall)} | {median(wall):.1f} | {wall[p95]:.1f} | {wall[-1]:.1f} "
            f"| {work[p95]:.1f} | {work[-1]:.1f} |"
        )
    return rows


def opening_table(stores: SqlStores, place: Path, known: Sequence[Patient]) -> tuple[list[str], PatientIndex]:
    """Time the way from the passphrase to the first search."""
    opened: list[SqlStore] = []
    made: list[PatientIndex] = []
    salt = os.urandom(16)
    stretch = median(times(lambda: DEFAULT_STRETCHING.key(PASSPHRASE, salt), 5))
    data_key = stores.data_key(str(place), PASSPHRASE)
    unlock = timed(lambda: opened.append(stores.open_with_key(str(place), data_key, ANNA)))
    store = opened[0]
    decrypt = times(store.patients, 3)[1]
    index = timed(lambda: made.append(PatientIndex(known)))
    chance = random.Random(3)
    one = median(times(lambda: store.patient_by_code(chance.choice(known).code), 30))
    last = median(times(store.last_visits, 3))
    read = len(store.patients())
    store.close()
    assert read == len(known)
    steps = {
        "stretching the passphrase (argon2id, 64 MiB, 3 passes, median of 5)": stretch,
        "opening: tables checked, left-overs of crashes looked for, audit trail written": unlock,
        f"decrypting all {len(known)} patients": decrypt,
        "making the search index": index,
        "together: from the passphrase to the first search": stretch + unlock + decrypt + index,
        "one patient by code, without the index": one,
        "when everybody was last here (review list)": last,
    }
    rows = ["| step | ms | × stretching |", "|---|--:|--:|"]
    rows += [f"| {step} | {took:.0f} | {took / stretch:.2f} |" for step, took in steps.items()]
    return rows, made[0]


def saving_table(stores: SqlStores, place: Path, known: Sequence[Patient], folder: Path) -> list[str]:
    """Time one visit of two photographs of 200 kB beside the plain ways to keep the same bytes."""
    store = stores.open(str(place), PASSPHRASE, ANNA)
    plain = sqlite3.connect(folder / "plain.db", isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        plain.execute(f"PRAGMA {pragma}")
    plain.execute("CREATE TABLE visits (id INTEGER PRIMARY KEY, document BLOB, report BLOB, a BLOB, b BLOB)")
    ways: dict[str, list[float]] = {"record": [], "sqlite": [], "files": []}
    for number in range(SAVES):  # in turn, so that a busy machine is busy for all of them
        one = heavy_content()
        visit = new_visit(known[number], NOON)
        ways["record"].append(timed(lambda v=visit, c=one: store.add_visit(v, c, ANNA)))
        ways["sqlite"].append(timed(lambda c=one: plain_insert(plain, c)))
        ways["files"].append(timed(lambda c=one, n=number: plain_files(folder / f"{n}", c)))
    plain.close()
    store.close()
    sqlite, files = median(ways["sqlite"]), median(ways["files"])
    rows = ["| way | median, ms | P95, ms | × SQLite | × files |", "|---|--:|--:|--:|--:|"]
    names = {
        "record": "a visit: sealed, on the disk, audit trail chained",
        "sqlite": "plain SQLite insert, synchronous FULL",
        "files": "plain files, fsync each",
    }
    for way, name in names.items():
        ordered = sorted(ways[way])
        middle, p95 = median(ordered), ordered[round(0.95 * (len(ordered) - 1))]
        rows.append(f"| {name} | {middle:.1f} | {p95:.1f} | {middle / sqlite:.1f} | {middle / files:.1f} |")
    return rows


def plain_insert(plain: sqlite3.Connection, one: VisitContent) -> None:
    plain.execute(
        "INSERT INTO visits (document, report, a, b) VALUES (?, ?, ?, ?)",
        (one.document, one.report, *one.photos.values()),
    )


def plain_files(stem: Path, one: VisitContent) -> None:
    for number, data in enumerate((one.document, one.report or b"", *one.photos.values())):
        with stem.with_suffix(f".{number}").open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())


def safety_table(folder: Path, kills: int) -> list[str]:
    stores = SqlStores(folder / "dumps", stretching=LIGHT)
    killed = kill_often(stores, folder / "killed", kills)
    written = write_by_many(stores, str(folder / "written"), WRITERS, VISITS_EACH)
    return [
        "| test | figure |",
        "|---|--:|",
        f"| processes killed with SIGKILL while saving | {killed.kills} |",
        f"| … of them in the middle of a save | {killed.between} |",
        f"| … visits whole afterwards | {killed.kept} |",
        f"| … of them not yet announced as kept | {killed.unannounced} |",
        "| … visits announced and lost, half visits, orphan photographs after the next start | 0 |",
        f"| … faults found by `verify` | {len(killed.faults)} |",
        f"| writers at once × visits and patients each | {WRITERS} × {VISITS_EACH} |",
        f"| … visits kept | {written.visits} |",
        f"| … photographs kept | {written.photos} |",
        f"| … patients kept | {written.patients - 1} |",
        f"| … faults found by `verify` | {len(written.faults)} |",
        f"| … seconds, start of the processes included | {written.seconds:.1f} |",
    ]


def of_all(wanted: argparse.Namespace) -> list[str]:
    """Time everything but the window."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        stores = SqlStores(folder / "dumps", stretching=DEFAULT_STRETCHING)
        known = filled(stores, folder / "records", wanted.patients)
        opening, index = opening_table(stores, folder / "records", known)
        search = search_table(index, known)
        saving = saving_table(stores, folder / "records", known, folder)
        safety = safety_table(folder, wanted.kills)
    return [
        "# The records",
        "",
        f"`python run.py bench records --save`: {wanted.patients} invented patients in a folder, every "
        f"{VISITED}th with a visit; one run on {platform.system()}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.0f} at the end.",
        "",
        f"## Search (goal: at most {GOAL_MS:.0f} ms)",
        "",
        *search,
        "",
        "## From the passphrase to the first search",
        "",
        *opening,
        "",
        f"## Saving a visit ({SAVES} of them in turn: two photographs of 200 kB, a report of 50 kB)",
        "",
        *saving,
        "",
        "## Kills and many writers",
        "",
        "By `tests/adapters/sql_store/test_crashes.py`: a 0 that did not hold would have stopped it.",
        "",
        *safety,
        "",
    ]


def in_window(wanted: argparse.Namespace) -> list[str]:
    """Time typing into the search of the window."""
    # Here, for the processes that are killed begin with this module too, and need no window.
    from benchmarks.records_window import KEY_EVERY_MS, window_table

    with TemporaryDirectory() as made:
        folder = Path(made)
        stores = SqlStores(folder / "dumps", stretching=DEFAULT_STRETCHING)
        known = filled(stores, folder / "records", wanted.patients)
        rows = window_table(stores, folder / "records", PASSPHRASE, known, some_queries(known))
    return [
        "# Searching the records in the window",
        "",
        f"`python run.py bench records --window --save`: {wanted.patients} invented patients; goal: a list "
        f"within {GOAL_MS:.0f} ms of the key, and a window that is never stuck for {GOAL_STUCK_MS:.0f} ms. "
        f"One run on {platform.system()}, Python {platform.python_version()}, {os.cpu_count()} cores, load "
        f"{os.getloadavg()[0]:.0f} at the end; a key every {KEY_EVERY_MS} ms, a window of 1280 × 800.",
        "",
        *rows,
        "",
    ]


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--patients", type=int, default=PATIENTS, help=f"default {PATIENTS}")
    parser.add_argument("--kills", type=int, default=KILLS, help=f"default {KILLS}")
    parser.add_argument("--save", action="store_true", help=f"write the tables to {RESULTS.name}")
    parser.add_argument("--window", action="store_true", help="only typing into the search of the window")
    wanted = parser.parse_args()
    file, lines = (IN_WINDOW, in_window(wanted)) if wanted.window else (RESULTS, of_all(wanted))
    print("\n".join(lines))
    if wanted.save:
        file.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
