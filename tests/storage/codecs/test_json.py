import json
from datetime import date

from hypothesis import given

from app.core.reasons import Reason
from app.storage.codecs import assessment_json, decision_json, plant_json, policy_json
from app.storage.columns import json_text
from tests.storage import strategies as some


def through_text(content):
    return json.loads(json_text(content))


def assert_same_assessment(read, kept):
    """Compare two assessments; a distribution is compared by its quantiles."""
    write = assessment_json.assessment_to_json
    assert write(read) == write(kept)
    assert (read.health, read.diagnosis, read.taken_at) == (
        kept.health,
        kept.diagnosis,
        kept.taken_at,
    )
    if kept.rul.distribution is not None:
        assert (read.rul.distribution.days == kept.rul.distribution.days.round(6)).all()


@given(some.assessments)
def test_an_assessment_reads_as_it_was_written(assessment):
    written = through_text(assessment_json.assessment_to_json(assessment))
    assert_same_assessment(assessment_json.assessment_from_json(written), assessment)


@given(some.records)
def test_a_decision_reads_as_it_was_written(record):
    read = decision_json.record_from_json(through_text(decision_json.record_to_json(record)))
    assert read.decision == record.decision
    assert (read.trend, read.spectrum) == (record.trend, record.spectrum)
    assert read.approval_reasons == record.approval_reasons
    assert (read.id, read.taken_at, read.today) == (record.id, record.taken_at, record.today)
    if record.assessment is not None:
        assert_same_assessment(read.assessment, record.assessment)


@given(some.reasons)
def test_details_of_a_reason_keep_their_kinds(reason):
    read = decision_json.reason_from_json(through_text(decision_json.reason_to_json(reason)))
    assert read == reason
    for name, detail in reason.details.items():
        assert type(read.details[name]) is type(detail)


def test_a_day_inside_a_reason_is_worded_after_reading_as_before():
    reason = Reason("order_by", 12.0, "d", {"day": date(2026, 3, 14), "days": 12})
    read = decision_json.reason_from_json(through_text(decision_json.reason_to_json(reason)))
    assert read.text() == "Order by 2026-03-14 (day 12)."


@given(some.policies)
def test_a_policy_reads_as_it_was_written(policy):
    read = policy_json.policy_from_json(through_text(policy_json.policy_to_json(policy)))
    assert read == policy


@given(some.policies)
def test_a_setting_this_program_does_not_have_yet_reads_as_its_default(policy):
    content = through_text(policy_json.policy_to_json(policy))
    del content["planning_horizon_days"]
    content["setting_of_a_later_release"] = 1
    assert policy_json.policy_from_json(content).planning_horizon_days == 90


@given(some.calendars)
def test_a_calendar_reads_as_it_was_written(calendar):
    content = through_text(plant_json.calendar_to_json(calendar))
    assert plant_json.calendar_from_json(content) == calendar
