"""The records: stores, keys, exports, and what is printed of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from posture_app.app.files import as_jpeg, write_file
from posture_app.app.places import data_folder, settings_file
from posture_app.cli.stores import RecordsDesk
from posture_app.services.settings import backup_plan, load
from posture_app.services.wording import Words

if TYPE_CHECKING:
    from posture_app.cli.stores import Exporter
    from posture_app.services.comparing.compare import Compared
    from posture_app.services.records.backups import BackupPlan
    from posture_app.services.records.store import KeyKeeper, StoreOpener


def records_desk() -> RecordsDesk:
    """Lay out what the records' commands need."""
    return RecordsDesk(
        _own_stores, as_jpeg, write_file, exporters(), recovery_sheet, keyring, comparison_sheet
    )


def _own_stores() -> StoreOpener:
    """Open records as the settings in the window say."""
    return stores(backup_plan(load(settings_file())[0]))


def stores(plan: BackupPlan) -> StoreOpener:
    """Give what opens records, saving backups as planned."""
    from posture_app.adapters.sql_store.opener import SqlStores

    dumps = data_folder() / "server-backups"
    return SqlStores(dumps, backup_after_s=3600.0 * plan.every_h, backups_kept=plan.kept)


def exporters() -> Mapping[str, Exporter]:
    """Give the formats of exports by their names."""
    from posture_app.adapters.exports.formats import EXPORTERS

    return EXPORTERS


def recovery_sheet(code: str, place: str, words: Words) -> bytes:
    """Give the sheet of a recovery code as a PDF."""
    from posture_app.adapters.sheets.recovery_sheet import recovery_sheet

    return recovery_sheet(code, place, words)


def keyring() -> KeyKeeper:
    """Give the operating system's keyring."""
    from posture_app.adapters.keys.keyring_keys import KeyringKeys

    return KeyringKeys()


def comparison_sheet(compared: Compared, words: Words, clinic: str | None = None) -> bytes:
    """Give a comparison of two visits as a PDF."""
    from posture_app.adapters.pdf_report.comparison import PdfComparison
    from posture_app.adapters.photos.photo_files import from_bytes

    before, after = (
        {view: from_bytes(photo) for view, photo in photos.items()}
        for photos in (compared.before, compared.after)
    )
    told, patient = compared.comparison.now.subject, compared.patient
    who = replace(told, name=patient.name or told.name, code=patient.code)
    return PdfComparison(words, clinic).write(compared.comparison, before, after, who)
