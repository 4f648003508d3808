"""The packaged entailment network."""
