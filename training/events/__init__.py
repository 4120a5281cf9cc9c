"""Builds the shipped event model from the project's own sentences; see README.md."""
