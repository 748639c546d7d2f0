"""Which of several findings is named, which stand beside it, and which rule each other out."""

from collections.abc import Callable, Sequence

from app.analysis.modes.finding import Finding
from app.core.health import Diagnosis, FailureMode, Suspicion, Symptom

FEEDS_SAME_LINES = frozenset(
    {
        frozenset({FailureMode.UNBALANCE, FailureMode.MISALIGNMENT}),
        frozenset({FailureMode.MISALIGNMENT, FailureMode.LOOSENESS}),
        frozenset({FailureMode.LUBRICATION, FailureMode.CAVITATION}),
    }
)
"""Pairs of which only one is named: the same lines, or the same carpet, speak for both."""

AreApart = Callable[[float, float], bool]


def named_of(findings: Sequence[Finding], are_apart: AreApart) -> Diagnosis | None:
    """Name the surest finding, unless another one rests on the very same line.

    Two faults may be there at once: what rests on other lines stands beside the one named, with
    its own confidence. Of a pair that the same lines speak for, the less sure one is noted as
    ruled out. Two that one unresolved line speaks for alike are both left unnamed.

    Parameters
    ----------
    are_apart : callable
        Tells whether two frequencies make two lines in this record.

    Returns
    -------
    Diagnosis or None
        UNDETERMINED between rivals, None without any finding.
    """
    ranked = sorted(findings, key=lambda finding: -finding.confidence)
    if not ranked:
        return None
    best, others = ranked[0], ranked[1:]
    rivals = [other for other in others if _are_rivals(best, other, are_apart)]
    if rivals:
        return _between(best, rivals, others)
    suspicions = tuple(_beside(best, other) for other in others)
    return Diagnosis(best.mode, best.confidence, best.symptoms, suspicions)


def _are_rivals(one: Finding, other: Finding, are_apart: AreApart) -> bool:
    """Tell whether two findings rest on one and the same line."""
    if frozenset({one.mode, other.mode}) in FEEDS_SAME_LINES:
        return False
    return any(not are_apart(a, b) for a in one.rests_on_hz for b in other.rests_on_hz)


def _between(best: Finding, rivals: list[Finding], others: list[Finding]) -> Diagnosis:
    """Leave findings unnamed that one line speaks for, with the evidence of each."""
    modes = ", ".join(finding.mode.value for finding in (best, *rivals))
    place_hz = best.rests_on_hz[0]
    text = f"{modes}: all rest on the same line near {place_hz:.1f} Hz, which tells them not apart"
    weighed = tuple(symptom for finding in (best, *rivals) for symptom in finding.symptoms)
    suspicions = tuple(
        Suspicion(finding.mode, finding.confidence, "rests on the same line")
        for finding in (best, *rivals)
    )
    suspicions += tuple(
        Suspicion(finding.mode, finding.confidence, "stands beside them")
        for finding in others
        if finding not in rivals
    )
    symptom = Symptom("same_line", text, place_hz, "Hz")
    return Diagnosis(FailureMode.UNDETERMINED, 0.0, (symptom, *weighed), suspicions)


def _beside(best: Finding, other: Finding) -> Suspicion:
    """Say what becomes of a finding that is not named."""
    if frozenset({best.mode, other.mode}) in FEEDS_SAME_LINES:
        note = f"the same lines speak for {best.mode.value}, and more clearly"
    else:
        note = "stands beside it on lines of its own"
    return Suspicion(other.mode, other.confidence, note)
