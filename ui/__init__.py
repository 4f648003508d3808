"""The page: ask, see the proof, manage articles. `ui.app` is the door; the rest draws and decides."""
