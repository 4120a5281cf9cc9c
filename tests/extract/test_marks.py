"""Lines and openings that say something of an article."""

from __future__ import annotations

import pytest

from diurna.extract.dates import field_date, find_date
from diurna.extract.marks import dateline_of, mark_of, trailing_credit


@pytest.mark.parametrize(
    ("line", "kind", "credit"),
    [
        ("Reuters, 02 Nov 2017", "credit", "Reuters"),
        ("(AFP)", "credit", "AFP"),
        ("By Reuters Staff", "credit", "Reuters"),
        ("— AP contributed", "credit", "AP"),
        ("(With AFP and Reuters)", "credit", "AFP, Reuters"),
        ("The Associated Press contributed to this report.", "credit", "AP"),
        ("By Ada Quill, Reuters", "byline", "Reuters"),
        ("By Ada Quill and Omar Reyes", "byline", None),
        ("Reporting by Ada Quill; Editing by Omar Reyes", "credit", None),
        ("Updated 04 May, 2024", "date", None),
        ("Dockers wait at the northern quay (AFP photo)", "caption", None),
        ("Reuters reported that the port was closed", None, None),
        ("By the end of 2017", None, None),
        ("The council met on 2 November 2017.", None, None),
    ],
)
def test_marks(line: str, kind: str | None, credit: str | None) -> None:
    mark = mark_of(line)
    assert (mark.kind if mark else None, mark.credit if mark else None) == (kind, credit)


def test_an_imprint_names_the_outlet_and_a_reprint_does_not() -> None:
    assert mark_of("Published in The Harbour Post, June 4th, 2019.").outlet == "The Harbour Post"
    reprint = mark_of("Originally published in The Harbour Post on June 4th, 2019")
    assert (reprint.outlet, reprint.credit) == (None, "The Harbour Post")


@pytest.mark.parametrize(
    ("paragraph", "place", "credit"),
    [
        ("ANKARA: Ministers met on Monday.", "Ankara", None),
        ("TEHRAN (Reuters) - Ministers met.", "Tehran", "Reuters"),
        ("MOSCOW, Nov 2 — Ministers met.", "Moscow", None),
        ("NEW YORK, March 3, 2015 (AFP) – Ministers met.", "New York", "AFP"),
        ("Damascus, SANA – Ministers met.", "Damascus", None),
        ("BEIRUT Thirteen ministers met.", "Beirut", None),
        ("NATO: the alliance said so.", None, None),
        ("THE story of the wells is long.", None, None),
        ("UPDATE 1 - Ministers met.", None, None),
    ],
)
def test_datelines(paragraph: str, place: str | None, credit: str | None) -> None:
    line = dateline_of(paragraph)
    assert (line.place if line else None, line.credit if line else None) == (place, credit)
    assert line is None or paragraph[line.length :].startswith(("Ministers", "Thirteen"))


def test_trailing_credits() -> None:
    assert trailing_credit("They left on Friday. (AFP)") == (20, "AFP")
    assert trailing_credit("They left on Friday.-AFP") == (20, "AFP")
    assert trailing_credit("They told Reuters") is None


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Thu, 02 Nov 2017 14:03:00 +0000", "2017-11-02T14:03:00+00:00"),
        ("2/11/2017", "2017-11-02"),
        ("11/25/2017", "2017-11-25"),
        ("02.11.2017", "2017-11-02"),
        ("Nov. 2, 2017 at 5:03 pm", "2017-11-02T17:03"),
        ("November 2nd, 2017", "2017-11-02"),
        ("November 2017", "2017-11"),
        ("1509580800", "2017-11-02T00:00:00Z"),
        ("2017", "2017"),
        ("2017-13-45", None),
    ],
)
def test_dates(text: str, when: str | None) -> None:
    found = field_date(text)
    assert (found.when if found else None) == when


def test_the_month_can_go_first() -> None:
    assert find_date("2/11/2017", day_first=False).when == "2017-02-11"
    assert find_date("2.11.2017", day_first=False).when == "2017-11-02"


def test_an_agency_that_no_table_knows_is_a_credit_by_its_place():
    from diurna.extract.marks import dateline_of, mark_of

    assert dateline_of("MAPUTO (TPA) - The government and the rebels agreed a truce.").credit == "TPA"
    assert mark_of("TPA, 10 Apr 2024").credit == "TPA"
    assert mark_of("BREAKING 10 Apr 2024") is None or mark_of("BREAKING 10 Apr 2024").credit is None
