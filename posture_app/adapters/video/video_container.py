"""What the outermost layer of a video file tells: which container it is, and whether its end is there.

How many frames a container says it has proves nothing: many only estimate it, and a trimmed recording
keeps more than it shows.  How many bytes it says it has does.
"""

from __future__ import annotations

from typing import BinaryIO

_HEAD = 200

_BEGINNINGS = (
    (0, b"\x1a\x45\xdf\xa3"),  # Matroska, WebM
    (0, b"\x00\x00\x01\xba"),  # MPEG program stream
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11"),  # ASF, WMV
    (0, b"FLV\x01"),
    (0, b"OggS"),
    (8, b"AVI "),
    (4, b"ftyp"),  # MP4, MOV, 3GP
    (4, b"moov"),
    (4, b"mdat"),
    (4, b"wide"),
)
_PACKETS = (0, 188)
"""An MPEG transport stream has 0x47 at the beginning of every packet."""

_BOXES = frozenset(
    (
        *(b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"moof", b"mfra"),
        *(b"sidx", b"ssix", b"styp", b"uuid", b"udta", b"meta", b"pnot"),
    )
)


def is_known(file: BinaryIO) -> bool:
    """Tell whether a file begins as one of the containers does that are read."""
    file.seek(0)
    head = file.read(_HEAD)
    if any(head[at : at + len(mark)] == mark for at, mark in _BEGINNINGS):
        return True
    return len(head) > max(_PACKETS) and all(head[at] == 0x47 for at in _PACKETS)


def is_cut_off(file: BinaryIO) -> bool:
    """Tell whether an MP4, AVI, or Matroska file ends before its contents do; others do not tell."""
    size = file.seek(0, 2)
    file.seek(0)
    head = file.read(_HEAD)
    if head[4:8] in _BOXES:
        return _boxes_end(file, size) > size
    if head[:4] == b"RIFF":
        return _riff_end(file, size) > size
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return _segment_end(head) > size
    return False


def _boxes_end(file: BinaryIO, size: int) -> int:
    """Give where the last box of an MP4 ends; what is no box any more, behind the others, does not count."""
    at = 0
    while at + 8 <= size:
        file.seek(at)
        head = file.read(16)
        length = int.from_bytes(head[:4], "big")
        if head[4:8] not in _BOXES or length == 0:  # 0: up to the end of the file
            break
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        if length < 8:
            break
        at += length
    return at


def _riff_end(file: BinaryIO, size: int) -> int:
    """Give where the last part of an AVI ends; a large one has several."""
    at = 0
    while at + 8 <= size:
        file.seek(at)
        head = file.read(8)
        length = int.from_bytes(head[4:], "little")
        if head[:4] != b"RIFF" or length in (0, 0xFFFFFFFF):  # not filled in: still being written
            break
        at += 8 + length + length % 2
    return at - 1 if at == size + 1 else at  # the last byte of padding may be missing


def _segment_end(head: bytes) -> int:
    """Give where a Matroska's segment ends; 0 where it does not tell, as when it was sent live."""
    length, at = _vint(head, 4)
    at += max(length, 0)
    if head[at : at + 4] != b"\x18\x53\x80\x67":
        return 0
    length, at = _vint(head, at + 4)
    return 0 if length < 0 else at + length


def _vint(data: bytes, at: int) -> tuple[int, int]:
    """Read an EBML length; give it, -1 for unknown, and where it ends."""
    first = data[at] if at < len(data) else 0
    if first == 0:
        return -1, at + 1
    count = 9 - first.bit_length()
    value = int.from_bytes(data[at : at + count], "big") & ((1 << 7 * count) - 1)
    return (-1 if value == (1 << 7 * count) - 1 else value), at + count
