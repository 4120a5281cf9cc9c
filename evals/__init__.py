"""Quality as a gate: readers of the gold data, scorers, and the floors that a change may not lower."""
