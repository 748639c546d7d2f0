"""How the demo plant's office wants its jobs done: steps as a technician carries them."""


def _steps(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, each as one line."""
    return tuple(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


PUMP_BEARING = _steps("""
Permit: have work permit W-1 (mechanical) signed by the shift leader. Lock out and tag the drive
at switchboard S2, field 7, and prove it dead.

Close suction valve V-1011 and discharge valve V-1012, drain the casing into the floor gully, hang
the valve tags.

Undo the coupling guard and the coupling spacer (spanner 17 mm). Mark both halves.

Undo the bearing cover on the drive end (6 x M8, Allen key 6 mm) and pull the bearing with the
two-arm puller. Never strike the shaft.

Measure the shaft seat: 45.002 to 45.013 mm (k5). Outside of that, stop and call the engineer.

Heat the new bearing 6309-2RS-C3 to 80 degC, 100 degC at most, on the induction heater. Slide it
home against the shoulder and hold it until it grips.

Fit the cover with a new gasket and tighten crosswise to 25 Nm with the torque wrench.

Align the coupling with the laser: offset 0.05 mm, gap 0.05 mm per 100 mm at most. Fit spacer and
guard.

Open the suction valve first, vent, then open the discharge valve. Take off lock and tags, return
the permit.

Run for 30 minutes: bearing below 65 degC, velocity below 2.8 mm/s. Let Kairos measure once and
note the hours.
""")
MOTOR_BEARING = _steps("""
Permit: electrician's permit E-2. Lock out the frequency converter, wait 10 minutes for its
capacitors, prove it dead.

Undo the coupling guard, part the coupling, mark and disconnect the motor cable.

Take off fan cowl and fan (snap-ring pliers), then the end shield on the drive end.

Pull the bearing with the three-arm puller. Keep the wave washer.

Check the shaft seat and the end shield's bore for wear. Measure the shaft earthing brush.

Heat the new bearing 6309-2Z-C3 to 80 degC and fit it. Refit end shield, fan and cowl (M8, 25 Nm).

Connect, measure the insulation (1000 V, at least 100 megohm), check the direction of rotation.

Align the coupling with the laser, fit the guard, return the permit, run for 30 minutes.
""")
FAN_BEARING = _steps("""
Permit: work permit W-1 and boiler stand-down by the boiler attendant. Lock out the fan at
switchboard S4, field 2, and block the impeller.

Take off belt guard and belts. Check the belts, replace the set if one is cracked.

Undo the plummer block's cap (ring spanner 24 mm), lift the shaft with the screw jack.

Loosen the adapter sleeve with hook spanner HN 16 and take off the bearing.

Clean the blades of deposits and note the mass taken off.

Fit the new bearing 6216-C3, drive up the sleeve, check the clearance with feeler gauges.

Grease with 60 g of lithium complex grease, fit the cap (90 Nm), belts and guard.

Return the permit, run for 30 minutes: velocity below 2.8 mm/s at full speed.
""")
COMPRESSOR_BEARING = _steps("""
Permit: work permit W-1. Switch over to compressor C-105, lock out C-104, close the outlet valve
and blow the vessel down to 0 bar.

Drain the oil (18 l) while it is warm and replace the oil filter.

Part the coupling and lift the air end out with the hall crane (310 kg, sling 1 t).

Open the drive-end cover. Measure the rotors' end play before anything is moved.

Press out the old 6312-C3 pair and press in the new one, marks facing each other.

Set the end play to 0.05 to 0.08 mm with shims, fit the cover with a new O-ring (45 Nm).

Refit the air end, align with the laser, fill with oil, turn over by hand.

Return the permit, run unloaded for 10 minutes, then loaded for 30. Check for leaks.
""")
CONVEYOR_BEARING = _steps("""
Permit: work permit W-1 and working at height H-1. Stop the spent-grain line, lock out the
conveyor, pull the emergency rope.

Slacken the belt at the tension station and note the turns.

Support the drum with two chain blocks (500 kg each).

Undo the flanged housing (4 x M16, ring spanner 24 mm) and pull it off the shaft.

Fit the new bearing 6212-2RS with hand press and sleeve. Renew the V-ring.

Refit the housing (190 Nm), tension the belt by the turns noted, check its run.

Return the permits, run for 15 minutes empty and 15 minutes loaded.
""")
GEARBOX_BEARING = _steps("""
Permit: work permit W-1. Empty the bottle washer, lock out its main drive at switchboard S5.

Drain the oil (12 l), look for chips on the magnet and keep them in a labelled bag.

Part the input coupling, take off the input cover (8 x M10).

Draw out the pinion shaft with the sliding hammer. Mind the shims, note their thickness.

Pull the bearing 6310-C3, heat the new one to 80 degC and fit it.

Refit the shaft with the same shims, check the backlash (0.15 to 0.25 mm) with the dial gauge.

Fit the cover (50 Nm), fill with 12 l of ISO VG 220, align the coupling with the laser.

Return the permit, run for 30 minutes: oil below 80 degC. Take an oil sample.
""")
