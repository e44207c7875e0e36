"""Leaves out of Qt's ICU library what Qt never asks for: 24 of 32 MB on Linux.

Qt takes from ICU how words are sorted, other encodings than Unicode, and the names of time zones
(`readelf --dyn-syms libQt6Core.so.6` lists the functions); everything else about languages it brings itself.
Sorting and names of zones stay for the program's languages, and ICU's order for all others. The data is
one table in one library, put together anew by binutils, which PyInstaller needs as well.

The table (ICU's `ucmndata.h`): a header that begins with its own size in 16 bits; the number of items; for
each, where its name and where its data begin, counted from that number on; the names; the data. ICU looks
names up by bisection, so their order stays.
"""

from __future__ import annotations

import re
import struct
import subprocess
from collections.abc import Sequence
from pathlib import Path

FOLDERS = ("", "coll", "zone")
KINDS = ("cnv", "icu", "nrm", "res")
LOCALE = re.compile(r"([a-z]{2,3})(_[A-Z0-9]\w*)*")

_SIGNATURE = b"CmnD"  # 12 bytes into the table
_COUNT, _ITEM = struct.Struct("<I"), struct.Struct("<II")
_ALIGNED = 16

_SOURCE = """\
.section .rodata, "a", %progbits
.balign 16
.globl {symbol}
.type {symbol}, %object
{symbol}: .incbin "{data}"
.size {symbol}, . - {symbol}
.section .note.GNU-stack, "", %progbits
"""


def trim(library: Path, target: Path, languages: Sequence[str]) -> None:
    """Write a library that holds only what is wanted of another one's data."""
    version = library.name.split(".so.")[1]
    table = library.read_bytes()
    table = thinned(table[table.index(_SIGNATURE) - 12 :], languages)
    source, data, compiled = (target.with_suffix(ending) for ending in (".s", ".dat", ".o"))
    data.write_bytes(table)
    source.write_text(_SOURCE.format(symbol=f"icudt{version}_dat", data=data), encoding="utf-8")
    subprocess.run(["as", "-o", str(compiled), str(source)], check=True)
    made = ["-o", str(target), str(compiled)]
    subprocess.run(["ld", "-shared", "-z", "noexecstack", "-soname", library.name, *made], check=True)


def thinned(table: bytes, languages: Sequence[str]) -> bytes:
    """Give the table with its wanted items only."""
    start = int.from_bytes(table[:2], "little")
    kept = [(name, _padded(item)) for name, item in _items(table[start:]) if wanted(name, languages)]
    name_at = _COUNT.size + len(kept) * _ITEM.size
    names = b"".join(name.encode() + b"\0" for name, _ in kept)
    gap = -(start + name_at + len(names)) % _ALIGNED
    data_at = name_at + len(names) + gap
    places = []
    for name, item in kept:
        places.append(_ITEM.pack(name_at, data_at))
        name_at += len(name) + 1
        data_at += len(item)
    parts = (table[:start], _COUNT.pack(len(kept)), *places, names, bytes(gap), *(item for _, item in kept))
    return b"".join(parts)


def _padded(item: bytes) -> bytes:
    return item + bytes(-len(item) % _ALIGNED)


def _items(body: bytes) -> list[tuple[str, bytes]]:
    """Give the items' names and data; the last one is taken to reach to the end."""
    (count,) = _COUNT.unpack_from(body)
    places = [_ITEM.unpack_from(body, _COUNT.size + at * _ITEM.size) for at in range(count)]
    ends = [*(data for _, data in places[1:]), len(body)]
    return [
        (body[name : body.index(b"\0", name)].decode(), body[data:end])
        for (name, data), end in zip(places, ends, strict=True)
    ]


def wanted(name: str, languages: Sequence[str]) -> bool:
    """Whether an item such as ``icudt73l/zone/de.res`` stays."""
    folder, _, file = name.partition("/")[2].rpartition("/")
    stem, _, kind = file.rpartition(".")
    locale = LOCALE.fullmatch(stem)
    return folder in FOLDERS and kind in KINDS and (locale is None or kind != "res" or locale[1] in languages)
