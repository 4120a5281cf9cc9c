"""What goes wrong, said in one line, and the exit codes.

0 all is well; 1 the answer is no (nothing found, verify found faults); 2 the call is wrong; 3 the library or the settings cannot be used;
4 the input cannot be read; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from ..model.errors import DiurnaError, SqlError, UnknownIdError

if TYPE_CHECKING:
    from click import Command

ANSWER_IS_NO, WRONG_CALL, NO_LIBRARY, NO_INPUT, INTERRUPTED = 1, 2, 3, 4, 130


def guarded(command: Command) -> None:
    """Run a command; a fault that a user can mend is one line on standard error, a bug is a traceback."""
    try:
        command()
    except KeyboardInterrupt:
        _stop("interrupted; what was read so far is kept, run it again to go on", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except (DiurnaError, OSError) as error:
        _stop(str(error), exit_code(error))


def exit_code(error: DiurnaError | OSError) -> int:
    """The exit code of a fault that a user can mend."""
    match error:
        case UnknownIdError():
            return ANSWER_IS_NO
        case SqlError():
            return WRONG_CALL
        case DiurnaError():
            return NO_LIBRARY
    return NO_INPUT


def _stop(message: str, code: int) -> None:
    from .output import clean

    print(f"diurna: {clean(message)}", file=sys.stderr)
    sys.exit(code)
