"""`parallax calibrate`: re-fits confidences from the reviewers' verdicts, for the next publication."""

from __future__ import annotations

from collections import defaultdict

from pipeline.adapters import verdicts
from pipeline.core.divergence import calibration
from pipeline.wiring.adapters import settings


def run(*, reset: bool) -> int:
    """Fits a curve for each kind with enough verdicts, keeps them, and prints what they are worth.

    The newest verdict on a divergence counts. With `reset`, confidences go back to what the judges gave.
    """
    path = settings().calibration
    if reset:
        verdicts.write_curves(path, {})
        print("confidences are as the judges give them, from the next publication on")
        return 0
    newest = verdicts.latest(verdicts.VerdictStore(settings().verdicts).standing())
    judged: dict[str, list[calibration.Judged]] = defaultdict(list)
    for verdict in newest.values():
        judged[verdict.kind].append((verdict.confidence, verdict.verdict == "real"))
    curves = calibration.curves(judged)
    verdicts.write_curves(path, curves)
    print(f"{'kind':12} {'verdicts':>8} {'real':>5}  {'Brier':>6} {'re-fitted, unseen':>17}  at 0.5, 0.8")
    for kind, rows in sorted(judged.items()):
        told = f"{kind:12} {len(rows):>8} {sum(real for _, real in rows):>5}  {calibration.brier(rows):>6.3f}"
        if kind in curves:
            at = ", ".join(f"{curves[kind].at(c):.2f}" for c in (0.5, 0.8))
            print(f"{told} {calibration.unseen_brier(rows):>17.3f}  {at}")
        else:
            print(f"{told} {f'needs {calibration.LEAST}':>17}  as judged")
    print("They hold from the next publication on (`parallax publish`).")
    return 0
