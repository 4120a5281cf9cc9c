"""Times: dates, times of day, lengths and what recurs, found by a regular grammar and resolved against the article's day."""

from .find import find_times

__all__ = ["find_times"]
