"""Measuring: each run in a process of its own, CPU seconds and peak memory as the system counts them."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any


class Run:
    """What a run cost: `cpu` and `wall` in seconds, `peak` in MB, and what it printed."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.cpu: float = told["cpu"]
        self.wall: float = told["wall"]
        self.peak: float = told["peak"]
        self.result: Any = told["result"]


def run(script: str, *arguments: object, limit: int = 600) -> Run:
    """`python script --run arguments`, which ends with `report`."""
    done = subprocess.run(  # noqa: S603 - a script of ours
        [sys.executable, script, "--run", *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=limit,
    )
    return Run(json.loads(done.stdout.splitlines()[-1]))


def report(work: Callable[[], Any]) -> None:
    """Do the work in this process and print what it cost."""
    cpu, wall = time.process_time(), time.perf_counter()
    result = work()
    told = {
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - wall,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "result": result,
    }
    print(json.dumps(told))


def machine() -> str:
    """The machine in general terms."""
    return f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, {sys.platform}"
