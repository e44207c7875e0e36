"""Makes the kiosk's tones: short sines that swell and fade, and a shutter of filtered noise.

python tools/make_tones.py
"""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 44_100
FOLDER = Path(__file__).resolve().parents[1] / "resources" / "sounds"
Sound = NDArray[np.float64]


def tone(hertz: float, seconds: float, fade: float) -> Sound:
    """A bell: the note and a little of its octave, which die away."""
    t = np.arange(round(RATE * seconds)) / RATE
    bell = np.sin(2 * np.pi * hertz * t) + 0.18 * np.sin(4 * np.pi * hertz * t) * np.exp(-t / (fade / 3))
    swell = np.minimum(1.0, t / 0.006) * np.minimum(1.0, (seconds - t) / 0.02)
    return bell * np.exp(-t / fade) * swell


def after(seconds: float, sound: Sound) -> Sound:
    return np.concatenate([np.zeros(round(RATE * seconds)), sound])


def together(*sounds: Sound) -> Sound:
    mixed = np.zeros(max(len(sound) for sound in sounds))
    for sound in sounds:
        mixed[: len(sound)] += sound
    return mixed


def click(seconds: float, fade: float, seed: int) -> Sound:
    """A dull click: noise without its shrillest part."""
    noise = np.random.default_rng(seed).standard_normal(round(RATE * seconds))
    dull = np.convolve(noise, np.hanning(24) / 12, mode="same")
    t = np.arange(len(dull)) / RATE
    return dull * np.exp(-t / fade) * np.minimum(1.0, t / 0.001)


TONES = {
    "tick": tone(880.0, 0.12, 0.035),
    "shutter": together(click(0.09, 0.012, 1), after(0.07, 0.8 * click(0.12, 0.018, 2))),
    "attention": together(tone(659.3, 0.5, 0.14), after(0.14, tone(880.0, 0.5, 0.16))),
    "done": together(
        tone(523.3, 0.9, 0.22), after(0.13, tone(659.3, 0.9, 0.24)), after(0.26, tone(784.0, 0.9, 0.3))
    ),
}
LOUDNESS = {"tick": 0.35, "shutter": 0.5, "attention": 0.5, "done": 0.5}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, sound in TONES.items():
        samples = np.round(sound / np.abs(sound).max() * LOUDNESS[name] * 32767).astype("<i2")
        with wave.open(str(FOLDER / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples.tobytes())


if __name__ == "__main__":
    main()
