"""Every format by its name; what a format needs is imported when it is asked for."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from posture_app.services.assessing.assessment_json import as_dict
from posture_app.services.records.archive import pack
from posture_app.services.records.exporting import export_of, rows
from posture_app.services.records.gdt import gdt_of

if TYPE_CHECKING:
    from posture_app.services.records.archive import Archive
    from posture_app.services.wording import Words

_EPOCH = (1980, 1, 1, 0, 0, 0)


def _csv(archive: Archive, words: Words) -> bytes:
    from posture_app.adapters.exports.tables import csv_of

    return csv_of(rows(export_of(archive), words))


def _xlsx(archive: Archive, words: Words) -> bytes:
    from posture_app.adapters.exports.workbook import xlsx_of

    return xlsx_of(rows(export_of(archive), words))


def _json(archive: Archive, words: Words) -> bytes:
    """Write the visits as a list of `assessment.json` documents."""
    visits = [as_dict(one.assessment, words) for one in export_of(archive).visits]
    return json.dumps(visits, ensure_ascii=False, indent=1, allow_nan=False).encode()


def _fhir_r4b(archive: Archive, words: Words) -> bytes:
    from posture_app.adapters.exports.fhir import fhir_of

    return fhir_of(export_of(archive), words, "R4B")


def _fhir_r5(archive: Archive, words: Words) -> bytes:
    from posture_app.adapters.exports.fhir import fhir_of

    return fhir_of(export_of(archive), words, "R5")


def _dicom(archive: Archive, words: Words) -> bytes:
    """Put the files into one zip."""
    from posture_app.adapters.exports.dicom import dicom_of

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in dicom_of(export_of(archive)).items():
            file.writestr(zipfile.ZipInfo(name, _EPOCH), data)
    return packed.getvalue()


def _gdt(archive: Archive, words: Words) -> bytes:
    return gdt_of(export_of(archive), words)


EXPORTERS: Mapping[str, Callable[[Archive, Words], bytes]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "json": _json,
    "archive": pack,
    "fhir": _fhir_r5,
    "fhir-r4b": _fhir_r4b,
    "dicom": _dicom,
    "gdt": _gdt,
}
