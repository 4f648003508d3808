"""The packaged embedder: a static embedding distilled from all-MiniLM-L6-v2; see NOTICE.txt."""
