"""The whole OpenAPI document, asked with all that it allows and much that it does not: no answer is a fault of ours."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings

from diurna.serve import create_app

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed: see requirements.in")
ASKED_EACH = 25  # requests made up for each operation
POLITE = {"host": "127.0.0.1"}


@pytest.fixture(scope="module")
def operations(example_library):
    """Every operation of the document, to be asked in this process."""
    schema = schemathesis.openapi.from_asgi("/openapi.json", create_app(example_library, rate=None), headers=POLITE)
    return [found.ok() for found in schema.get_all_operations()]


def test_no_request_is_a_fault_of_ours(operations):
    assert len(operations) >= 5
    for operation in operations:
        ask(operation)


def ask(operation) -> None:
    """Sends an operation what its schema allows, and no answer may be a fault of the room's."""

    @settings(max_examples=ASKED_EACH, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def asked(case):
        answer = case.call(headers=POLITE)
        assert answer.status_code < 500, (operation.label, case.path_parameters, case.query, answer.text[:500])

    asked()


ODD = ["", "%", "\x00", "'", "\"", "-1", "999999999999999999999", "2024-99-99", "\ud7ff", "😀" * 50, "a" * 5_000, "../../etc/passwd", "[]", "null"]


def test_no_odd_value_is_a_fault_of_ours(client):
    """Every parameter of every page with values that its schema does not allow."""
    for path, item in client.get("/openapi.json").json()["paths"].items():
        for parameter in item.get("get", {}).get("parameters", []):
            for value in ODD:
                asked = quote(path.replace("{" + parameter["name"] + "}", value)) if parameter["in"] == "path" else path
                query = {parameter["name"]: value} if parameter["in"] == "query" else {}
                for address in (asked, asked.removesuffix(".json")):
                    answer = client.get(address, params=query)
                    assert answer.status_code < 500, (address, query, answer.text[:300])
