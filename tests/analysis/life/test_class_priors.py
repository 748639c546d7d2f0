import json
import math
from importlib import resources

import numpy as np
import pytest

from app.analysis.life.class_priors import TABLE, class_priors, read_class_priors
from app.analysis.life.pooling import pool_of
from app.analysis.zones import usual_zones
from app.core.assets import AssetClass
from app.core.errors import ScenarioRefused
from app.core.health import FailureMode
from app.core.life_prior import Grade

TEXT = (resources.files("app") / TABLE).read_text("utf-8")


def changed(*path, to):
    table = json.loads(TEXT)
    place = table
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = to
    return json.dumps(table)


def test_every_class_of_machine_has_a_prior_with_modes_and_limits():
    priors = class_priors()
    assert set(priors) == set(AssetClass)
    for prior in priors.values():
        assert math.fsum(mode.share for mode in prior.modes) == pytest.approx(1.0)
        assert len(prior.modes) >= 4
        assert prior.limits


def test_every_figure_says_where_it_comes_from_and_judgement_is_wide():
    for prior in class_priors().values():
        sources = [mode.share_source for mode in prior.modes]
        sources += [mode.pf_source for mode in prior.modes]
        sources += [limit.source for limit in prior.limits]
        assert all(source.text.strip() for source in sources)
        guessed = [m for m in prior.modes if m.pf_source.grade is Grade.JUDGEMENT]
        assert all(mode.pf_factor >= 2.5 for mode in guessed)
        assert prior.life.grade is not Grade.JUDGEMENT or prior.life.plant_factor >= 2.0


def test_before_any_life_the_belief_is_about_what_was_published():
    for kind, prior in class_priors().items():
        belief = pool_of(prior.life, ()).belief("", "")
        levels = np.array([0.1, 0.5])
        published = prior.pooled_scale_hours * (-np.log1p(-levels)) ** (1 / prior.pooled_shape)
        assert np.allclose(belief.hours_left(0.0, levels), published, rtol=0.12), kind


def test_the_middle_eighty_per_cent_of_a_p_f_interval_follow_from_its_factor():
    low, high = class_priors()[AssetClass.BEARING].modes[0].pf_range_days
    assert (round(low), round(high)) == (33, 247)


HEARD_OTHERWISE = {
    "bearing wear", "chain wear", "idler or pulley bearing wear", "impeller wear", "rotor bar",
    "seal leakage", "trolley wheel bearing wear", "valve or seal leakage",
}  # fmt: skip
"""What a class fails by that no diagnosis of the program names by itself."""


def test_what_the_program_can_diagnose_goes_by_the_same_name_here():
    named = {mode.mode for prior in class_priors().values() for mode in prior.modes}
    assert named - {mode.value for mode in FailureMode} == HEARD_OTHERWISE


def test_the_limits_of_velocity_are_those_of_the_severity_zones():
    for kind, prior in class_priors().items():
        danger = [one.danger for one in prior.limits if one.unit == "mm/s"]
        assert danger == ([] if kind is AssetClass.BEARING else [usual_zones(kind).cd_mms])


@pytest.mark.parametrize(
    ("path", "to", "said"),
    [
        (("classes", "pump", "life", "pooled_shape"), 0.0, "pump: expected pooled_shape from 0.5"),
        (("classes", "pump", "life", "pooled_scale_hours"), None, "pooled_scale_hours"),
        (("classes", "pump", "life", "plant_factor"), "2", "plant_factor"),
        (
            ("classes", "pump", "life", "source"),
            "hearsay",
            "a source that is listed, found hearsay",
        ),
        (("classes", "pump", "modes", 0, "share"), 0.9, "shares sum to 1"),
        (("classes", "pump", "modes", 0, "pf_days"), -1, "pf_days"),
        (("classes", "pump", "limits", 0, "alarm"), 0.1, "that rise"),
        (("classes", "gearbox", "life", "plant_factor"), 5.0, "scatter less than the factors"),
    ],
)
def test_a_figure_that_cant_be_is_refused_by_its_place(path, to, said):
    with pytest.raises(ScenarioRefused, match=said):
        read_class_priors(changed(*path, to=to))


def test_a_class_without_an_entry_is_refused():
    table = json.loads(TEXT)
    del table["classes"]["overhead conveyor"]
    with pytest.raises(ScenarioRefused, match="overhead conveyor"):
        read_class_priors(json.dumps(table))
