"""Faults of the surroundings: one clear Vietnamese sentence each, and no damage."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest

from tests.store.conftest import load_samples
from tests.store.samples import AT, NEW
from tests.store.test_crash import ROOT, start_writer
from tests.store.test_recording import hand_in, value_of
from tracker.store import (
    DatabaseLocked,
    DatabaseReadOnly,
    DatabaseUnreachable,
    DiskFull,
    FolderMissing,
    NewSubmission,
    NotADatabase,
    StoreError,
    open_store,
)
from tracker.store.errors import DataPathMissing
from tracker.store.location import parse_location

IS_ROOT = os.geteuid() == 0


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A file system of this size; without the right to mount one, the test is run by a file-size limit."""
    folder.mkdir()
    size = f"size={megabytes}m"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], check=True, capture_output=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True, capture_output=True)


def can_mount(tmp_path: Path) -> bool:
    if not IS_ROOT:
        return False
    try:
        with small_disk(tmp_path / "probe", 1):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


def many_rows(count: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "indicator_code": "GN-11",
            "period": [str(1000 + number % 8000) for number in range(count)],
            "measure": [f"m{number // 8000}" for number in range(count)],
            "value": [float(number) for number in range(count)],
            "note": [os.urandom(40).hex() for _ in range(count)],
        }
    )


def test_a_full_disk(tmp_path: Path) -> None:
    if not can_mount(tmp_path):
        _check_file_size_limit(tmp_path)
        return
    with small_disk(tmp_path / "disk", 24) as disk:
        ballast = disk / "ballast"
        ballast.write_bytes(b"x" * 8_000_000)
        with open_store(disk / "tracker.duckdb") as store:
            load_samples(store)
            acknowledged = []
            with pytest.raises(DiskFull, match="đã đầy"):
                for _ in range(50):
                    submission = NewSubmission("02380", NEW, "2026", "file", AT)
                    acknowledged.append(store.record_submission(submission, many_rows(10_000)))
            with pytest.raises(DiskFull):
                store.save_file(os.urandom(24_000_000))
            assert value_of(store, "TQ_OLD", "GN-11", "2022") == 40522  # it goes on answering
            ballast.unlink()
            acknowledged.append(hand_in(store, "02380", ("GN-11", 11.0, None, None)))
        assert len(acknowledged) > 1
        shutil.copytree(disk, tmp_path / "copy")
    with open_store(tmp_path / "copy" / "tracker.duckdb") as store:
        submissions = store.list_submissions("02380").set_index("id")["observations"]
        assert submissions.reindex(acknowledged).tolist() == [10_000] * (len(acknowledged) - 1) + [1]
        assert len(submissions) == len(acknowledged)
        assert value_of(store, "02380", "GN-11") == 11
        assert store.find_rollup_differences().empty
        assert [path for path in store.files.folder.rglob("*") if path.is_file()] == []


def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    _check_file_size_limit(tmp_path)


def _check_file_size_limit(tmp_path: Path) -> None:
    """The same with a limit on the size of a file, in a child process that sets it for itself."""
    path = tmp_path / "tracker.duckdb"
    with open_store(path) as store:
        load_samples(store)
    program = (
        "import resource, signal, sys; from tests.store.test_faults import *\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4_000_000, 4_000_000))\n"
        "store = open_store(sys.argv[1])\n"
        "submission = NewSubmission('02380', NEW, '2026', 'file', AT)\n"
        "try:\n    for _ in range(20): store.record_submission(submission, many_rows(60_000))\n"
        "except DiskFull: print('full')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout == "full\n", done.stderr
    with open_store(path) as store:
        assert set(store.list_submissions("02380")["observations"]) <= {60_000}
        assert store.find_rollup_differences().empty


def test_another_process_holds_the_file(tmp_path: Path) -> None:
    path = tmp_path / "tracker.duckdb"
    with open_store(path) as store:
        load_samples(store)
    child = start_writer(str(path))
    try:
        assert child.stdout is not None
        child.stdout.readline()
        for read_only in (False, True):
            with pytest.raises(DatabaseLocked, match="tiến trình khác"):
                open_store(path, read_only=read_only)
    finally:
        child.kill()
        child.wait()


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing, match="Không tìm thấy thư mục"):
        open_store(tmp_path / "nowhere" / "tracker.duckdb")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("content", [b"xin chao " * 1000, b"PK\x03\x04" + b"\0" * 20_000, b"x"])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "tracker.duckdb"
    path.write_bytes(content)
    with pytest.raises(NotADatabase, match="không phải là cơ sở dữ liệu"):
        open_store(path)
    assert path.read_bytes() == content


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(NotADatabase):
        open_store(tmp_path)


def test_a_damaged_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "tracker.duckdb"
    with open_store(path) as store:
        load_samples(store)
    content = bytearray(path.read_bytes())
    content[4096:12288] = os.urandom(8192)
    path.write_bytes(content)
    with pytest.raises(NotADatabase, match="hỏng"):
        open_store(path)
    assert path.read_bytes() == bytes(content)


def test_a_read_only_place(tmp_path: Path) -> None:
    """A read-only mount as root, else files and folders without the right to write."""
    folder = tmp_path / "place"
    if can_mount(tmp_path):
        with small_disk(folder, 20):
            with open_store(folder / "tracker.duckdb") as store:
                load_samples(store)
            subprocess.run(["mount", "-o", "remount,ro", folder], check=True, capture_output=True)
            _check_read_only(folder)
        return
    folder.mkdir()
    with open_store(folder / "tracker.duckdb") as store:
        load_samples(store)
    (folder / "tracker.duckdb").chmod(0o444)
    folder.chmod(0o555)
    _check_read_only(folder)
    folder.chmod(0o755)


def _check_read_only(folder: Path) -> None:
    before = (folder / "tracker.duckdb").read_bytes()
    with pytest.raises(DatabaseReadOnly, match="chỉ cho phép đọc"):
        open_store(folder / "tracker.duckdb")
    with pytest.raises(DatabaseReadOnly):
        open_store(folder / "another.duckdb")
    with open_store(folder / "tracker.duckdb", read_only=True) as store:
        assert value_of(store, "TQ_OLD", "GN-11", "2022") == 40522
        with pytest.raises(DatabaseReadOnly):
            hand_in(store, "02374", ("GN-11", 1.0, None, None))
        with pytest.raises(DatabaseReadOnly):
            store.save_file(b"x")
    assert (folder / "tracker.duckdb").read_bytes() == before


def test_postgres_is_away(tmp_path: Path) -> None:
    address = f"ducklake:postgres:host=127.0.0.1 port=1 password=secret dbname=x?data_path={tmp_path}/lake"
    with pytest.raises(DatabaseUnreachable, match="PostgreSQL") as caught:
        open_store(address)
    assert "secret" not in str(caught.value)


def test_a_ducklake_without_a_data_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TRACKER_DATA_PATH", raising=False)
    with pytest.raises(DataPathMissing, match="TRACKER_DATA_PATH"):
        open_store("ducklake:postgres:host=127.0.0.1")
    monkeypatch.setenv("TRACKER_DATA_PATH", str(tmp_path / "lake"))
    assert parse_location("ducklake:postgres:host=127.0.0.1").data_path == str(tmp_path / "lake")
    with pytest.raises(FolderMissing):
        open_store("ducklake:postgres:host=127.0.0.1", data_path=str(tmp_path / "no" / "lake"))


def test_every_fault_is_one_sentence() -> None:
    for kind in StoreError.__subclasses__():
        text = str(kind("data/tracker.duckdb"))
        assert text.endswith(".") and "{" not in text and "\n" not in text
