#!/usr/bin/env python3
"""Set up, try and test Diurna from a fresh clone. Standard library only.

    python3 dev.py try      read the example reports and show the record
    python3 dev.py test     run the tests (more arguments go to pytest)
    python3 dev.py setup    only install

Everything is installed into .venv beside this file, from requirements.lock, whose hashes are checked.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BOOT = ROOT / ".boot"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "diurna-installed"
OLDEST = (3, 11)


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
    uv = find_uv()
    if uv:
        install_with_uv(uv)
    else:
        install_with_pip()
    run([str(PYTHON), "-m", "diurna.resources.gazetteer"], "the gazetteer could not be built")
    STAMP.write_text(wanted())


def wanted() -> str:
    """What an up-to-date .venv was made from."""
    made_from = LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return f"{sys.version_info[:2]} {hashlib.sha256(made_from).hexdigest()}"


def find_uv() -> list[str] | None:
    """The command that runs uv: one on the path, or one fetched into .boot by this Python's pip."""
    if shutil.which("uv"):
        return ["uv"]
    fetched = BOOT / "bin" / "uv"
    if not fetched.exists() and has_module("pip"):
        command = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--target", str(BOOT), "uv"]
        subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return [str(fetched)] if fetched.exists() else None


def install_with_uv(uv: list[str]) -> None:
    run([*uv, "venv", "-q", "--clear", "--python", sys.executable, str(VENV)], "uv could not make .venv")
    command = [*uv, "pip", "install", "-q", "--python", str(PYTHON)]
    run([*command, "--require-hashes", "-r", str(LOCK)], "the packages of requirements.lock could not be installed")
    run([*command, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], "Diurna itself could not be installed")


def install_with_pip() -> None:
    if not has_module("ensurepip"):
        stop("neither uv nor Python's ensurepip is at hand: install uv, or your system's python3-venv package, then run this again")
    venv.create(VENV, with_pip=True, clear=True)
    command = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    run([*command, "--require-hashes", "-r", str(LOCK)], "the packages of requirements.lock could not be installed")
    run([*command, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], "Diurna itself could not be installed")


def has_module(name: str) -> bool:
    import importlib.util

    return importlib.util.find_spec(name) is not None


def run(command: list[str], failure: str) -> None:
    """Run a step; on failure say in one line what is missing."""
    if subprocess.call(command, cwd=ROOT) != 0:
        stop(f"{failure} (see above; is the network reachable and is there room on the disk?)")


def stop(message: str) -> None:
    raise SystemExit(f"dev.py: {message}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
