"""What the demo plant's blocks are judged by, and a reader that knows only the protocol."""

import struct
import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pymodbus.client import ModbusTcpClient

from app.demo_plant.signals import SAMPLE_RATE_HZ

Spectrum = tuple[NDArray[np.float64], NDArray[np.float64]]
COMMAND = (
    sys.executable,
    "-c",
    "import sys; from app.demo_plant.serve import main; sys.exit(main(sys.argv[1:]))",
)


def amplitude_spectrum(samples: NDArray[np.floating]) -> Spectrum:
    """Return frequencies in Hz and Hann-windowed peak amplitudes of a block."""
    centred = np.asarray(samples, float) - np.mean(samples)
    window = np.hanning(centred.size + 1)[:-1]
    amplitudes = 2 * np.abs(np.fft.rfft(centred * window)) / window.sum()
    return np.fft.rfftfreq(centred.size, 1 / SAMPLE_RATE_HZ), amplitudes


def velocity_rms_mms(acceleration_ms2: NDArray[np.floating]) -> float:
    """Return velocity RMS from 10 to 1000 Hz in mm/s."""
    hz, amplitude_ms2 = amplitude_spectrum(acceleration_ms2)
    band = (hz >= 10) & (hz <= 1000)
    velocity_mms = 1000 * amplitude_ms2[band] / (2 * np.pi * hz[band])
    return float(np.sqrt(np.sum(velocity_mms**2) / 2 / 1.5))


def envelope_spectrum(
    acceleration_ms2: NDArray[np.floating], low_hz: float, high_hz: float
) -> Spectrum:
    """Return the amplitude spectrum of the envelope within a band."""
    lines = np.fft.fft(np.asarray(acceleration_ms2, float))
    hz = np.fft.fftfreq(lines.size, 1 / SAMPLE_RATE_HZ)
    analytic = np.fft.ifft(np.where((hz >= low_hz) & (hz <= high_hz), 2 * lines, 0))
    return amplitude_spectrum(np.abs(analytic))


def line_near(spectrum: Spectrum, wanted_hz: float, within_hz: float = 2.5) -> float:
    """Return the highest amplitude near a frequency."""
    hz, amplitude = spectrum
    return float(amplitude[np.abs(hz - wanted_hz) <= within_hz].max())


def value_of(layout: str, registers: list[int]) -> Any:
    """Return the big-endian value some registers hold."""
    packed = struct.pack(f">{len(registers)}H", *registers)
    return struct.unpack(f">{layout}", packed)[0]


class PlainModbusReader:
    """Reads the published register map with nothing but a plain client."""

    def __init__(self, address: str) -> None:
        host, port = address.split(":")
        self.client = ModbusTcpClient(host, port=int(port))
        assert self.client.connect()

    def registers(self, device_id: int, first: int, count: int) -> list[int]:
        """Read holding registers, in as many requests as it takes."""
        read: list[int] = []
        while len(read) < count:
            piece = min(125, count - len(read))
            answer = self.client.read_holding_registers(
                first + len(read), count=piece, device_id=device_id
            )
            assert not answer.isError(), answer
            read += answer.registers
        return read

    def plant_ms(self, device_id: int = 1) -> int:
        """Read the plant's time."""
        return int(value_of("Q", self.registers(device_id, 0, 4)))

    def plant_speed(self, device_id: int = 1) -> float:
        """Read at which speed its time passes."""
        return value_of("f", self.registers(device_id, 4, 2))

    def block(self, device_id: int) -> tuple[list[int], NDArray[np.float64], list[int]]:
        """Read header, samples in m/s2 and header again."""
        before = self.registers(device_id, 10, 18)
        counts = np.array(self.registers(device_id, 100, before[3]), np.uint16).view(np.int16)
        after = self.registers(device_id, 10, 18)
        return before, counts * value_of("f", before[10:12]), after
