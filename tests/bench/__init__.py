"""Benchmarks that anyone can run again: `python -m tests.bench merge`."""
