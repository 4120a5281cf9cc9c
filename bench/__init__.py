"""Performance, as ratios to a named baseline measured in the same run; on one thread, as the program itself works."""

from diurna.threads import one_thread

one_thread()
