"""Tokens, clauses, places in a sentence, number words and word lists: what every check reads with."""
