"""The page: ask, see the proof, manage articles. `ui.server` is the door; the rest draws and decides."""
