"""The watch list: each alert is told once, to where the user says, and none is lost."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from shutil import copytree

import pytest
from click.testing import CliRunner

from diurna.cli.group import diurna
from diurna.library import Library
from diurna.model import SettingsError, StoreError
from diurna.settings import Settings

RULES = """
[[rule]]
name = "Killings"
place = "BFA"
quantity = "dead"
at_least = 5

[[rule]]
name = "Quarrels"
differs = ["dead"]

[[rule]]
name = "Nobody"
dyad = ["PRY", "MOZ"]
"""


@pytest.fixture
def library(example_library, tmp_path):
    copytree(example_library.path, tmp_path / "library.diurna")
    return Library(tmp_path / "library.diurna", settings=Settings())


@pytest.fixture
def rules(tmp_path):
    def write(text):
        path = tmp_path / "rules.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def server():
    """A server that answers with its `status` and keeps what it gets."""

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.server.got.append((self.path, json.loads(body)))
            self.send_response(self.server.status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        do_GET = do_POST

        def log_message(self, *_):
            pass

    desk = HTTPServer(("127.0.0.1", 0), Desk)
    desk.status, desk.got = 204, []
    thread = threading.Thread(target=desk.serve_forever, daemon=True)
    thread.start()
    yield desk
    desk.shutdown()
    desk.server_close()


def test_each_alert_is_told_once(library, rules):
    told = library.alert(rules(RULES)).alerts
    assert {a.rule for a in told} == {"Killings", "Quarrels"}
    assert all("or more" in a.why for a in told if a.rule == "Killings")
    assert all(a.sentence in library.article(a.article).text for a in told)
    assert library.alert(rules(RULES)).alerts == []
    fresh = library.alert(rules(RULES + '[[rule]]\nname = "Deals"\ntype = "agree"\n')).alerts
    assert {a.rule for a in fresh} == {"Deals"}


def test_seen_takes_all_for_told(library, rules):
    assert library.alert(rules(RULES), seen=True).alerts
    assert library.alert(rules(RULES)).alerts == []


def test_to_a_file(library, rules, tmp_path):
    library.alert(rules(RULES + '[deliver]\nfile = "out/alerts.jsonl"\n'))
    rows = [json.loads(line) for line in (tmp_path / "out" / "alerts.jsonl").read_text("utf-8").splitlines()]
    assert {row["rule"] for row in rows} == {"Killings", "Quarrels"}


def test_a_webhook_that_fails_loses_nothing(library, rules, server):
    address = f"http://127.0.0.1:{server.server_port}/hook"
    path = rules(RULES + f'[deliver]\nwebhook = "{address}"\ntimeout = 5\n')
    for status, words in ((500, "answered 500"), (302, "answered 302")):
        server.status = status
        with pytest.raises(StoreError, match=words):
            library.alert(path)
    server.status = 204
    found = library.alert(path)
    assert found.delivered_to == address
    assert [where for where, _ in server.got] == ["/hook"] * 3
    assert len(server.got[-1][1]["alerts"]) == len(found.alerts) > 1
    assert library.alert(path).alerts == []
    assert len(server.got) == 3


def test_an_address_that_is_not_there_is_told(library, rules):
    path = rules(RULES + '[deliver]\nwebhook = "http://127.0.0.1:9/"\ntimeout = 2\n')
    with pytest.raises(StoreError, match=r"cannot be reached.*The alerts are kept"):
        library.alert(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[rule]]\n", "missing required field `name`"),
        ('[[rule]]\nname = "x"\n', "would fit every event"),
        ('[[rule]]\nname = "x"\ncolour = "red"\n', "colour"),
        ('[[rule]]\nname = "x"\nquantity = "ghosts"\n', "there is no quantity 'ghosts'"),
        ('[[rule]]\nname = "x"\ntype = "a"\n[[rule]]\nname = "x"\ntype = "b"\n', "two rules are called"),
        ('[[rule]]\nname = "x"\ntype = "a"\n[deliver]\nwebhook = "ftp://x"\n', "no http or https"),
        ("rule = ", "cannot be used as rules"),
    ],
)
def test_faulty_rules_are_told(library, rules, text, words):
    with pytest.raises(SettingsError, match=words):
        library.alert(rules(text))


def test_on_the_command_line(library, rules, monkeypatch):
    monkeypatch.setenv("DIURNA_LIBRARY", str(library.path))
    path = str(rules(RULES))
    told = CliRunner().invoke(diurna, ["alert", path])
    assert told.exit_code == 0 and "Killings: " in told.stdout
    again = CliRunner().invoke(diurna, ["alert", path])
    assert (again.stdout, again.stderr) == ("", "nothing new fits the rules\n")
    assert CliRunner().invoke(diurna, ["alert", "nowhere.toml"]).exit_code == 2
