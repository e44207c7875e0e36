"""The samples that the guides print, and the least that must be mended before they are JSON.

`samples` holds them letter by letter. A repair is what is printed, what takes its place, and nothing else;
it must be found in the sample as often as it says.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parent / "samples"

Repair = tuple[str, str, int]

_CURLY: list[Repair] = [("“", '"', 2), ("”", '"', 2)]

REPAIRS: dict[str, list[Repair]] = {
    "nhn_pose_answer": [
        (",\n          ...\n", "\n", 2),  # and so on: the other points
        (",\n      ...\n", ",\n", 1),  # and so on: the other people
        ("},\n    ]", "}\n    ]", 1),  # a comma with nothing behind it
    ],
    "kakao_job_taken": [(",}", "}", 1)],
    # Printed as three pieces, each closed as if it were a whole; the frames between are left out.
    "kakao_job_result": [
        ('\n  ],\n  "object_id": 0,\n  "score": 0.1673\n}\n', ",\n", 1),
        (
            '  ],\n  "object_id": 0,\n  "score": 0.1663\n}\n{\n  "frame_num": 219,\n  "objects": [\n    {\n',
            ']},{"frame_num": 219,"objects": []}],',
            1,
        ),
        ('"skeleton": [\n            [', '"skeleton": [', 1),  # one bracket too many around the pairs
        ("17, 15]\n]\n]", "17, 15]\n]", 1),
        ('\n  ],\n  "object_id": 0,\n  "score": 0.1663\n}', "", 1),
    ],
    "remo_front_side_request": _CURLY,
    "remo_front_side_image_error": [("'", '"', 2)],
    "remo_front_side_processing_error": [("'", '"', 2)],
    "remo_back_request": [("“", '"', 3), ("”", '"', 3)],
    "remo_back_answer": [("'", '"', 52), ("True", "true", 1)],
    "remo_back_error_413": [("'", '"', 2), ("False", "false", 1)],
    "remo_back_error_515": [("'", '"', 2), ("False", "false", 1)],
}


def printed(name: str) -> str:
    """The sample as the guide prints it; several pieces of one sample behind each other."""
    pieces = sorted(SAMPLES.glob(f"{name}_[0-9].txt")) or [SAMPLES / f"{name}.txt"]
    return "".join(piece.read_text(encoding="utf-8") for piece in pieces)


def sample(name: str) -> Any:
    """The sample as plain values, repaired."""
    text = printed(name)
    for old, new, times in REPAIRS.get(name, []):
        assert text.count(old) == times, (name, old, text.count(old))
        text = text.replace(old, new)
    return json.loads(text)
