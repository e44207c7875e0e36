"""Keys of services in a keyring that keeps them in memory, each for one address."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from keyring.backends import fail

from posture_app.adapters.keys.keyring_service_keys import KeyringServiceKeys
from posture_app.domain.cloud import Endpoint, Service, ServiceKeys
from posture_app.domain.errors import CloudProblem, EnvironmentProblem, RecordProblem
from posture_app.services.cloud.kit import CloudKit, EndpointsFile
from posture_app.services.cloud.leaving import PhotoTools
from posture_app.services.ports import SyncTarget
from posture_app.services.wording import LANGUAGES, Words
from tests.adapters.sql_store.test_keyring_keys import InMemory, Locked, ReadableFile

KEYS = ServiceKeys({"appKey": "a-secret", "secretKey": "another-secret"})
HOME, ELSEWHERE = Endpoint("https://pose.example"), Endpoint("https://elsewhere.example", uuid_once=True)


def kit(folder: Path, backend: InMemory) -> CloudKit:
    def target(service: Service, endpoint: Endpoint, keys: ServiceKeys) -> SyncTarget:
        if not endpoint.url.startswith("https"):
            raise CloudProblem("cloud_bad_url")
        return (service, endpoint, keys)  # type: ignore[return-value]

    def tools() -> PhotoTools:
        raise AssertionError("no photograph is asked for")

    return CloudKit(
        EndpointsFile(folder / "cloud.json"),
        lambda: KeyringServiceKeys(lambda: backend),
        target,
        tools,
        lambda endpoint, keys: (endpoint, keys),  # type: ignore[arg-type,return-value]
    )


def test_keys_are_kept_for_one_service_at_one_address() -> None:
    backend = InMemory()
    keeper = KeyringServiceKeys(lambda: backend)
    assert keeper.recall(Service.NHN, HOME.url) is None
    keeper.remember(Service.NHN, HOME.url, KEYS)

    assert keeper.recall(Service.NHN, HOME.url) == KEYS
    assert keeper.recall(Service.NHN, ELSEWHERE.url) is None
    assert keeper.recall(Service.KAKAO, HOME.url) is None
    assert keeper.forget(Service.NHN, HOME.url)
    assert not keeper.forget(Service.NHN, HOME.url)
    assert backend.kept == {}


@pytest.mark.parametrize("kept", ["", "[]", '{"appKey": 1}', "secret"])
def test_what_are_no_keys_counts_as_none(kept: str) -> None:
    backend = InMemory()
    backend.set_password("posture-app", f"cloud/nhn/{HOME.url}", kept)
    assert KeyringServiceKeys(lambda: backend).recall(Service.NHN, HOME.url) is None


@pytest.mark.parametrize(
    ("backend", "code"), [(Locked(), "service_keyring_locked"), (ReadableFile(), "service_keyring_plain")]
)
def test_a_keyring_that_is_locked_or_readable_is_refused(backend: InMemory, code: str) -> None:
    keeper = KeyringServiceKeys(lambda: backend)
    for use in (
        lambda: keeper.remember(Service.NHN, HOME.url, KEYS),
        lambda: keeper.recall(Service.NHN, HOME.url),
    ):
        with pytest.raises(RecordProblem, match=code):
            use()
    with pytest.raises(RecordProblem) as caught:
        keeper.recall(Service.NHN, HOME.url)
    for language in LANGUAGES:
        assert caught.value.code not in Words(language).problem(caught.value)


def test_a_system_without_a_keyring_says_how_to_do_without() -> None:
    with pytest.raises(RecordProblem, match="service_keyring_missing") as caught:
        KeyringServiceKeys(fail.Keyring).name()
    assert "--keys-file" in Words("en").problem(caught.value)


def test_a_service_is_set_up_without_its_keys_in_the_file(tmp_path: Path) -> None:
    backend = InMemory()
    made = kit(tmp_path, backend)
    with pytest.raises(CloudProblem, match="cloud_not_set_up"):
        made.target_for(Service.NHN)
    made.set_up(Service.NHN, HOME, KEYS)

    assert "secret" not in (tmp_path / "cloud.json").read_text(encoding="utf-8")
    assert made.endpoint(Service.NHN) == HOME
    assert made.target_for(Service.NHN) == (Service.NHN, HOME, KEYS)
    assert made.videos_for(Service.NHN) == (HOME, KEYS)
    with pytest.raises(CloudProblem, match="cloud_bad_url"):
        made.set_up(Service.NHN, Endpoint("ftp://x"), KEYS)
    assert made.endpoint(Service.NHN) == HOME


def test_another_address_needs_its_own_keys(tmp_path: Path) -> None:
    backend = InMemory()
    made = kit(tmp_path, backend)
    made.set_up(Service.NHN, HOME, KEYS)
    made.set_up(Service.NHN, ELSEWHERE, None)
    with pytest.raises(CloudProblem, match="cloud_no_keys"):
        made.target_for(Service.NHN)
    assert backend.kept == {}
    made.set_up(Service.NHN, ELSEWHERE, KEYS)
    assert made.endpoint(Service.NHN) == ELSEWHERE
    made.remove(Service.NHN)
    assert backend.kept == {}
    assert made.endpoints.load() == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"schema": "posture-cloud/2", "services": {}}',
        '{"schema": "posture-cloud/1", "services": {"other": {"url": "https://x"}}}',
        '{"schema": "posture-cloud/1", "services": {"nhn": {"url": ""}}}',
        '{"schema": "posture-cloud/1", "services": {"nhn": {"url": "https://x", "plain_http": "no"}}}',
    ],
)
def test_a_file_of_another_kind_is_refused_and_put_aside_by_the_next(tmp_path: Path, text: str) -> None:
    path = tmp_path / "cloud.json"
    path.write_text(text, encoding="utf-8")
    file = EndpointsFile(path)
    with pytest.raises(EnvironmentProblem, match="cloud_settings_unreadable"):
        file.load()
    file.save({Service.NHN: HOME})
    assert path.with_suffix(".broken").read_text(encoding="utf-8") == text
    assert file.load() == {Service.NHN: HOME}


def test_a_file_of_before_a_field_existed_reads(tmp_path: Path) -> None:
    path = tmp_path / "cloud.json"
    services = {"schema": "posture-cloud/1", "services": {"nhn": {"url": HOME.url}}}
    path.write_text(json.dumps(services), encoding="utf-8")
    assert EndpointsFile(path).load() == {Service.NHN: HOME}
