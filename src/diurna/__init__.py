"""Diurna: news reports in, the record out."""

__version__ = "0.1.0"
