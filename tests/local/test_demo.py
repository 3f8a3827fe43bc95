"""The demo's own check does what a newcomer would do, and leaves nothing."""

import os
import subprocess
import sys

from conftest import SHIPPED

CHILD = """\
import sys
from pathlib import Path
from listenwell.local import demo
sys.exit(0 if demo.check(Path(sys.argv[1]), None, print) else 1)
"""


def test_the_check_of_the_demo_passes_and_leaves_nothing(tmp_path):
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", CHILD, str(SHIPPED)],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.rstrip().endswith(" passed, 0 failed")
    assert "FAILED" not in done.stdout
    assert list(tmp_path.iterdir()) == []
