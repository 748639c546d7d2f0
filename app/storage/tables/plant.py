"""Register of the plant: assets, components, points, suppliers, sources, policy."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Double,
    String,
    Table,
    Text,
)

from app.core.assets import AssetClass, Criticality, PointRole
from app.core.condition_indicator import Badness
from app.core.quantities import ACCELERATION
from app.core.sources import SourceKind
from app.storage.codecs.plant_json import (
    bearing_from_json,
    bearing_to_json,
    bindings_from_json,
    bindings_to_json,
    calendar_from_json,
    calendar_to_json,
    drive_from_json,
    drive_to_json,
    kit_from_json,
    kit_to_json,
    lines_from_json,
    lines_to_json,
)
from app.storage.codecs.policy_json import policy_from_json, policy_to_json
from app.storage.columns import JsonOf, MinorUnits, Word
from app.storage.tables.base import PLANT, one_of, refers

assets = Table(
    "assets",
    PLANT,
    Column("id", String, primary_key=True),
    Column("tag", String, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("asset_class", Word(AssetClass), nullable=False),
    Column("criticality", Word(Criticality), nullable=False),
    Column("place", Text, nullable=False),
    Column("downtime_cost_per_day", MinorUnits(), nullable=False),
    Column("derated_life_factor", Double),
    Column("derated_output_lost", Double),
    Column("repair_days", Double),
    Column("staged_repair_days", Double),
    Column("standby_cost_per_day", MinorUnits()),
    Column("running_hours_per_day", Double),
    one_of("criticality", Criticality),
)

components = Table(
    "components",
    PLANT,
    Column("id", String, primary_key=True),
    Column("asset_id", String, refers("assets.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("part_id", String, refers("parts.id")),
    Column("bearing", JsonOf(bearing_to_json, bearing_from_json)),
    Column("installed_on", Date),
    Column("quantity_per_job", BigInteger, nullable=False),
    Column("job_days", Double, nullable=False),
    Column("procedure", JsonOf(lines_to_json, lines_from_json), nullable=False),
    Column("kit", JsonOf(kit_to_json, kit_from_json), nullable=False, server_default="[]"),
    Column("drive", JsonOf(drive_to_json, drive_from_json)),
    CheckConstraint("quantity_per_job > 0", name="quantity_per_job"),
    CheckConstraint("job_days >= 0", name="job_days"),
)

points = Table(
    "points",
    PLANT,
    Column("id", String, primary_key=True),
    Column("component_id", String, refers("components.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("unit", String, nullable=False),
    Column("nominal_speed_rpm", Double),
    Column("limit_peak_ms2", Double),
    Column("quantity", String, nullable=False, server_default=ACCELERATION),
    Column("role", Word(PointRole), nullable=False, server_default=PointRole.CONDITION.value),
    Column("badness", Word(Badness), nullable=False, server_default=Badness.HIGH.value),
    Column("least_change", Double),
    Column("alarm_low", Double),
    Column("alarm_high", Double),
    Column("danger_low", Double),
    Column("danger_high", Double),
    Column("zones_id", String, nullable=False, server_default=""),
    Column("baseline_since", Date),
    Column("wear_since", Date),
)

suppliers = Table(
    "suppliers",
    PLANT,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("calendar", JsonOf(calendar_to_json, calendar_from_json), nullable=False),
    Column("declared_median_days", Double),
    Column("declared_spread_days", Double),
    Column("expedite_median_days", Double),
    Column("expedite_spread_days", Double, nullable=False),
    Column("address", JsonOf(lines_to_json, lines_from_json), nullable=False),
    Column("contact", Text, nullable=False),
    Column("customer_number", Text, nullable=False),
    Column("expedite_cost", MinorUnits()),
)

sources = Table(
    "sources",
    PLANT,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Word(SourceKind), nullable=False),
    Column("address", Text, nullable=False),
    Column("points", JsonOf(bindings_to_json, bindings_from_json), nullable=False),
    Column("interval_s", Double, nullable=False),
    Column("poll_s", Double, nullable=False),
    Column("timeout_s", Double, nullable=False),
    Column("has_plant_clock", Boolean, nullable=False),
)

policy = Table(
    "policy",
    PLANT,
    Column("id", String, primary_key=True),
    Column("settings", JsonOf(policy_to_json, policy_from_json), nullable=False),
    CheckConstraint("id = 'site'", name="one_row"),
)
