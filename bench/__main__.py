"""`python -m bench [DOCUMENTS]`: the ratios of every stage."""

from __future__ import annotations

import sys

from .stages import main

main(*(int(n) for n in sys.argv[1:2]))
