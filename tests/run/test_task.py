"""One document that cannot be processed is a problem that says what failed and where; its neighbours are read."""

from __future__ import annotations

import diurna.run.task
from diurna.model import RawDocument, bytes_hash
from diurna.run.task import process
from diurna.settings import Settings


def test_a_fault_of_ours_costs_one_document(monkeypatch):
    texts = ("The ministers of Norway and Chad met in Oslo on Monday.", "The ministers of Norway and Peru met in Lima on Monday.")
    raws = [RawDocument(bytes_hash(t.encode()), f"{n}.txt", "row", t.encode(), {"text": t}) for n, t in enumerate(texts)]
    right = diurna.run.task.code

    def fails(article, **options):
        if "Peru" in article.text:
            raise ValueError("no such thing")
        return right(article, **options)

    monkeypatch.setattr(diurna.run.task, "code", fails)
    done = process(raws, Settings(), "2024-01-01T00:00:00+00:00")
    assert [article.name for article in done.articles] == ["0.txt"]
    (failed,) = [p for p in done.problems if p.code == "article_failed"]
    assert failed.where == "1.txt"
    assert failed.detail.startswith("ValueError: no such thing (test_task.py:")
