"""Dates and times: finding them in a text, resolving them to days, and whether two agree."""
