"""The nouns of the record: frozen structs, one definition each. Every schema (Arrow, JSON, OpenAPI) is derived from them."""

from .actors import Actor, ActorKind, Participant, Role, Source
from .annotations import Annotations
from .articles import Article, Furniture, FurnitureKind, Genre, Part, PartKind, Repair, Segment
from .errors import DiurnaError, ModelError, SettingsError, SqlError, StoreError, UnknownIdError
from .ids import bytes_hash, key_hash, slug
from .mentions import ActorMention, Form, PlaceMention, TimeKind, TimeMention
from .problems import Problem, ProblemKind, problem, problem_kinds
from .raw import Media, RawDocument
from .reports import (
    Act,
    Bound,
    FieldConfidence,
    Phase,
    Polarity,
    Quad,
    Quantity,
    QuantityKind,
    Quote,
    Relation,
    RelationKind,
    Report,
    WhenTold,
    WhereTold,
)
from .spans import Span, cover
from .stories import (
    Appointment,
    Cell,
    Change,
    Comparison,
    Copy,
    Event,
    Merge,
    Origin,
    Passage,
    Rendering,
    StandingRelation,
    Story,
    Succession,
    Telling,
    Utterance,
    Verdict,
)
from .times import Grain, Interval, Published

__all__ = [
    "Act", "Actor", "ActorKind", "ActorMention", "Annotations", "Appointment", "Article", "Bound", "Cell", "Change", "Comparison", "Copy",
    "DiurnaError", "Event", "FieldConfidence", "Form", "Furniture", "FurnitureKind", "Genre", "Grain", "Interval", "Media", "Merge", "ModelError",
    "Origin", "Part", "PartKind", "Participant", "Passage", "Phase", "PlaceMention", "Polarity", "Problem", "ProblemKind", "Published", "Quad",
    "Quantity", "QuantityKind", "Quote", "RawDocument", "Relation", "RelationKind", "Rendering", "Repair", "Report", "Role", "Segment",
    "SettingsError", "Source", "Span", "SqlError", "StandingRelation", "StoreError", "Story", "Succession", "Telling", "TimeKind", "TimeMention",
    "UnknownIdError", "Utterance", "Verdict", "WhenTold", "WhereTold", "bytes_hash", "cover", "key_hash", "problem", "problem_kinds", "slug",
]  # fmt: skip
