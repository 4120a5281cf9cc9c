#!/usr/bin/env python3
"""Set up, try and test Diurna from a fresh clone. Standard library only.

    python3 dev.py try      read the example reports and show the record
    python3 dev.py test     run the tests (more arguments go to pytest)
    python3 dev.py setup    only install

Everything is installed into .venv beside this file, from requirements.lock, whose hashes are checked: with uv where it can be had, else
with pip; where this Python has neither pip nor ensurepip, one pinned pip is fetched from the package index first.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BOOT = ROOT / ".boot"
LOG = BOOT / "setup.log"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "diurna-installed"
OLDEST = (3, 11)
INDEXES = ("PIP_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX_URL")  # where the environment may name a package index
PIP_WHEEL = "pip-26.3-py3-none-any.whl"  # runs on every system; fetched only where Python came without any pip
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
FETCH_SECONDS = 60


class Failure(Exception):
    """One way of installing did not work; the message is its last word."""


def main(arguments: list[str]) -> int:
    """Run one verb; returns its exit code, 2 for a verb that is not known."""
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if verb not in ("setup", "try", "test"):
        print(__doc__)
        return 0 if verb in ("help", "-h", "--help") else 2
    setup()
    if verb == "try":
        return subprocess.call([str(PYTHON), "-m", "diurna", "try", *rest], cwd=ROOT)
    if verb == "test":
        return subprocess.call([str(PYTHON), "-m", "pytest", "-q", *rest], cwd=ROOT)
    print(f"Installed in {VENV}. Next: python3 dev.py try")
    return 0


def setup() -> None:
    """Make .venv and install into it, unless it is there and as the lock says."""
    if sys.version_info < OLDEST:
        stop(f"Diurna needs Python {OLDEST[0]}.{OLDEST[1]} or later, this is {sys.version.split()[0]}: run dev.py with a newer one")
    if STAMP.exists() and STAMP.read_text() == wanted() and PYTHON.exists():
        return
    print("Setting up .venv (once; a few minutes, about 900 MB) ...", flush=True)
    try:
        BOOT.mkdir(exist_ok=True)
        LOG.write_text("")
        install()
        step([str(PYTHON), "-m", "diurna.resources.gazetteer"])
        STAMP.write_text(wanted())
    except OSError as error:
        stop(f"{error.filename or ROOT}: {error.strerror}. Is there room on the disk, and may you write there?")
    except Failure as failure:
        stop(str(failure))


def wanted() -> str:
    """What an up-to-date .venv was made from."""
    made_from = LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return f"{sys.version_info[:2]} {ROOT} {hashlib.sha256(made_from).hexdigest()}"


def install() -> None:
    """Install with uv; where there is none, or it fails, with pip. Raises Failure with what each said."""
    said = []
    for name, way in (("uv", install_with_uv), ("pip", install_with_pip)):
        try:
            return way()
        except Failure as failure:
            said.append(f"{name}: {failure}")
    raise Failure(f"the packages could not be installed. {'; '.join(said)}. All that was said is in {LOG}; is the package index reachable?")


def install_with_uv() -> None:
    uv = shutil.which("uv") or fetched_uv()
    step([uv, "venv", "-q", "--clear", "--python", sys.executable, str(VENV)])
    pip = [uv, "pip", "install", "-q", "--python", str(PYTHON)]
    step([*pip, "--require-hashes", "-r", str(LOCK)])
    step([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)])


def install_with_pip() -> None:
    pip = [*venv_with_pip(), "install", "-q", "--disable-pip-version-check", "--retries", "2"]
    step([*pip, "--require-hashes", "-r", str(LOCK)])
    step([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)])


def fetched_uv() -> str:
    """The uv that this Python's pip fetches into .boot: no global install, so a system Python allows it."""
    uv = BOOT / "bin" / ("uv.exe" if os.name == "nt" else "uv")
    if not uv.exists():
        if not has_module("pip"):
            raise Failure("there is none")
        step([sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--retries", "2", "--target", str(BOOT), "uv"])
    return str(uv)


def venv_with_pip() -> list[str]:
    """Make .venv; returns the command of a pip that installs into it: its own, this Python's, or one that is fetched."""
    if not has_module("venv"):
        raise Failure("this Python has no venv module: install your system's python3-venv package, or uv")
    import venv

    own = has_module("ensurepip")
    try:
        venv.create(VENV, with_pip=own, clear=True, symlinks=os.name != "nt")
    except subprocess.CalledProcessError:
        own = False
    if own:
        return [str(PYTHON), "-m", "pip"]
    if has_module("pip"):
        return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    return [str(PYTHON), str(fetched_pip())]


def fetched_pip() -> Path:
    """The pinned pip, fetched from the package index and unpacked below .boot; its hash is checked."""
    import io
    import zipfile

    folder = BOOT / "pip-wheel"
    if not (folder / "pip").exists():
        data = download(wheel_address())
        if hashlib.sha256(data).hexdigest() != PIP_SHA256:
            raise Failure(f"{PIP_WHEEL} came with another hash than the pinned one")
        zipfile.ZipFile(io.BytesIO(data)).extractall(folder)
    return folder / "pip"


def wheel_address() -> str:
    """Where the index keeps the pinned pip."""
    from urllib.parse import urljoin

    index = next(filter(None, map(os.environ.get, INDEXES)), None)
    if index is None:
        raise Failure(f"this Python has neither pip nor ensurepip, uv is not at hand, and none of {', '.join(INDEXES)} names a package index")
    page = f"{index.rstrip('/')}/pip/"
    for link in re.findall(r'href="([^"]+)"', download(page).decode("utf-8", "replace")):
        if link.split("#")[0].endswith(f"/{PIP_WHEEL}"):
            return urljoin(page, link.split("#")[0])
    raise Failure(f"{page} has no {PIP_WHEEL}")


def download(address: str) -> bytes:
    import ssl
    import urllib.request

    certificates = ssl.create_default_context(cafile=os.environ.get("PIP_CERT"))
    try:
        with urllib.request.urlopen(address, timeout=FETCH_SECONDS, context=certificates) as answer:
            return answer.read()
    except (OSError, ValueError) as error:
        raise Failure(f"neither pip nor ensurepip is at hand, and {address} cannot be fetched ({error})") from error


def has_module(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def step(command: list[str]) -> None:
    """Run a command, all that it says going to the log; raises Failure with the last line that tells why."""
    done = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    with LOG.open("a") as log:
        log.write(f"$ {' '.join(command)}\n{done.stdout}\n")
    if done.returncode:
        lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
        told = [line for line in lines if re.match(r"(?i)(error|\S*error:|caused by|cause:|× )", line)]
        told = told or lines[-1:] or [f"{command[0]} ended with {done.returncode}"]
        raise Failure(" … ".join(dict.fromkeys(re.sub(r"(?i)^error: ", "", line) for line in (told[0], told[-1]))))


def stop(message: str) -> None:
    raise SystemExit(f"dev.py: {message}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
