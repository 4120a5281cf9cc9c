"""Reports: who did what to whom, and how it is told."""

from .find import find_reports
from .pairs import type_pairs

__all__ = ["find_reports", "type_pairs"]
