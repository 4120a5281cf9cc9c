"""`python -m diurna` is `diurna`."""

from .cli import main

main()
