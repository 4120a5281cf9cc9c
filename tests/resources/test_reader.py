"""What the reader finds is what the pipeline's own components find."""

from __future__ import annotations

import numpy
import pytest

from diurna.resources.reader import Reader, reader
from diurna.resources.token_vectors import TokenVectors

TEXT = (
    "Foreign Minister Ilse Varga of Norland met the United Confederation of Free Harbour Towns on Tuesday, 3 March 2031. "
    "She said 12 of the 40 hostages held near Lake Tana since 1998 had been freed for $3.5 million.\n\n"
    "The Norlandic army  denied it. \"We don't know,\" Col. Pavel Ostrow told Harbour Radio; there were no witnesses in Port Ansel\n\n"
    "NORLAND AND ESTMARK SIGN PACT"
)


def marks(doc):
    return [(t.text, t.tag_, t.dep_, t.head.i, t.pos_, t.lemma_, t.ent_type_, t.ent_iob_, t.is_sent_start) for t in doc]


@pytest.mark.parametrize("text", [TEXT, TEXT.lower(), "Norland", "Ilse Varga", " ", "\n\n"])
def test_a_document_reads_as_the_pipeline_reads_it(language, text):
    doc = language.make_doc(text)
    reader(language).read(doc)
    # the ruler also sets the tag and label of spaces, which no layer looks at
    assert [m for m in marks(doc) if m[0].strip()] == [m for m in marks(language(text)) if m[0].strip()]


def test_an_empty_document_is_read(language):
    doc = language.make_doc("")
    reader(language).read(doc)
    assert len(doc) == 0


def test_vectors_are_the_pipelines_to_the_last_bit(language):
    """Also of a form that was worked out beside other forms: nothing depends on what was read before."""
    fresh = Reader(language)
    for text in (TEXT[:100], TEXT):
        doc = language.make_doc(text)
        rows = dict(zip(fresh.vectors, fresh.rows.of(doc), strict=True))
        theirs = language.get_pipe("tok2vec").model.predict([doc])[0]
        assert numpy.array_equal(fresh.vectors["tok2vec"].encoded(rows["tok2vec"]), theirs)
        theirs = language.get_pipe("ner").model.get_ref("tok2vec").layers[0].predict([doc])[0]
        assert numpy.array_equal(fresh.vectors["ner"].encoded(rows["ner"]), theirs)


def test_forgetting_forms_changes_nothing(language, monkeypatch):
    monkeypatch.setattr("diurna.resources.token_vectors.MOST", 3)
    fresh, before = Reader(language), reader(language)
    for text in (TEXT, TEXT[:150], TEXT):
        one, other = language.make_doc(text), language.make_doc(text)
        fresh.read(one)
        before.read(other)
        assert marks(one) == marks(other)


def test_a_pipeline_of_another_make_runs_its_own_components():
    import spacy

    other = spacy.blank("en")
    other.add_pipe("sentencizer")
    other.add_pipe("entity_ruler", name="ner").add_patterns([{"label": "GPE", "pattern": "Norland"}])
    doc = other.make_doc("Norland signed. Estmark left.")
    Reader(other).read(doc)
    assert [(e.text, e.label_) for e in doc.ents] == [("Norland", "GPE")]
    assert len(list(doc.sents)) == 2


def test_a_layer_of_another_make_is_refused(language):
    with pytest.raises(ValueError, match="not an embedding and an encoder"):
        TokenVectors(language.get_pipe("tagger").model)
