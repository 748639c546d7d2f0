"""Rival ordering rules behind one door: `rule_named` makes one, `Rule` says what each answers.

A rule sees one day of a plant (`plant_day.PlantDay`) and nothing later. The caller asks
`replacements` first, carries them out with what is on the shelf, and then asks `orders_of` with
the day as it stands after that.
"""
