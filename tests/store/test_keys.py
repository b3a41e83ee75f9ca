"""Keys: readable by their owner only, sealed if wished, never shown."""

from __future__ import annotations

import logging
import os
import pickle
import stat
import traceback
import unicodedata
from pathlib import Path

import msgspec
import pytest
from nacl.signing import SigningKey

from paraph.errors import KeyExposed, KeyLocked, KeyMissing, StoreFailed
from paraph.store import keys
from paraph.store.keys import SeatKey

SEED = bytes(range(32))
PHRASE = "một cụm mật khẩu"


@pytest.fixture
def key() -> SeatKey:
    return SeatKey("VN", SigningKey(SEED))


def test_a_key_comes_back_from_a_file_that_only_its_owner_can_read(key: SeatKey, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        keys.save(tmp_path / "VN.key", key)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "VN.key").stat().st_mode) == 0o600
    read = keys.load(tmp_path / "VN.key")
    assert (read.party, read.public, bytes(read.signer)) == ("VN", key.public, SEED)
    assert not keys.locked(tmp_path / "VN.key")
    assert SeatKey.generate("VN").public != SeatKey.generate("VN").public


def test_a_sealed_key_opens_with_its_passphrase_however_it_was_typed(key: SeatKey, tmp_path: Path) -> None:
    path = tmp_path / "VN.key"
    keys.save(path, key, unicodedata.normalize("NFC", PHRASE), effort="interactive")
    assert SEED.hex() not in path.read_text()
    assert keys.locked(path)
    assert bytes(keys.load(path, unicodedata.normalize("NFD", PHRASE)).signer) == SEED
    assert bytes(keys.load(path, lambda: PHRASE).signer) == SEED
    for wrong in (None, "", "another", lambda: None):
        with pytest.raises(KeyLocked):
            keys.load(path, wrong)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o601])
def test_a_key_that_others_may_touch_is_refused(key: SeatKey, tmp_path: Path, mode: int) -> None:
    keys.save(tmp_path / "VN.key", key)
    (tmp_path / "VN.key").chmod(mode)
    with pytest.raises(KeyExposed):
        keys.load(tmp_path / "VN.key")


def test_no_key_is_overwritten_and_a_missing_one_names_those_there_are(key: SeatKey, tmp_path: Path) -> None:
    keys.save(tmp_path / "VN.key", key)
    with pytest.raises(StoreFailed):
        keys.save(tmp_path / "VN.key", SeatKey.generate("VN"))
    assert bytes(keys.load(tmp_path / "VN.key").signer) == SEED
    with pytest.raises(KeyMissing) as missing:
        keys.load(tmp_path / "US.key")
    assert missing.value.data == {"party": "US", "held": "VN"}


def test_a_damaged_key_file_is_refused_without_showing_what_it_holds(key: SeatKey, tmp_path: Path) -> None:
    path = tmp_path / "VN.key"
    keys.save(path, key)
    whole = path.read_text()
    fields = msgspec.json.decode(whole)
    other = bytes(SigningKey(bytes(32)).verify_key).hex()
    seal = {"salt": "00", "operations": 1, "memory": 2**40}
    for damaged in (
        whole[:-20],
        whole.replace(SEED.hex(), SEED.hex()[:-2]),
        whole.replace(SEED.hex(), "zz" * 32),
        msgspec.json.encode({**fields, "public": other}).decode(),
        msgspec.json.encode({**fields, "more": SEED.hex()}).decode(),
        msgspec.json.encode({**fields, "seal": seal}).decode(),
        msgspec.json.encode({**fields, "seal": {**seal, "memory": 2**16}}).decode(),
        "",
    ):
        path.write_text(damaged)
        with pytest.raises(StoreFailed) as refused:
            keys.load(path, PHRASE)
        assert SEED.hex()[:16] not in "".join(traceback.format_exception(refused.value))


def test_a_key_shows_nothing_of_its_secret(key: SeatKey, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("paraph").warning("signing with %s, %r", key, [key])
    for shown in (repr(key), str(key), f"{key}", f"{key!r}", caplog.text):
        assert key.public[:16] in shown
        assert SEED.hex()[:8] not in shown
        assert repr(SEED)[2:20] not in shown
    with pytest.raises(TypeError):
        pickle.dumps(key)
