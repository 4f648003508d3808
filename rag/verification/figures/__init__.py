"""Figures: finding them in a text, what each is bound to, what follows from others, and whether two agree."""
