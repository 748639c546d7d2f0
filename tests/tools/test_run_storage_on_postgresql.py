import os
import socket
from pathlib import Path

import pytest
import run_storage_on_postgresql as storage_run


def test_without_server_and_without_root_it_says_why_it_did_not_run(monkeypatch, capsys):
    monkeypatch.setattr(storage_run, "newest_binaries", lambda: None)
    monkeypatch.setattr(storage_run, "can_install", lambda: False)
    storage_run.main()
    assert capsys.readouterr().out.startswith("POSTGRESQL: NOT RUN (no PostgreSQL server")


def test_the_newest_server_is_taken_by_number_not_by_letter(monkeypatch, tmp_path):
    for version in ("9.6", "17", "15"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "initdb").touch()
    monkeypatch.setattr(storage_run, "BINARIES", tmp_path)
    assert storage_run.newest_binaries() == tmp_path / "17" / "bin"


def test_no_server_at_all_is_none(monkeypatch, tmp_path):
    monkeypatch.setattr(storage_run, "BINARIES", tmp_path)
    assert storage_run.newest_binaries() is None


def test_a_free_port_can_be_bound():
    with socket.socket() as server:
        server.bind(("127.0.0.1", storage_run.free_port()))


def test_a_program_that_fails_is_quoted(tmp_path):
    failing = tmp_path / "initdb"
    failing.write_text("#!/bin/sh\necho no room on this disk\nexit 1\n", encoding="utf-8")
    failing.chmod(0o755)
    cluster = storage_run.Cluster(tmp_path, tmp_path)
    cluster.run_as = None
    with pytest.raises(storage_run.NotRunError, match=r"initdb failed: no room on this disk"):
        cluster.call("initdb")


def test_the_verdict_follows_the_tests(monkeypatch, capsys):
    monkeypatch.setattr(storage_run, "newest_binaries", lambda: Path("/nowhere"))
    for code, said in ((0, "POSTGRESQL: RUN\n"), (1, "POSTGRESQL: RUN (pytest ended with 1)\n")):
        monkeypatch.setattr(storage_run, "run_tests", lambda _binaries, code=code: code)
        with pytest.raises(SystemExit) as ended:
            storage_run.main()
        assert ended.value.code == code
        assert capsys.readouterr().out == said


@pytest.mark.skipif(
    storage_run.newest_binaries() is None or os.geteuid() != 0,
    reason="needs an installed PostgreSQL and root; tools/run_storage_on_postgresql.py installs it",
)
def test_a_cluster_of_our_own_answers_on_loopback_and_is_gone_afterwards():
    import sqlalchemy

    scratch = Path(storage_run.tempfile.mkdtemp(prefix="kairos-test-"))
    cluster = storage_run.Cluster(storage_run.newest_binaries(), scratch)
    try:
        cluster.start()
        engine = sqlalchemy.create_engine(cluster.address)
        with engine.connect() as connection:
            assert connection.exec_driver_sql("select 1").scalar() == 1
        engine.dispose()
        cluster.stop()
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", cluster.port), timeout=5)
    finally:
        storage_run.shutil.rmtree(scratch)
