"""Errors that a user can mend.

DiurnaError
├── SettingsError   a setting is unknown or of the wrong type
├── ModelError      the language model or a table is missing or not the pinned one
├── StoreError      the library cannot be read or written
├── UnknownIdError  nothing has this id
└── SqlError        a query cannot be answered
"""

from __future__ import annotations


class DiurnaError(Exception):
    """Something that a user can mend; the message says what went wrong and what to do."""


class SettingsError(DiurnaError):
    """A setting is unknown or has a value of the wrong type."""


class ModelError(DiurnaError):
    """The language model is missing or is not the one that was pinned."""


class StoreError(DiurnaError):
    """The library cannot be used."""


class UnknownIdError(DiurnaError):
    """Nothing in the library has this id."""


class SqlError(DiurnaError):
    """The query cannot be answered; the message is the engine's."""
