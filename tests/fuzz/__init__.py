"""Fuzzing: whatever is thrown at a reader, a date, a name or a list, it neither falls nor hangs. See `python -m tests.fuzz --help`."""
