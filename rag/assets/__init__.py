"""Files that travel in the wheel: the packaged embedder, reader and entailment network."""
