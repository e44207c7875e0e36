"""What the check-in knows people by: kept only with consent, sealed, gone with it, in no backup."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from posture_app.adapters.sql_store.opener import SqlStores
from posture_app.adapters.sql_store.store import SqlStore
from posture_app.adapters.sql_store.tables import FacePrintRow
from posture_app.domain.errors import RecordDamaged, RecordProblem
from posture_app.domain.faces.likeness import mean_vector
from posture_app.domain.records import Consent, Deed, Patient, Purpose, Role, User
from posture_app.services.records.access import Records
from tests.adapters.sql_store.conftest import ANNA, NOON, PASSPHRASE, new_patient

MODEL = "m/1"
LATER = NOON + timedelta(hours=1)


def vector(seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 0.12, 128).astype(np.float32)


@pytest.fixture
def store(stores: SqlStores, place: str) -> Iterator[SqlStore]:
    made, _ = stores.make(place, PASSPHRASE, ANNA)
    yield made
    made.close()


def somebody(store: SqlStore, code: str = "P-1", purpose: Purpose = Purpose.FACE_CHECK_IN) -> Patient:
    patient = new_patient(code)
    store.add_patient(patient, ANNA)
    consent = Consent(uuid.uuid4().hex, patient.id, purpose, f"{purpose.value}/1", "ko", NOON)
    store.add_consent(consent, ANNA)
    return patient


def prints(store: SqlStore) -> list[FacePrintRow]:
    with store._reading() as session:
        return list(session.scalars(select(FacePrintRow)))


def test_a_face_is_kept_with_consent_only(store: SqlStore) -> None:
    patient = somebody(store, purpose=Purpose.CARE)
    with pytest.raises(RecordProblem, match="no_face_consent"):
        store.faces.put(patient.id, MODEL, vector(), NOON, ANNA)
    assert prints(store) == []


def test_what_was_kept_comes_back_for_its_model_only(store: SqlStore) -> None:
    one, other = somebody(store), somebody(store, "P-2")
    store.faces.put(one.id, MODEL, vector(1), NOON, ANNA)
    store.faces.put(other.id, "m/2", vector(2), NOON, ANNA)
    (found,) = store.faces.all(MODEL)
    assert found[0] == one.id
    assert (found[1] == vector(1)).all()
    assert store.faces.has(one.id)
    assert store.audit(one.id)[-1].deed is Deed.FACE_KEPT


def test_a_second_time_takes_the_place_of_the_first(store: SqlStore) -> None:
    patient = somebody(store)
    for seed in (1, 2):
        store.faces.put(patient.id, MODEL, vector(seed), NOON, ANNA)
    ((_, kept),) = store.faces.all(MODEL)
    assert (kept == vector(2)).all()
    assert len(prints(store)) == 1


def test_withdrawing_deletes_at_once_and_the_trail_tells(store: SqlStore) -> None:
    patient = somebody(store)
    store.faces.put(patient.id, MODEL, vector(), NOON, ANNA)
    print_id = prints(store)[0].id
    (consent,) = store.consents(patient.id)
    store.withdraw_consent(consent.id, LATER, ANNA)
    assert prints(store) == []
    assert store.faces.all(MODEL) == []
    told = [(line.deed, line.detail) for line in store.audit(patient.id)[-2:]]
    assert told == [
        (Deed.CONSENT_WITHDRAWN, "face_check_in"),
        (Deed.FACE_DELETED, f"{print_id} {MODEL}"),
    ]
    assert store.verify().faults == ()


def test_withdrawing_something_else_leaves_it(store: SqlStore) -> None:
    patient = somebody(store)
    store.faces.put(patient.id, MODEL, vector(), NOON, ANNA)
    care = Consent(uuid.uuid4().hex, patient.id, Purpose.CARE, "care/1", "ko", NOON)
    store.add_consent(care, ANNA)
    store.withdraw_consent(care.id, LATER, ANNA)
    assert store.faces.has(patient.id)


def test_an_erased_patients_face_is_erased(store: SqlStore) -> None:
    patient = somebody(store)
    store.faces.put(patient.id, MODEL, vector(), NOON, ANNA)
    store.erase_patient(patient.id, ANNA)
    assert prints(store) == []


def test_a_print_does_not_pass_for_another(store: SqlStore) -> None:
    one, other = somebody(store), somebody(store, "P-2")
    for patient, seed in ((one, 1), (other, 2)):
        store.faces.put(patient.id, MODEL, vector(seed), NOON, ANNA)
    with store._writing() as session:
        rows = {row.patient_id: row for row in session.scalars(select(FacePrintRow))}
        rows[one.id].sealed = rows[other.id].sealed
        damaged = rows[one.id].id
    with pytest.raises(RecordDamaged, match="face_damaged"):
        store.faces.all(MODEL)
    assert store.verify().faults == (f"face_damaged {damaged}",)


def test_no_vector_is_in_clear_and_none_in_a_backup(
    stores: SqlStores, place: str, store: SqlStore, tmp_path: Path
) -> None:
    patient = somebody(store)
    store.faces.put(patient.id, MODEL, vector(), NOON, ANNA)
    sealed = prints(store)[0].sealed
    assert vector().tobytes() not in sealed
    name = store.back_up()
    for path in (one for one in tmp_path.rglob("*") if one.is_file()):
        content = path.read_bytes()
        assert vector().tobytes()[:32] not in content
        assert sealed[:32] not in content
    store.close()
    stores.restore(place, PASSPHRASE, name, ANNA)
    opened = stores.open(place, PASSPHRASE, ANNA)
    assert prints(opened) == []
    assert opened.consents(patient.id)[0].holds  # who consented is asked for photographs again
    opened.close()


def test_older_records_get_the_table(stores: SqlStores, place: str, store: SqlStore) -> None:
    with store._backing.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE face_prints")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0002'")
    store.close()
    opened = stores.open(place, PASSPHRASE, ANNA)
    assert opened.faces.all(MODEL) == []
    opened.close()


def test_nothing_works_while_locked(store: SqlStore) -> None:
    patient = somebody(store)
    store.close()
    with pytest.raises(RecordProblem, match="store_locked"):
        store.faces.all(MODEL)
    with pytest.raises(RecordProblem, match="store_locked"):
        store.faces.put(patient.id, MODEL, vector(), NOON, ANNA)


def test_a_capturing_user_enrols_finds_and_forgets(store: SqlStore) -> None:
    records = Records(store, User("kiosk", Role.CAPTURE), "kiosk 1")
    patient = records.add_patient("P-9", "김민수")
    records.give_consent(patient, Purpose.FACE_CHECK_IN, "face_check_in/1", "ko")
    photos = [vector(seed) for seed in (1, 2, 3)]
    records.keep_face(patient, MODEL, photos)
    ((patient_id, kept),) = records.faces(MODEL)
    assert records.recognised(patient_id) == patient
    assert (kept == mean_vector(photos)).all()
    records.forget_face(patient)
    assert records.faces(MODEL) == []
    assert records.recognised(patient_id) is None
    assert not store.consents(patient.id)[0].holds
