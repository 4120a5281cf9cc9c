"""dev.py: what it says where it cannot go on, and the ways that it goes. Nothing is installed here."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def dev(tmp_path, monkeypatch):
    """dev.py as a module of a folder with a space in its name."""
    root = tmp_path / "a clone"
    root.mkdir()
    for name in ("dev.py", "requirements.lock", "pyproject.toml"):
        (root / name).write_bytes((ROOT / name).read_bytes())
    spec = importlib.util.spec_from_file_location("dev", root / "dev.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module.shutil, "which", lambda name: None)
    module.BOOT.mkdir()
    module.LOG.write_text("")
    return module


def without(dev, monkeypatch, *names):
    monkeypatch.setattr(dev, "has_module", lambda name: name not in names)


def test_only_the_standard_library_is_imported():
    imported = re.findall(r"^\s*(?:import|from) (\w+)", (ROOT / "dev.py").read_text(), re.M)
    assert set(imported) <= set(sys.stdlib_module_names)


def test_an_unknown_verb_shows_the_verbs():
    done = subprocess.run([sys.executable, str(ROOT / "dev.py"), "nonsense"], capture_output=True, text=True, check=False)
    assert (done.returncode, "dev.py setup" in done.stdout) == (2, True)


def test_an_old_python_is_said(dev, monkeypatch):
    monkeypatch.setattr(dev.sys, "version_info", (3, 10, 1))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or later"):
        dev.setup()


def test_what_is_up_to_date_is_not_made_anew(dev, monkeypatch):
    monkeypatch.setattr(dev, "install", lambda: pytest.fail("installed"))
    dev.PYTHON.parent.mkdir(parents=True)
    dev.PYTHON.write_text("")
    dev.STAMP.write_text(dev.wanted())
    dev.setup()


def test_every_way_that_failed_is_said_in_one_line(dev, monkeypatch):
    without(dev, monkeypatch, "pip", "ensurepip", "venv")
    with pytest.raises(SystemExit, match=r"^dev\.py: the packages could not be installed\. uv: there is none; pip: .*python3-venv.*$"):
        dev.setup()


def test_a_step_that_fails_tells_its_first_and_last_reason(dev):
    script = "print('hello'); print('ERROR: no such package'); print('  cause: no network'); raise SystemExit(1)"
    with pytest.raises(dev.Failure, match=r"^no such package … cause: no network$"):
        dev.step([sys.executable, "-c", script])
    assert "hello" in dev.LOG.read_text()


def test_uv_is_fetched_by_pip_into_the_clone(dev, monkeypatch):
    steps = []
    without(dev, monkeypatch)
    monkeypatch.setattr(dev, "step", steps.append)
    assert dev.fetched_uv() == str(dev.BOOT / "bin" / "uv")
    assert steps[0][1:4] == ["-m", "pip", "install"]
    assert "--target" in steps[0]  # what a system Python that refuses installs still allows


def test_without_ensurepip_this_pythons_pip_installs(dev, monkeypatch):
    without(dev, monkeypatch, "ensurepip")
    assert dev.venv_with_pip() == [sys.executable, "-m", "pip", "--python", str(dev.PYTHON)]
    assert dev.PYTHON.exists()


def test_without_any_pip_the_pinned_one_is_fetched(dev, monkeypatch):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as wheel:
        wheel.writestr("pip/__main__.py", "print('it runs')")
    page = f'<a href="../../f/{dev.PIP_WHEEL}#sha256=0">x</a>'.encode()
    asked = []

    def download(address):
        asked.append(address)
        return page if address.endswith("/pip/") else held.getvalue()

    without(dev, monkeypatch, "ensurepip", "pip")
    monkeypatch.setattr(dev, "download", download)
    monkeypatch.setenv("PIP_INDEX_URL", "https://index.example/simple/")
    with pytest.raises(dev.Failure, match="another hash"):
        dev.fetched_pip()
    monkeypatch.setattr(dev, "PIP_SHA256", hashlib.sha256(held.getvalue()).hexdigest())
    command = dev.venv_with_pip()
    assert asked[-2:] == ["https://index.example/simple/pip/", f"https://index.example/f/{dev.PIP_WHEEL}"]
    assert subprocess.check_output(command, text=True).strip() == "it runs"


def test_without_a_network_the_address_is_said(dev):
    with pytest.raises(dev.Failure, match=r"127\.0\.0\.1:9/simple"):
        dev.download("http://127.0.0.1:9/simple/pip/")


def test_the_lock_names_no_registry_and_hashes_everything():
    lock = (ROOT / "requirements.lock").read_text()
    assert "://" not in lock
    assert "--index" not in lock
    pinned = re.findall(r"^[a-z0-9-]+==.*?(?=^[a-z0-9-]+==|\Z)", lock, re.M | re.S)
    assert len(pinned) > 50
    assert all("--hash=sha256:" in entry for entry in pinned)


def test_without_pip_and_without_an_index_it_says_what_is_missing(dev, monkeypatch):
    for name in dev.INDEXES:
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(dev.Failure, match="neither pip nor ensurepip"):
        dev.wheel_address()
