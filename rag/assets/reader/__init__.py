"""The packaged reader network."""
