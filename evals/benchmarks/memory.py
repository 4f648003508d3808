"""The peak memory of this process."""

from __future__ import annotations

import sys


def peak_mb() -> float:
    """Give the largest resident size so far, in MB; 0 where the system does not tell."""
    try:
        # Imported here: Windows has no such module.
        import resource
    except ImportError:
        return 0.0
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / 1e6 if sys.platform == "darwin" else size * 1024 / 1e6
