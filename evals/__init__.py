"""Measures Dateline: fixtures, scorers, a mocked model, replay, benchmarks and reports.

Nothing in `rag` imports this package but `rag.cli`, inside `dateline eval`.
"""
