"""Which family of models speaks of a remaining life, and why that one."""

from enum import Enum

from app.core.health import RulEstimate, RulState
from app.core.texts import translate

PATH_MODEL, NO_MODEL = "degradation path", "none"


class RulFamily(Enum):
    """Kinds of model, by what they need: a rise towards a limit, other units' lives, an age."""

    PATH = "Degradation path"
    FLEET = "Learned from a fleet"
    AGE = "Survival by age"
    NONE = "No remaining life"


REASONS: dict[RulState, str] = {
    RulState.NO_DEGRADATION: "a baseline is known and nothing stands above it, so that no path "
    "leads to a failure.",
    RulState.PRIOR_ONLY: "there is no baseline of its own yet, so that only its age speaks.",
    RulState.NOT_ENOUGH_DATA: "too little was measured since the rise for a path; it is planned "
    "by age.",
    RulState.OUT_OF_RANGE: "it runs as it was never seen to run; it is planned by age.",
    RulState.DRIFTED: "earlier predictions of this kind did not come true; it is planned by age.",
    RulState.NO_DATA: "nothing good was measured lately.",
}
"""Why a family was taken, where no path is believed."""

OF_FLEET_BEYOND = (
    "the model learned from other units' whole lives expects more than it can tell apart."
)
OF_PATH = "a level stands above its baseline and grows towards a limit."
OF_FLEET = "a model learned from other units' whole lives is approved for this component."


def family_of(rul: RulEstimate) -> RulFamily:
    """Return the family that made an estimate.

    What carries no distribution has none; a fleet's model is known by its own name.
    """
    if rul.distribution is None:
        return RulFamily.NONE
    if rul.state is RulState.PRIOR_ONLY:
        return RulFamily.AGE
    return RulFamily.PATH if rul.model == PATH_MODEL else RulFamily.FLEET


def why_this_family(rul: RulEstimate) -> str:
    """Say in one sentence which family speaks and why, in the reader's language.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> at = datetime(2026, 3, 2, tzinfo=UTC)
    >>> why_this_family(RulEstimate(RulState.NO_DATA, None, "none", "1", at, 0))
    'No remaining life: nothing good was measured lately.'
    """
    family = family_of(rul)
    reason = REASONS.get(rul.state, OF_FLEET if family is RulFamily.FLEET else OF_PATH)
    if rul.state is RulState.NO_DEGRADATION and rul.model not in {PATH_MODEL, NO_MODEL}:
        reason = OF_FLEET_BEYOND
    said = translate("Choice", "{family}: {reason}")
    return said.format(family=translate("Choice", family.value), reason=translate("Choice", reason))
