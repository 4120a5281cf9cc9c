"""Quantities: numbers with their nouns, and above all tolls: how many dead, wounded, held, displaced."""

from .find import find_quantities

__all__ = ["find_quantities"]
