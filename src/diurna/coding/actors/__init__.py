"""Actors: who a noun phrase names, coded to country and sectors as of a day."""

from .resolve import resolve

__all__ = ["resolve"]
