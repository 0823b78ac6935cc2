"""Matrices in four bits a number, so that the lower layers of an encoder can lie in the repository.

Groups of GROUP neighbours in a row share one scale (half precision); a number is one of 15 steps of it, two to a
byte. Rounding is to the nearest step, as the plainest post-training quantisation does.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

GROUP = 32  # numbers that share a scale
_STEPS = 7  # on either side of zero

Floats = NDArray[np.float32]


def pack(matrix: Floats) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """(rows, columns / 2) bytes and (rows, columns / GROUP) scales of a matrix whose columns GROUP divides."""
    rows, columns = matrix.shape
    groups = matrix.reshape(rows, columns // GROUP, GROUP)
    scales = (np.abs(groups).max(axis=2) / _STEPS).astype(np.float16)
    divisor = np.where(scales > 0, scales, 1).astype(np.float32)[:, :, None]
    steps = np.clip(np.rint(groups / divisor), -_STEPS, _STEPS).astype(np.int8).reshape(rows, columns)
    shifted = (steps + _STEPS).astype(np.uint8)
    return shifted[:, 0::2] | (shifted[:, 1::2] << 4), scales


def unpack(packed: NDArray[np.uint8], scales: NDArray[np.float16]) -> Floats:
    """The matrix that `pack` was given, rounded."""
    rows, columns = packed.shape[0], packed.shape[1] * 2
    steps = np.empty((rows, columns), dtype=np.float32)
    steps[:, 0::2] = packed & 0x0F
    steps[:, 1::2] = packed >> 4
    steps -= _STEPS
    grouped = steps.reshape(rows, columns // GROUP, GROUP) * scales.astype(np.float32)[:, :, None]
    return grouped.reshape(rows, columns)
