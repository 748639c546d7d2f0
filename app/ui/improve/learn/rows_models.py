"""What the page says of the plant's models: the list, the figures of a card, the bindings."""

from dataclasses import dataclass
from typing import Any

from app.core.learned_models import BindingScope, LearnedModel, ModelBinding, ModelState
from app.core.texts import translate
from app.documents.model_card import candidate_name, figures
from app.learning.feeds import Hindrance, Readiness
from app.ui.colours import tokens
from app.ui.register import Register
from app.ui.table_model import Column
from app.ui.wording import NOTHING, Wording

MODEL_NAME = 0
"""Column of a model's name: it takes what room is left."""


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One model of the plant."""

    id: str
    model: LearnedModel
    bindings: int


@dataclass(frozen=True, slots=True)
class BindingRow:
    """One component a binding covers, and whether the model can speak there."""

    id: str
    binding: ModelBinding
    ready: Readiness
    is_approved: bool = True


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One line of a small table of a card."""

    id: str
    cells: tuple[str, ...]


def model_columns() -> list[Column[ModelRow]]:
    """Say what the list of models holds."""
    return [
        Column(translate("Learn", "Model"), lambda row: row.model.name),
        Column(
            translate("Learn", "State"),
            lambda row: state_word(row.model.state, row.bindings),
            colour=lambda row: tokens.watch if row.model.state is ModelState.WAITING else None,
        ),
    ]


def state_word(state: ModelState, bindings: int) -> str:
    """Name the state of a model."""
    if state is ModelState.APPROVED and bindings:
        return translate("Learn", "○ in use")
    return {
        ModelState.WAITING: translate("Learn", "◔ waits for approval"),
        ModelState.APPROVED: translate("Learn", "○ approved"),
        ModelState.WITHDRAWN: translate("Learn", "✕ withdrawn"),
    }[state]


def story_words(model: LearnedModel, say: Wording) -> str:
    """Say who brought a model, who approved it, who withdrew it, and when."""
    is_own = model.origin.value == "trained here"
    brought = (
        translate("Learn", "Trained here by {name}, {at}.")
        if is_own
        else translate("Learn", "Brought in by {name}, {at}.")
    )
    said = [brought.format(name=model.brought_by, at=say.instant(model.brought_at))]
    if model.approved_at is not None:
        text = translate("Learn", "Approved by {name}, {at}.")
        said.append(text.format(name=model.approved_by, at=say.instant(model.approved_at)))
    if model.withdrawn_at is not None:
        text = translate("Learn", "Withdrawn by {name}, {at}.")
        said.append(text.format(name=model.withdrawn_by, at=say.instant(model.withdrawn_at)))
    return " ".join(said)


def card_facts(card: dict[str, Any], say: Wording) -> list[tuple[str, str]]:
    """Return the chief figures of a card, each with its unit."""
    on, held, unit = card["trained_on"], card["held_out"], card["time_unit"]

    def number(value: float) -> str:
        return say.number(figures(value))

    lives = translate("Learn", "{short} / {middle} / {long} {unit}").format(
        short=number(on["shortest_life"]),
        middle=number(on["median_life"]),
        long=number(on["longest_life"]),
        unit=unit,
    )
    units = translate("Learn", "{units}, of which {failed} failed; {readings} readings").format(
        units=say.count(on["units"]),
        failed=say.count(on["failed"]),
        readings=say.count(on["readings"]),
    )
    wide = held["coverage_90"]
    interval = translate("Learn", "{share} inside, {width} {unit} wide on average").format(
        share=say.percent(wide["share"]), width=number(wide["mean_width"]), unit=unit
    )
    facts = [
        (translate("Learn", "Table"), on["file"]),
        (translate("Learn", "Units"), units),
        (translate("Learn", "Life, shortest / median / longest"), lives),
        (translate("Learn", "Looks ahead"), f"{number(card['horizon'])} {unit}"),
        (translate("Learn", "Error (RMSE), units held out"), f"{number(held['rmse'])} {unit}"),
        (translate("Learn", "90 % interval, units held out"), interval),
    ]
    if "worst_tenth_of_units_90" in held:
        worst = translate("Learn", "{share} inside").format(
            share=say.percent(held["worst_tenth_of_units_90"])
        )
        facts.append((translate("Learn", "The same, worst tenth of units"), worst))
    return facts


def trial_rows(card: dict[str, Any], say: Wording) -> list[TrialRow]:
    """Return the candidates with their errors, the one picked first."""
    rows = []
    for at, trial in enumerate(card["candidates"]):
        picked = translate("Learn", "picked: smallest error") if at == 0 else NOTHING
        error = say.fixed(trial["rmse"], 2)
        rows.append(TrialRow(str(at), (candidate_name(trial["name"]), error, picked)))
    return rows


