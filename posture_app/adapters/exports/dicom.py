"""DICOM: the report as Encapsulated PDF, every photograph as VL Photographic Image.

The modules are those of PS3.3 A.45.1 (Encapsulated PDF) and A.32.4 (VL Photographic Image).
"""

from __future__ import annotations

import io
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.filewriter import dcmwrite
from pydicom.uid import (
    UID,
    EncapsulatedPDFStorage,
    ExplicitVRLittleEndian,
    JPEGBaseline8Bit,
    VLPhotographicImageStorage,
)

from posture_app.domain.errors import RecordProblem
from posture_app.domain.views import Facing, View

if TYPE_CHECKING:
    from posture_app.domain.records import Patient
    from posture_app.services.records.exporting import Export, ExportedVisit

_IMPLEMENTATION = UID("2.25.208474421713349637283540157493283218743")
_ORIENTATION = {
    Facing.FRONT: ["L", "F"],
    Facing.BACK: ["R", "F"],
    Facing.LEFT: ["P", "F"],
    Facing.RIGHT: ["A", "F"],
}
"""Patient Orientation: what the picture's rows and columns run towards (PS3.3 C.7.6.1.1.1)."""


def dicom_of(export: Export) -> Mapping[str, bytes]:
    """Write the files of every visit by name, such as ``001-report.dcm`` and ``001-front.dcm``.

    Raises
    ------
    RecordProblem
        ``photo_not_jpeg``.
    """
    files: dict[str, bytes] = {}
    for number, one in enumerate(export.visits, 1):
        if one.report is not None:
            files[f"{number:03}-report.dcm"] = _report(export.patient, one, one.report)
        for view in one.photos:
            files[f"{number:03}-{view.value}.dcm"] = _photo(export.patient, one, view)
    return files


def _uid(visit_id: str, what: str) -> UID:
    """Give the UID of a part of a visit, always the same for the same part: made of a UUID (PS3.5 B.2)."""
    return UID(f"2.25.{uuid.uuid5(uuid.UUID(visit_id), what).int}")


def _common(patient: Patient, one: ExportedVisit, modality: str, series: str) -> Dataset:
    visit = one.visit
    data = Dataset()
    data.SpecificCharacterSet = "ISO_IR 192"  # UTF-8: names in any script
    data.PatientName = patient.name or ""
    data.PatientID = patient.code
    data.PatientBirthDate = "" if patient.birth_date is None else patient.birth_date.strftime("%Y%m%d")
    data.PatientSex = ""
    data.StudyInstanceUID = _uid(visit.id, "study")
    data.StudyDate = data.ContentDate = visit.taken_at.strftime("%Y%m%d")
    data.StudyTime = data.ContentTime = visit.taken_at.strftime("%H%M%S")
    data.TimezoneOffsetFromUTC = visit.taken_at.strftime("%z") or "+0000"
    data.AcquisitionDateTime = data.StudyDate + data.StudyTime
    data.StudyID = visit.id[:16]
    data.AccessionNumber = data.ReferringPhysicianName = ""
    data.StudyDescription = "Posture assessment"
    data.SeriesInstanceUID = _uid(visit.id, series)
    data.SeriesNumber = 1 if modality == "XC" else 2
    data.Modality = modality
    data.Manufacturer = "posture-app"
    data.ManufacturerModelName = one.assessment.engine.model
    data.SoftwareVersions = one.assessment.engine.version
    data.InstanceNumber = 1
    return data


def _report(patient: Patient, one: ExportedVisit, pdf: bytes) -> bytes:
    data = _common(patient, one, "DOC", "documents")
    data.SOPClassUID = EncapsulatedPDFStorage
    data.SOPInstanceUID = _uid(one.visit.id, "report")
    data.BurnedInAnnotation = "YES"
    data.RecognizableVisualFeatures = "YES"
    data.ConversionType = "WSD"
    data.DocumentTitle = "Posture report"
    data.ConceptNameCodeSequence = []
    data.MIMETypeOfEncapsulatedDocument = "application/pdf"
    data.EncapsulatedDocumentLength = len(pdf)
    data.EncapsulatedDocument = pdf + b"\0" * (len(pdf) % 2)
    return _file(data, ExplicitVRLittleEndian)


def _photo(patient: Patient, one: ExportedVisit, view: View) -> bytes:
    jpeg, analysis = one.photos[view], one.assessment.views[view]
    if not jpeg.startswith(b"\xff\xd8\xff"):
        raise RecordProblem("photo_not_jpeg")
    data = _common(patient, one, "XC", "photographs")
    data.SOPClassUID = VLPhotographicImageStorage
    data.SOPInstanceUID = _uid(one.visit.id, view.value)
    data.InstanceNumber = list(one.photos).index(view) + 1
    data.ImageType = ["ORIGINAL", "PRIMARY"]
    data.Laterality = ""  # of a whole body none; checkers miss it where it is left out
    data.PatientOrientation = _ORIENTATION[analysis.facing]
    data.BurnedInAnnotation = "NO"
    data.RecognizableVisualFeatures = "YES"
    data.ImageComments = f"view {view.value}"
    data.AcquisitionContextSequence = []
    data.LossyImageCompression = "01"
    data.LossyImageCompressionMethod = "ISO_10918_1"
    data.LossyImageCompressionRatio = round(3 * analysis.width * analysis.height / len(jpeg), 2)
    data.SamplesPerPixel = 3
    data.PhotometricInterpretation = "YBR_FULL_422"
    data.PlanarConfiguration = 0
    data.Rows, data.Columns = analysis.height, analysis.width
    data.BitsAllocated = data.BitsStored = 8
    data.HighBit = 7
    data.PixelRepresentation = 0
    data.PixelData = encapsulate([jpeg])
    data["PixelData"].is_undefined_length = True
    return _file(data, JPEGBaseline8Bit)


def _file(data: Dataset, syntax: UID) -> bytes:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = data.SOPClassUID
    meta.MediaStorageSOPInstanceUID = data.SOPInstanceUID
    meta.TransferSyntaxUID = syntax
    meta.ImplementationClassUID = _IMPLEMENTATION
    meta.ImplementationVersionName = "POSTURE-APP"
    data.file_meta = meta
    packed = io.BytesIO()
    dcmwrite(packed, data, enforce_file_format=True)
    return packed.getvalue()
