"""Does the evidence carry what a claim says: figures, dates, names, quotations, negation, speakers."""

from rag.verification.case import Evidence
from rag.verification.check import Checked, check, check_sentence
from rag.verification.conflicts.finding import find_conflicts
from rag.verification.times.asked_period import period_notice
from rag.verification.times.resolving import resolve_times

__all__ = [
    "Checked",
    "Evidence",
    "check",
    "check_sentence",
    "find_conflicts",
    "period_notice",
    "resolve_times",
]