def trial_columns(unit: str) -> list[Column[TrialRow]]:
    """Say what the table of candidates holds."""
    error = translate("Learn", "Error, units\nheld out, {unit}").format(unit=unit)
    return [
        Column(translate("Learn", "Tried"), lambda row: row.cells[0]),
        Column(error, lambda row: row.cells[1], is_number=True),
        Column("", lambda row: row.cells[2]),
    ]


def error_rows(card: dict[str, Any], say: Wording) -> list[TrialRow]:
    """Return the errors by what was truly left."""
    rows = []
    for at, part in enumerate(card["held_out"]["rmse_by_remaining_life"]):
        span = f"{say.number(round(part['from'], 1))} – {say.number(round(part['to'], 1))}"
        rows.append(TrialRow(str(at), (span, say.fixed(part["rmse"], 2))))
    return rows


def error_columns(unit: str) -> list[Column[TrialRow]]:
    """Say what the table of errors holds."""
    left = translate("Learn", "Truly left,\n{unit}").format(unit=unit)
    error = translate("Learn", "Error,\n{unit}").format(unit=unit)
    return [
        Column(left, lambda row: row.cells[0]),
        Column(error, lambda row: row.cells[1], is_number=True),
    ]


def calibration_rows(card: dict[str, Any], say: Wording) -> list[TrialRow]:
    """Return how many truths the intervals hold, beside how many they should."""
    return [
        TrialRow(str(at), (say.percent(one["level"]), say.percent(one["share"])))
        for at, one in enumerate(card["held_out"].get("calibration", ()))
    ]


def calibration_columns() -> list[Column[TrialRow]]:
    """Say what the table of calibration holds."""
    return [
        Column(translate("Learn", "Interval\nclaimed"), lambda row: row.cells[0], is_number=True),
        Column(translate("Learn", "Truths\ninside"), lambda row: row.cells[1], is_number=True),
    ]


def class_word(asset_class: str) -> str:
    """Name a class of machines."""
    return {
        "pump": translate("Learn", "pump"),
        "motor": translate("Learn", "motor"),
        "fan": translate("Learn", "fan"),
        "compressor": translate("Learn", "compressor"),
        "conveyor": translate("Learn", "conveyor"),
        "gearbox": translate("Learn", "gearbox"),
        "bearing": translate("Learn", "bearing"),
        "overhead conveyor": translate("Learn", "overhead conveyor"),
    }.get(asset_class, asset_class)


def subject_words(binding: ModelBinding, register: Register) -> str:
    """Name what a model is bound to."""
    return subject_name(binding.scope, binding.subject, register)


def subject_name(scope: BindingScope, subject: str, register: Register) -> str:
    """Name a component, a part or a class of machines."""
    if scope is BindingScope.ASSET_CLASS:
        text = translate("Learn", "every {machine}")
        return text.format(machine=class_word(subject))
    if scope is BindingScope.PART:
        part = register.parts.get(subject)
        number = part.number if part is not None else subject
        return translate("Learn", "every place of {part}").format(part=number)
    component = register.components.get(subject)
    if component is None:
        return subject
    return f"{register.assets[component.asset_id].tag}, {component.name}"


def ready_words(row: BindingRow) -> str:
    """Say whether a model can speak for a component, and what is missing if not."""
    ready = row.ready
    if not row.is_approved:
        return translate("Learn", "not used: the model is not approved")
    if ready.hindrance is Hindrance.MISSING:
        text = translate("Learn", "not used: nothing is measured for {columns}")
        return text.format(columns=", ".join(ready.missing))
    return {
        Hindrance.NONE: translate("Learn", "○ used from the next measurement on"),
        Hindrance.NO_POINT: translate("Learn", "not used: it has no measurement point"),
        Hindrance.NOT_MEASURED: translate("Learn", "not used: nothing was measured yet"),
        Hindrance.NO_AGE: translate("Learn", "not used: say when the part was fitted"),
    }[ready.hindrance]


def binding_columns() -> list[Column[BindingRow]]:
    """Say what the list of components holds."""
    return [
        Column(
            translate("Learn", "Component"),
            lambda row: f"{row.ready.asset.tag}, {row.ready.component.name}",
        ),
        Column(
            translate("Learn", "The model there"),
            ready_words,
            colour=lambda row: (
                None if row.is_approved and row.ready.hindrance is Hindrance.NONE else tokens.watch
            ),
        ),
    ]
