"""Universal files, written by pyuff."""

import warnings
from pathlib import Path

import numpy as np
import pyuff

STEP_S = 1 / 12_800


def write_uff(path: Path, samples: np.ndarray, *, is_double: bool = True, **said: object) -> Path:
    """Write one data set 58, a time response of 12.8 kHz, after what the file holds."""
    words = {
        "binary": 0, "func_type": 1, "rsp_node": 1, "rsp_dir": 3, "ref_dir": 0, "ref_node": 0,
        "id1": "DE horizontal", "data": samples, "x": np.arange(samples.size) * STEP_S,
        "abscissa_inc": STEP_S, "abscissa_spacing": 1, "abscissa_spec_data_type": 17,
        "ordinate_spec_data_type": 12, "ordinate_axis_units_lab": "m/s^2",
        "ord_data_type": 4 if is_double else 2,
        "orddenom_spec_data_type": 0, "z_axis_spec_data_type": 0,
    } | said  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves binary files open
        file = pyuff.UFF(str(path))
        file.write_sets(pyuff.prepare_58(**words), "add", force_double=is_double)
    return path
