"""Coreference: which names, descriptions and pronouns of one article stand for one actor, and why."""

from .entities import Entity, gender_of, nature_of
from .names import link_names
from .pronouns import PronounResolver

__all__ = ["Entity", "PronounResolver", "gender_of", "link_names", "nature_of"]
