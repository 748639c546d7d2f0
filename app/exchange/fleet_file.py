"""The file of a fleet model: arrays of numbers and a card as JSON, nothing that could run."""

import hashlib
import io
import json
import os
import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.analysis.fleet.bands import ErrorBands
from app.analysis.fleet.learning import Member
from app.analysis.fleet.model import FleetModel
from app.analysis.fleet.regimes import Regimes
from app.core.distribution import LEVELS
from app.core.errors import DiskFull, FileRefused
from app.exchange.regressor_arrays import arrays_of, regressor_from

FORMAT = "kairos fleet model 1"
LARGEST_BYTES = 1 << 29
NOT_A_MODEL = "Nothing was read from it. Train the model again, or ask for the file once more."

Arrays = dict[str, NDArray[Any]]


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of a file's content, as people compare it."""
    return hashlib.sha256(content).hexdigest()


def model_content(model: FleetModel, card: dict[str, Any]) -> bytes:
    """Return the content of a model's file, its card with it."""
    arrays: Arrays = {
        "bands.centres": model.bands.centres,
        "bands.errors": model.bands.errors,
        **{
            f"regimes.{name}": getattr(model.regimes, name) for name in Regimes.__dataclass_fields__
        },
    }
    for number, member in enumerate(model.members):
        arrays[f"member{number}.weights"] = member.weights
        for name, array in arrays_of(member.regressor).items():
            arrays[f"member{number}.{name}"] = array
    head = {
        "format": FORMAT,
        "columns": list(model.columns),
        "unit_column": model.unit_column,
        "time_column": model.time_column,
        "time_unit": model.time_unit,
        "life": model.life,
        "horizon": model.horizon,
        "oldest": model.oldest,
        "members": len(model.members),
        "card": card,
    }
    arrays["head"] = np.frombuffer(json.dumps(head).encode("utf-8"), dtype=np.uint8)
    content = io.BytesIO()
    np.savez_compressed(content, allow_pickle=False, **arrays)
    return content.getvalue()


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in its place when all of it is written."""
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        os.replace(beside, path)  # noqa: PTH105 - the same in words a reader knows from POSIX
    except OSError as trouble:
        beside.unlink(missing_ok=True)
        raise DiskFull(
            f"{path}: can't be written ({trouble.strerror}).", "Name another place."
        ) from trouble


def read_model(content: bytes, place: str) -> tuple[FleetModel, dict[str, Any]]:
    """Read a model and its card from the content of a file; every number is checked.

    Raises
    ------
    FileRefused
        If it is no such file, of another version, or its numbers don't fit together.
    """
    try:
        arrays = _arrays(content)
        head = json.loads(arrays["head"].tobytes().decode("utf-8"))
        if head["format"] != FORMAT:
            raise FileRefused(
                f"{place}: expected {FORMAT!r}, got {str(head['format'])[:60]!r}.", NOT_A_MODEL
            )
        model = _model(head, arrays)
    except (KeyError, ValueError, TypeError, NotImplementedError, EOFError) as trouble:
        raise _refused(place, trouble) from trouble
    except (zipfile.BadZipFile, zlib.error) as trouble:
        raise _refused(place, trouble) from trouble
    return model, head["card"]


def _refused(place: str, trouble: Exception) -> FileRefused:
    """Word the refusal of a file that is no model."""
    return FileRefused(
        f"{place}: expected a model trained by Kairos, got what is none ({trouble}).", NOT_A_MODEL
    )


def _arrays(content: bytes) -> Arrays:
    """Unpack the arrays; never an object, never more than fits."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if sum(part.file_size for part in parts.infolist()) > LARGEST_BYTES:
            raise ValueError("it unpacks to more than 512 MiB")
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def _model(head: dict[str, Any], arrays: Arrays) -> FleetModel:
    """Put a model together and see that its parts fit."""
    columns = tuple(str(name) for name in head["columns"])
    regimes = _regimes(arrays, len(columns))
    features = 1 + 3 * regimes.quantities.size + 15
    members = []
    for number in range(_whole(head["members"], 1, 50)):
        prefix = f"member{number}."
        own = {
            name.removeprefix(prefix): a for name, a in arrays.items() if name.startswith(prefix)
        }
        weights = _floats(own, "weights", (regimes.quantities.size,))
        members.append(Member(weights, regressor_from(own, features)))
    life, horizon, oldest = (_above_zero(head, name) for name in ("life", "horizon", "oldest"))
    return FleetModel(
        columns,
        str(head["unit_column"]),
        str(head["time_column"]),
        str(head["time_unit"]),
        life,
        horizon,
        oldest,
        regimes,
        tuple(members),
        _bands(arrays, horizon),
    )


def _regimes(arrays: Arrays, columns: int) -> Regimes:
    """Read the regimes."""
    own = {
        name.removeprefix("regimes."): a for name, a in arrays.items() if name.startswith("regimes")
    }
    settings, quantities = (
        np.asarray(own[name]).astype(np.intp) for name in ("settings", "quantities")
    )
    both = np.concatenate([settings, quantities])
    if both.ndim != 1 or not quantities.size or both.min() < 0 or both.max() >= columns:
        raise ValueError("its columns don't exist")
    s, q, k = settings.size, quantities.size, np.asarray(own["centres"]).shape[0]
    scatter = np.asarray(own["scatter"], dtype=np.float64)
    if scatter.shape != (k, q) or not (scatter > 0).all():
        raise ValueError("its scatter is none")
    return Regimes(
        settings,
        quantities,
        _floats(own, "offset", (s,)),
        _floats(own, "scale", (s,)),
        _floats(own, "centres", (k, s)),
        _floats(own, "radius", (k,)),
        _floats(own, "level", (k, q)),
        _floats(own, "slope", (k, s, q)),
        scatter,
        _floats(own, "furthest", (q,)),
    )


def _bands(arrays: Arrays, horizon: float) -> ErrorBands:
    """Read the error bands."""
    centres = np.asarray(arrays["bands.centres"], dtype=np.float64)
    errors = np.asarray(arrays["bands.errors"], dtype=np.float64)
    if centres.ndim != 1 or centres.size < 2 or not (np.diff(centres) > 0).all():
        raise ValueError("its bands don't rise")
    same = errors[:, 1:] == errors[:, :-1]
    if errors.shape != (centres.size, LEVELS.size) or np.isnan(errors).any():
        raise ValueError("its errors have gaps")
    if not (same | (errors[:, 1:] > errors[:, :-1])).all():
        raise ValueError("its errors fall with the level")
    return ErrorBands(centres, errors, horizon)


def _floats(arrays: Arrays, name: str, shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Read finite numbers of a known shape."""
    array = np.asarray(arrays[name], dtype=np.float64)
    if array.shape != shape or not np.isfinite(array).all():
        raise ValueError(f"{name} has not the shape {shape}, or gaps")
    return array


def _above_zero(head: dict[str, Any], name: str) -> float:
    """Read a finite number above zero."""
    value = float(head[name])
    if not 0 < value < float("inf"):
        raise ValueError(f"{name} is {value}")
    return value


def _whole(value: object, least: int, most: int) -> int:
    """Read a whole number within bounds."""
    if not isinstance(value, int) or not least <= value <= most:
        raise ValueError(f"{value!r} is not from {least} to {most}")
    return value
