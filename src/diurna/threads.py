"""Threads of the libraries that multiply: one a process, chosen before the first of them is loaded.

Articles are the parallel work here (a process a core). A second thread of BLAS has matrices of a few hundred rows to share: it waits in a loop for
most of its time, and on two cores coding an article took twice the CPU time with it.
"""

from __future__ import annotations

import os

VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def one_thread() -> None:
    """Let each library use one thread in this process and its children; what the user has set stays."""
    for variable in VARIABLES:
        os.environ.setdefault(variable, "1")
