"""The line above the live pictures: which block, how old, at what speed, how far to be believed."""

from datetime import datetime
from zoneinfo import ZoneInfo

from app.core.measurements import Quality
from app.core.texts import translate
from app.monitoring.outbox import LiveFrame
from app.ui.figures import fixed, frequency_text, level_text


def exact_clock(at: datetime, zone: ZoneInfo) -> str:
    """Write the time of day in the plant's zone with its seconds.

    >>> from datetime import UTC
    >>> exact_clock(datetime(2026, 3, 2, 6, 5, 4, tzinfo=UTC), ZoneInfo("Europe/Berlin"))
    '07:05:04'
    """
    return at.astimezone(zone).strftime("%H:%M:%S")


def state_line(
    frame: LiveFrame | None,
    age_s: float | None,
    zone: ZoneInfo,
    *,
    is_frozen: bool,
    is_averaged: bool = False,
    notice: str = "",
) -> str:
    """Say block time, data age, shaft speed, resolution and quality in one line.

    A notice (stale, bad) takes the place of the quality: an old block is not called good.
    """
    if frame is None or age_s is None:
        return translate("Live", "Waiting for the first block of this point.")
    clock = exact_clock(frame.taken_at, zone)
    if is_frozen:
        text = translate("Live", "FROZEN at block {clock}, Space lets it run")
        parts = [text.format(clock=clock)]
    else:
        age = fixed(age_s, 1)
        parts = [translate("Live", "Block {clock}, data age {age} s").format(clock=clock, age=age)]
    if is_averaged and frame.averaged_blocks:
        text = translate("Live", "exponential average of {blocks} blocks")
        parts.append(text.format(blocks=frame.averaged_blocks))
    return "   ·   ".join([*parts, *_settings(frame), notice or _quality(frame)])


def _settings(frame: LiveFrame) -> list[str]:
    """Shaft speed, rate, resolution and window of the block."""
    parts = []
    speed_rpm = frame.features.shaft_speed_rpm
    if speed_rpm:
        hz = frequency_text(speed_rpm / 60)
        text = translate("Live", "{rpm} rpm = {hz} Hz")
        parts.append(text.format(rpm=fixed(speed_rpm, 0), hz=hz))
    if frame.frequency_hz.size > 1:
        step = level_text(float(frame.frequency_hz[1] - frame.frequency_hz[0]))
        rate = level_text(frame.sample_rate_hz / 1000)
        text = translate("Live", "{rate} kHz, Hann, Δf {step} Hz")
        parts.append(text.format(rate=rate, step=step))
    band = frame.features.envelope_band_hz
    if band is not None:
        low, high = (fixed(edge, 0) for edge in band)
        parts.append(translate("Live", "envelope of {low}–{high} Hz").format(low=low, high=high))
    return parts


def _quality(frame: LiveFrame) -> str:
    """Quality in a word, with its reason when it is not good."""
    quality = frame.features.quality
    word = translate("Words", quality.value)
    if quality is not Quality.GOOD and frame.features.bad_reason.value:
        word = f"{word} ({translate('Words', frame.features.bad_reason.value)})"
    return translate("Live", "quality {word}").format(word=word)
