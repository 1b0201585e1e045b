"""Whether reports may be about the same thing: what the operator is shown before merging.

Only `domain.duplicates` joins anything by itself. This weighs what speaks for and against, and
suggests; docs/understanding.md explains the weights and their trade-offs.
"""

from src.domain.likeness.account import Account, account
from src.domain.likeness.candidates import Candidate, candidates
from src.domain.likeness.evidence import Likeness, Verdict
from src.domain.likeness.verdict import compare

__all__ = [
    "Account",
    "Candidate",
    "Likeness",
    "Verdict",
    "account",
    "candidates",
    "compare",
]
