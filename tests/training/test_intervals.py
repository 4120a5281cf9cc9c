from __future__ import annotations

from evals.intervals import confusion_table, intervals


def test_an_interval_holds_the_measure_and_is_the_same_each_time() -> None:
    rows = [True] * 60 + [False] * 40

    def share(some: list[bool]) -> dict[str, float]:
        return {"share": sum(some) / len(some)}

    low, high = intervals(rows, share)["share"]
    assert 0.48 < low < 0.6 < high < 0.72
    assert intervals(rows, share) == intervals(rows, share)


def test_a_table_has_a_row_and_a_column_for_every_label_with_none_at_the_end() -> None:
    head, *rows = confusion_table({("none", "SUPPORT"): 1, ("AGREE", "SUPPORT"): 2, ("AGREE", "AGREE"): 3})
    assert head.split()[-3:] == ["AGREE", "SUPPO", "none"]
    assert [row.split() for row in rows] == [["AGREE", "3", "2", "·"], ["SUPPORT", "·", "·", "·"], ["none", "·", "1", "·"]]
