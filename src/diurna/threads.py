"""Threads of the libraries that multiply: one a process, chosen before the first of them is loaded.

Articles are the parallel work here (a process a core). A second thread of BLAS has matrices of a few hundred rows to share: it waits in a loop for
most of its time, and on two cores coding an article took twice the CPU time with it.
"""

from __future__ import annotations

import os

VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


_ours = False


def one_thread() -> None:
    """Say that this process does Diurna's work alone, and let each library use one thread in it and its children; what the user has set stays."""
    global _ours
    _ours = True
    for variable in VARIABLES:
        os.environ.setdefault(variable, "1")


def is_ours() -> bool:
    """Whether this process does Diurna's work alone: in a program that only calls Diurna, nothing is settled for the whole process."""
    return _ours
