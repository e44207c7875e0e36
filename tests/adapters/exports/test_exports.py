"""What leaves the records, read back by what others read it with."""

from __future__ import annotations

import base64
import csv
import io
import json
from dataclasses import replace
from datetime import date, datetime, timezone

import openpyxl
import pydicom
import pytest
from fhir.resources.bundle import Bundle as BundleR5
from fhir.resources.R4B.bundle import Bundle as BundleR4B
from hypothesis import given
from hypothesis import strategies as st

from posture_app.adapters.exports.dicom import dicom_of
from posture_app.adapters.exports.fhir import fhir_of
from posture_app.adapters.exports.tables import csv_of, harmless
from posture_app.adapters.exports.workbook import xlsx_of
from posture_app.adapters.opencv import cv2
from posture_app.domain.errors import PostureError, RecordProblem
from posture_app.domain.records import Patient, Visit
from posture_app.domain.views import View
from posture_app.services.records.exporting import COLUMNS, Export, ExportedVisit, rows
from posture_app.services.records.gdt import gdt_of, read_order
from posture_app.services.wording import Words
from tests.assessments import assessment
from tests.fakes import blank

WORDS = Words("en")
AT = datetime(2026, 11, 21, 12, 30, 5, tzinfo=timezone.utc)
PDF = b"%PDF-1.7 odd"


def jpeg(width: int, height: int) -> bytes:
    done, packed = cv2.imencode(".jpg", blank(width, height).rgb)
    assert done
    return packed.tobytes()


@pytest.fixture
def export() -> Export:
    seen = assessment(shoulder_tilt=3.0)
    photos = {view: jpeg(one.width, one.height) for view, one in seen.views.items()}
    patient = Patient("a" * 32, "=P-1", "김 민수", date(1980, 2, 3), 175.0)
    visit = Visit("b" * 32, patient.id, AT, tuple(seen.views), signed_by="anna", signed_at=AT)
    return Export(patient, [ExportedVisit(visit, seen, photos, PDF)])


def findings(export: Export) -> int:
    return len(export.visits[0].assessment.findings)


def test_csv_has_a_row_a_measure_and_no_formula(export: Export) -> None:
    table = list(csv.DictReader(io.StringIO(csv_of(rows(export, WORDS)).decode("utf-8-sig"))))
    assert len(table) == findings(export)
    assert tuple(table[0]) == COLUMNS
    shoulders = next(one for one in table if one["measure"] == "shoulder_tilt" and one["view"] == "front")
    assert float(shoulders["value"]) == pytest.approx(3.0, abs=1e-3)
    assert shoulders["grade"] == "1"
    assert shoulders["plus_means"] == WORDS.ends("shoulder_tilt")[1]
    assert {one["patient_code"] for one in table} == {"'=P-1"}
    missing = next(one for one in table if one["measure"] == "neck_inclination")
    assert (missing["value"], missing["reason"]) == ("", "needs_c7")


def test_numbers_are_no_formulas() -> None:
    assert harmless(-1.5) == -1.5
    assert harmless("-1+1") == "'-1+1"
    assert harmless("@SUM(A1)") == "'@SUM(A1)"


def test_xlsx_holds_the_same_rows_and_texts_that_stay_texts(export: Export) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(rows(export, WORDS))))
    head, *table = book["measures"].iter_rows()
    assert tuple(cell.value for cell in head) == COLUMNS
    assert len(table) == findings(export)
    assert {(row[0].value, row[0].data_type) for row in table} == {("=P-1", "s")}
    assert book["columns"].max_row == len(COLUMNS) + 1
    book.close()


@pytest.mark.parametrize(("release", "bundle"), [("R4B", BundleR4B), ("R5", BundleR5)])
def test_fhir_is_valid_and_says_the_same(export: Export, release: str, bundle: type) -> None:
    written = fhir_of(export, WORDS, release)
    bundle.model_validate_json(written)  # type: ignore[attr-defined]
    resources = [entry["resource"] for entry in json.loads(written)["entry"]]
    kinds = [one["resourceType"] for one in resources]
    assert kinds.count("Observation") == findings(export)
    assert kinds[:3] == ["Patient", "CodeSystem", "DiagnosticReport"]
    report = resources[2]
    assert base64.b64decode(report["presentedForm"][0]["data"]) == PDF
    assert report["status"] == "final"
    assert len(report["result"]) == findings(export)
    shoulders = next(
        one for one in resources if one["resourceType"] == "Observation" and _code(one) == "shoulder_tilt"
    )
    assert float(shoulders["valueQuantity"]["value"]) == pytest.approx(3.0, abs=1e-3)
    assert shoulders["valueQuantity"]["code"] == "deg"
    assert shoulders["interpretation"][0]["coding"][0]["code"] == "+1"
    knee = next(
        one
        for one in resources
        if one["resourceType"] == "Observation" and _code(one) == "left_knee_alignment"
    )
    assert [one["display"] for one in knee["bodySite"]["coding"]] == ["Knee region structure", "Left"]
    absent = next(
        one for one in resources if one["resourceType"] == "Observation" and _code(one) == "neck_inclination"
    )
    assert "valueQuantity" not in absent
    listed = {one["code"] for one in resources[1]["concept"]}
    assert {_code(one) for one in resources if one["resourceType"] == "Observation"} == listed


def _code(observation: dict) -> str:  # type: ignore[type-arg]
    return str(observation["code"]["coding"][0]["code"])


def test_references_lead_to_entries(export: Export) -> None:
    entries = json.loads(fhir_of(export, WORDS))["entry"]
    there = {entry["fullUrl"] for entry in entries}
    asked = {
        one["subject"]["reference"] for one in (entry["resource"] for entry in entries) if "subject" in one
    }
    assert len(there) == len(entries)
    assert asked <= there


