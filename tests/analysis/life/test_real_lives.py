"""A published record of replacements and failures: what other machines taught is a help."""

import csv
import gzip
from collections import defaultdict
from datetime import datetime
from itertools import pairwise

import numpy as np
import pytest

from app.analysis.life.level import log_sum, normed
from app.analysis.life.pooling import pool_of
from app.core.component_life import ComponentLife, LifeEnd
from app.core.life_prior import Grade, LifePrior
from tests.conftest import beside_the_project

PRIOR = LifePrior(24 * 120.0, 1.5, 2.5, 1.35, 1.35, 1.3, "a guess, wide", Grade.JUDGEMENT)
FIRST = "2015-01-01 06:00:00"
"""From here on the record is whole."""


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def read_lives(folder):
    """Return the lives between two replacements by machine and component, oldest first."""
    failed = {
        (row["machineID"], row["failure"], row["datetime"])
        for row in rows(folder / "PdM_failures.csv.gz")
    }
    replaced = defaultdict(set)
    for row in rows(folder / "PdM_maint.csv.gz"):
        replaced[row["machineID"], row["comp"]].add(row["datetime"])
    for machine, part, when in failed:
        replaced[machine, part].add(when)
    lives = defaultdict(list)
    for (machine, part), moments in replaced.items():
        at = [m for m in sorted(moments) if m >= FIRST]
        for begin, end in pairwise(at):
            hours = (datetime.fromisoformat(end) - datetime.fromisoformat(begin)).total_seconds()
            how = LifeEnd.FAILED if (machine, part, end) in failed else LifeEnd.REPLACED
            lives[machine, part].append(ComponentLife(machine, part, hours / 3600, how))
    return lives


def log_score(pool, log_weight, life):
    """Logarithm of the probability of what happened, whole or cut short; higher is better."""
    told = (log_weight + pool.likelihood([life])).reshape(1, -1)
    return float(log_sum(told, axis=1)[0])


@pytest.fixture(scope="module")
def scores():
    """Score of each life of 50 machines by what is known of 50 others and of itself before."""
    folder = beside_the_project("KAIROS_DATA", "../shared/data") / "azure_pdm"
    if not folder.is_dir():
        pytest.skip(f"no record of replacements in {folder}: set KAIROS_DATA to its folder")
    lives = read_lives(folder)
    taught = [one for (machine, _), of in lives.items() if int(machine) % 2 for one in of]
    pools = {"prior": pool_of(PRIOR, ()), "pooled": pool_of(PRIOR, taught)}
    found = defaultdict(list)
    for (machine, part), of_place in lives.items():
        if int(machine) % 2:
            continue
        for name, pool in pools.items():
            weight = pool.log_weights(machine, part)
            for n, life in enumerate(of_place):
                known = normed(weight + pool.likelihood(of_place[:n])) if n else weight
                found[name].append(log_score(pool, weight, life))
                found[f"{name} and own"].append(log_score(pool, known, life))
    return {name: np.array(all_scores) for name, all_scores in found.items()}


def test_there_are_many_lives_to_judge_by(scores):
    assert len(scores["prior"]) > 1000


@pytest.mark.parametrize("other", ["prior", "prior and own", "pooled"])
def test_sisters_and_own_lives_together_foresee_machines_never_seen_best(scores, other):
    gain = scores["pooled and own"] - scores[other]
    assert gain.mean() > 2 * gain.std() / np.sqrt(gain.size)
