from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sqlalchemy.dialects.sqlite import dialect

from app.core.errors import UnitMismatch
from app.storage.columns import Level, MinorUnits, Samples, UtcDateTime, json_text
from tests.storage.strategies import instants, is_same_number

SQLITE = dialect()
zones = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))


def through(column, value):
    return column.process_result_value(column.process_bind_param(value, SQLITE), SQLITE)


@given(instants, zones)
def test_an_instant_of_any_zone_reads_as_the_same_instant_in_utc(instant, zone):
    read = through(UtcDateTime(), instant.astimezone(zone))
    assert read == instant
    assert read.utcoffset() == timedelta(0)


@given(instants, instants)
def test_instants_as_text_sort_as_instants(one, other):
    first, second = (UtcDateTime().process_bind_param(i, SQLITE) for i in (one, other))
    assert (first < second) == (one < other)
    assert len(first) == 27


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(UnitMismatch, match="no time zone"):
        UtcDateTime().process_bind_param(datetime(2026, 3, 2), SQLITE)  # noqa: DTZ001


@given(st.integers(-(10**14), 10**14), st.sampled_from([2, 4]))
def test_an_amount_is_kept_to_its_last_place(units, places):
    amount = Decimal(units).scaleb(-places)
    assert through(MinorUnits(places), amount) == amount


def test_an_amount_finer_than_kept_is_refused_instead_of_rounded():
    with pytest.raises(UnitMismatch, match="more than 2 decimal places"):
        MinorUnits().process_bind_param(Decimal("0.125"), SQLITE)


def test_cents_show_both_zeros():
    assert str(through(MinorUnits(4), Decimal(84))) == "84.00"


@given(st.floats())
def test_a_level_that_is_no_number_stays_no_number(value):
    assert is_same_number(through(Level(), value), value)


@given(arrays(np.float32, st.integers(0, 50)))
def test_samples_read_bit_for_bit(samples):
    read = through(Samples(), samples)
    assert read.dtype == np.float32
    assert read.tobytes() == samples.tobytes()


def test_numbers_computed_by_numpy_are_kept_as_plain_ones():
    content = {"days": np.int64(3), "probability": np.float64(0.5), "is_late": np.bool_(True)}
    assert json_text(content) == '{"days":3,"probability":0.5,"is_late":true}'


def test_what_json_has_no_word_for_is_no_content():
    with pytest.raises(TypeError, match="datetime is not kept as JSON"):
        json_text({"at": datetime(2026, 3, 2, tzinfo=UTC)})
