"""What the program does not know of a position, and what would make it known."""

from app.core.health import RulState, is_believed
from app.core.reasons import Reason
from app.core.regime import RegimeChange, regime_reason
from app.core.texts import translate

HEADS: dict[RulState, str] = {
    RulState.PRIOR_ONLY: "Prior only: what such machines do, not this one",
    RulState.NOT_ENOUGH_DATA: "Not enough data for a path to the failure",
    RulState.OUT_OF_RANGE: "Out of range: it runs as the model has never seen it",
    RulState.DRIFTED: "Drifted: predictions no longer come true here",
    RulState.NO_DATA: "No data",
}
"""What is missing, in a few words, where there is room for no more."""

REMEDIES: dict[RulState, str] = {
    RulState.PRIOR_ONLY: "An own baseline needs 20 settled measurements.",
    RulState.NOT_ENOUGH_DATA: "Measuring this point more often would make it known sooner.",
    RulState.OUT_OF_RANGE: "A measurement at the usual load and speed or a new baseline would make "
    "it known.",
    RulState.DRIFTED: "The outcomes of its last jobs and a new baseline would make it known.",
    RulState.NO_DATA: "A good measurement of this point would make it known.",
}
"""What to collect, in a few words."""


def what_is_missing(state: RulState) -> tuple[str, str] | None:
    """Say what is not known and what to collect, in the reader's language; None where believed.

    >>> what_is_missing(RulState.NO_DATA)
    ('No data', 'A good measurement of this point would make it known.')
    >>> what_is_missing(RulState.DEGRADING) is None
    True
    """
    if is_believed(state):
        return None
    return translate("Ignorance", HEADS[state]), translate("Ignorance", REMEDIES[state])


def collect_reason(life_state: str, regime: RegimeChange | None = None) -> tuple[Reason, ...]:
    """Return the reasons that say what happened and what to collect, none where believed.

    Parameters
    ----------
    life_state : str
        Knowledge of the remaining life, in the words of `RulState`.
    regime : RegimeChange, optional
        What changed of the machine, where that is why.

    Examples
    --------
    >>> [reason.code for reason in collect_reason("drifted")]
    ['collect_drifted']
    """
    state = RulState(life_state)
    if is_believed(state):
        return ()
    collect = Reason(f"collect_{state.name.lower()}", details={"state": state.value})
    return (collect,) if regime is None else (regime_reason(regime), collect)