def test_dicom_is_read_back_with_pixels_and_names_in_hangul(export: Export) -> None:
    files = dicom_of(export)
    assert list(files) == ["001-report.dcm", "001-front.dcm", "001-side.dcm", "001-back.dcm"]
    report = pydicom.dcmread(io.BytesIO(files["001-report.dcm"]))
    assert report.EncapsulatedDocument[: report.EncapsulatedDocumentLength] == PDF
    assert str(report.PatientName) == "김 민수"
    front = pydicom.dcmread(io.BytesIO(files["001-front.dcm"]))
    analysis = export.visits[0].assessment.views[View.FRONT]
    assert (front.Columns, front.Rows) == (analysis.width, analysis.height)
    assert next(pydicom.encaps.generate_frames(front.PixelData)).startswith(b"\xff\xd8\xff")
    assert front.PatientOrientation == ["L", "F"]
    assert front.StudyInstanceUID == report.StudyInstanceUID
    assert front.SOPInstanceUID != report.SOPInstanceUID
    assert dicom_of(export) == files


def test_dicom_holds_only_what_its_kind_of_file_has(export: Export) -> None:
    kinds = {name: pydicom.dcmread(io.BytesIO(data)) for name, data in dicom_of(export).items()}
    for name, file in kinds.items():
        assert not {"AcquisitionDate", "AcquisitionTime"} & set(file.dir()), name
        assert ("ConversionType" in file) == name.endswith("report.dcm")
        assert ("Laterality" in file) != name.endswith("report.dcm")


def test_a_photograph_that_is_no_jpeg_is_said(export: Export) -> None:
    one = replace(export.visits[0], photos={View.FRONT: b"\x89PNG"})
    with pytest.raises(RecordProblem, match="photo_not_jpeg"):
        dicom_of(replace(export, visits=[one]))


# --- GDT --------------------------------------------------------------------------------------------


def line(field: str, content: str, encoding: str = "cp437") -> bytes:
    encoded = content.encode(encoding)
    return f"{len(encoded) + 9:03}{field}".encode() + encoded + b"\r\n"


def order_text(kind: str = "6302", charset: str = "2") -> bytes:
    encoding = {"2": "cp437", "3": "iso8859-1"}[charset]
    parts = [
        ("8000", kind),
        ("9206", charset),
        ("8315", "POSTURE"),
        ("8316", "PRAXIS"),
        ("3000", "4711"),
        ("3101", "Müller"),
        ("3102", "Jörg"),
        ("3103", "03021980"),
        ("3622", "175,5"),
    ]
    return b"".join(line(field, content, encoding) for field, content in parts)


@pytest.mark.parametrize("charset", ["2", "3"])
@pytest.mark.parametrize("kind", ["6301", "6302"])
def test_an_order_is_read_in_either_character_set(kind: str, charset: str) -> None:
    order = read_order(order_text(kind, charset))
    assert (order.kind, order.number, order.name) == (kind, "4711", "Jörg Müller")
    assert (order.birth_date, order.height_cm) == (date(1980, 2, 3), 175.5)
    assert (order.sender, order.receiver) == ("PRAXIS", "POSTURE")


def test_a_result_is_in_the_form_it_was_asked_in(export: Export) -> None:
    order = read_order(order_text())
    written = gdt_of(export, WORDS, order.answer)
    fields = [(one[3:7].decode(), one[7:].decode("iso8859-1")) for one in written.split(b"\r\n") if one]
    assert all(int(one[:3]) == len(one) + 2 for one in written.split(b"\r\n") if one)
    told = dict(reversed(fields))
    assert (told["8000"], told["8315"], told["8316"]) == ("6310", "PRAXIS", "POSTURE")
    assert int(told["8100"]) == len(written)
    assert told["3000"] == "=P-1"
    assert "3101" not in told  # Hangul has no place in the character set: the code stands alone
    assert told["3103"] == "03021980"
    index = fields.index(("8410", "front.shoulder_tilt"))
    assert fields[index + 2] == ("8420", "3.00")
    assert fields[index + 3] == ("8421", "deg")


def test_a_code_without_letters_in_the_character_set_is_no_other_patients(export: Export) -> None:
    hangul = replace(export, patient=replace(export.patient, code="환자 1"))
    with pytest.raises(RecordProblem, match="gdt_code") as refused:
        gdt_of(hangul, WORDS)
    assert WORDS.problem(refused.value).startswith("GDT files have no letters for the code 환자 1;")
    umlaut = replace(export, patient=replace(export.patient, code="Ä-1"))
    assert line("3000", "Ä-1", "iso8859-1") in gdt_of(umlaut, WORDS)


def test_a_name_cannot_forge_a_field(export: Export) -> None:
    forged = replace(export, patient=replace(export.patient, name="A\r\n0138000 6301 B"))
    assert gdt_of(forged, WORDS).count(b"\r\n") == gdt_of(
        replace(export, patient=replace(export.patient, name="A B")), WORDS
    ).count(b"\r\n")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"0138000630", "gdt_bad"),
        (b"xxx80006302\r\n", "gdt_bad"),
        (b"0158000 6302\r\n", "gdt_bad"),
        (line("8000", "6310"), "gdt_other"),
        (line("8000", "6302"), "gdt_no_patient"),
        (b"", "gdt_other"),
        (b"0" * (2 << 20), "gdt_too_large"),
    ],
)
def test_bad_orders_are_told(data: bytes, code: str) -> None:
    with pytest.raises(RecordProblem, match=code):
        read_order(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_an_order_or_refused(data: bytes) -> None:
    for given_ in (data, order_text()[:40] + data, order_text() + data):
        try:
            read_order(given_)
        except PostureError:
            continue
