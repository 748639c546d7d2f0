"""What can go wrong that is not a bug: said in plain words, with what to do about it."""


class PlantError(Exception):
    """Something a person can mend; its text is meant for that person.

    Parameters
    ----------
    what : str
        What happened, naming the place, what was expected and what was found.
    remedy : str
        What is safe and what to do next.

    Examples
    --------
    >>> str(PlantError("Pump hall 2 does not answer.", "Check the cable."))
    'Pump hall 2 does not answer. Check the cable.'
    """

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}".strip()


class SourceUnreachable(PlantError):
    """A sensor, gateway or folder does not answer."""


class ReadingRefused(PlantError):
    """What a source sent can't be a measurement (wrong register, NaN, torn block)."""


class FileRefused(PlantError):
    """A file is not what its place says it is (truncated, wrong rate, no unit)."""


class FileLacks(FileRefused):
    """A file does not tell something that a person can say of it.

    Parameters
    ----------
    wanted : str
        What to say: ``"rate"``, ``"unit"``, ``"scale"`` or ``"record"``.
    """

    def __init__(self, wanted: str, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.wanted = wanted


class NotEnoughHistory(PlantError):
    """Too few good measurements for the answer asked for."""


class SamplingTooSlow(PlantError):
    """The sample rate can't cover the band the feature needs."""


class UnitMismatch(PlantError):
    """Two quantities of different units or currencies met."""


class ScenarioRefused(PlantError):
    """A planning scenario has a missing, unknown or impossible field."""


class LimitRefused(PlantError):
    """A limit of condition can't be so (boundaries that do not rise, another unit)."""


class PartUnknown(PlantError):
    """A part, component or supplier is not on the plant's register."""


class StepRefused(PlantError):
    """An order or job can't take that step from the state it is in."""


class ApprovalRefused(PlantError):
    """The person or rule may not approve the order."""


class ImportRowRejected(PlantError):
    """One row of an import file can't be taken.

    Parameters
    ----------
    line : int
        Line in the file, counted from 1.
    column : str
        Name of the column.
    why : str
        What was expected and what stood there.
    """

    def __init__(self, line: int, column: str, why: str) -> None:
        super().__init__(f"Line {line}, column {column}: {why}", "Mend the row and import again.")
        self.line = line
        self.column = column
        self.why = why


class DatabaseBusy(PlantError):
    """Another program holds the plant folder's database."""


class DatabaseDamaged(PlantError):
    """The database file is not whole or too old or too new for this program."""


class DiskFull(PlantError):
    """There is no room, or no right, to write."""


class PlantFolderOwned(PlantError):
    """Another Kairos writes into this plant folder."""


class PlantFolderRefused(PlantError):
    """The place named can't hold a plant folder (network drive, a file, nothing there)."""
