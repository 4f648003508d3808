"""Benchmarks on public data by folder; none of the data is part of the project."""
