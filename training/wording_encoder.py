#!/usr/bin/env python3
"""Writes the lower layers of all-mpnet-base-v2, rounded to four bits, from which loaded wording is read.

    python training/wording_encoder.py MPNET [--output FILE]

MPNET is a folder with all-mpnet-base-v2 (Apache-2.0; docs/models.md says where it comes from). Nothing is trained: the
embeddings and the first DEPTH layers are taken as they are. Prints the SHA-256 of what it wrote; the same folder
gives the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save

from pipeline.adapters.lower_layers import DEPTH, FILE, POSITIONS
from pipeline.adapters.packed import pack

SOURCE_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"


def kept_weights(source: Path) -> dict[str, np.ndarray]:
    """The tensors to be written: matrices packed, with their scales; vectors and small tables in half precision."""
    found: dict[str, np.ndarray] = {}
    with safe_open(str(source), framework="numpy") as weights:
        for name in sorted(weights.keys()):
            if not _is_kept(name):
                continue
            value = weights.get_tensor(name).astype(np.float32)
            if name == "embeddings.position_embeddings.weight":
                value = value[:POSITIONS]
            if value.ndim == 2 and value.shape[1] % 32 == 0:
                found[f"{name}.packed"], found[f"{name}.scales"] = pack(value)
            else:
                found[name] = value.astype(np.float16)
    return found


def _is_kept(name: str) -> bool:
    if name.startswith("encoder.layer."):
        return int(name.split(".")[2]) < DEPTH
    return name.startswith(("embeddings.", "encoder.relative")) and not name.endswith("position_ids")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("mpnet", type=Path)
    parser.add_argument("--output", type=Path, default=FILE)
    options = parser.parse_args()
    source = options.mpnet / "model.safetensors"
    found = hashlib.sha256(source.read_bytes()).hexdigest()
    if found != SOURCE_SHA256:
        raise SystemExit(f"{source}: these are not the weights of all-mpnet-base-v2 (SHA-256 {found})")
    content = save(kept_weights(source))
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_bytes(content)
    print(f"{options.output}: {len(content):,} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
