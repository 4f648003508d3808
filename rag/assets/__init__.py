"""Files that travel in the wheel: the packaged embedder and the packaged reader."""
