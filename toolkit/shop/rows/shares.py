"""A whole shared out over rows so that the parts add up to it exactly."""

from __future__ import annotations

import numpy as np

from toolkit.shop.keys import Ints


def shared(whole: Ints, weight: Ints) -> Ints:
    """Parts [N, K] of each whole [N] by weight [N, K], largest remainders first, ties by place.

    A row of weights 0 has parts 0; weights are whole and not negative, and whole × weight stays below 2**63.
    """
    total = weight.sum(axis=1, keepdims=True)
    part, rest = np.divmod(weight * whole[:, None], np.maximum(total, 1))
    left = np.where(total[:, 0] > 0, whole - part.sum(axis=1), 0)
    order = np.argsort(-rest, axis=1, kind="stable")
    more = np.zeros_like(part)
    np.put_along_axis(more, order, (np.arange(weight.shape[1]) < left[:, None]).astype(np.int64), axis=1)
    return np.asarray(part + more)
