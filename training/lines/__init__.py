"""The line model: which lines of a plain text are the article."""
