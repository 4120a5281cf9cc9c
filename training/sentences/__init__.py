"""The project's own labelled sentences."""
