"""Drawings: where things stand on a page, worked out here and drawn as SVG by the templates. Nothing here knows of requests."""
