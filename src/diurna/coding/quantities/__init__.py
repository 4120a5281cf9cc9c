"""Quantities: numbers with their nouns, and above all tolls: how many dead, wounded, held, displaced."""

from .chains import attributed
from .find import find_quantities

__all__ = ["attributed", "find_quantities"]
