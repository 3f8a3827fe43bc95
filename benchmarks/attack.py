"""Do months, quarters and years side by side give few customers away? Made-up years against the attacker.

    python benchmarks/attack.py [PLAYS]

Prints each play in which a set of 1 to 4 answers follows from published figures; exit 1 where one does.
"""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.summary.attacker import derived
from tests.summary.test_attack_periods import played, told


def main() -> int:
    """Play, and tell what was found."""
    plays = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    bad = 0
    for seed in range(100_000, 100_000 + plays):
        counts = played(random.Random(seed))  # noqa: S311 - a repeatable play
        if found := derived(told(counts), counts):
            bad += 1
            print(f"seed {seed}: {found}")
    print(f"{plays} plays, few answers followed in {bad}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
