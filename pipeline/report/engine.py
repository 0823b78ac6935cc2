"""Vega's engine: a specification in, SVG out.

It runs in this process, where it has threads of its own. They do not survive a fork, and a child that asked them to
draw would wait for ever: in a process that was forked after its use, a fresh engine is started for the drawing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from pipeline.errors import StageError

_started_in: set[int] = set()  # processes: this one, or the one that this was forked from


def svg(specification: dict[str, Any]) -> str:
    """The drawing of a Vega specification, which may load nothing. Raises StageError when it cannot be drawn."""
    if not _started_in <= {os.getpid()}:
        return _apart(specification)
    import vl_convert

    _started_in.add(os.getpid())
    try:
        return str(vl_convert.vega_to_svg(specification, allowed_base_urls=[]))
    except ValueError as error:
        raise StageError(f"a chart of the report cannot be drawn: {error}") from error


def _apart(specification: dict[str, Any]) -> str:
    command = [sys.executable, "-m", "pipeline.report.engine"]
    done = subprocess.run(
        command,
        input=json.dumps(specification).encode(),
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise StageError(f"a chart of the report cannot be drawn: {' '.join(last) or done.returncode}")
    return done.stdout.decode()


if __name__ == "__main__":
    sys.stdout.write(svg(json.load(sys.stdin)))
