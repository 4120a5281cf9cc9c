"""What builds the shipped models."""
