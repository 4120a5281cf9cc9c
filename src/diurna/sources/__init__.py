"""Bytes in: files, folders and streams become raw documents."""

from .fields import NAMES as FIELD_NAMES
from .fields import UnknownField, check_fields
from .files import read_documents, read_stream
from .kinds import KINDS, Source, read_from

__all__ = ["FIELD_NAMES", "KINDS", "Source", "UnknownField", "check_fields", "read_documents", "read_from", "read_stream"]
