"""A session that a virtual client gets: what may be planned, what it does, and what the client says meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Consent:
    """How the therapist asks before touching, and what the client replies."""

    say: str
    reply: str


@dataclass(frozen=True)
class Judged:
    """How a decision is judged: its value from 0 to 1, its harm, the reason with its evidence, and where it leads."""

    value: float
    harm: str
    why: str
    evidence: tuple[str, ...]
    goto: str


@dataclass(frozen=True)
class Choice:
    """A technique, a place or a position to choose. `areas` are those of the body chart that a place covers."""

    id: str
    text: str
    areas: tuple[int, ...]


@dataclass(frozen=True)
class Fits:
    """Which session plans something holds for; an empty tuple holds for all. Ranges include their ends."""

    technique: tuple[str, ...]
    where: tuple[str, ...]
    position: tuple[str, ...]
    pressure: tuple[int, ...]
    minutes: tuple[int, ...]


@dataclass(frozen=True)
class Effect:
    """What a session does (`help`, `nothing`, `harm`) where it `fits`, and how it is judged."""

    id: str
    fits: Fits
    does: str
    judged: Judged


@dataclass(frozen=True)
class StopSign:
    """What the client says while a session that it `fits` is going on, and what asks to stop at once."""

    id: str
    fits: Fits
    says: str
    judged: Judged


@dataclass(frozen=True)
class Session:
    """A session to plan. `comfort` is the client's, 1 to 10, at each pressure level from 1 to 5; `wanted` its range.

    `says` holds the client's words where it is too `light`, `good`, or `too-much`. The first of `effects` that fits
    decides.
    """

    id: str
    text: str
    consent: Consent | None
    technique: tuple[Choice, ...]
    where: tuple[Choice, ...]
    position: tuple[Choice, ...]
    minutes: tuple[int, int]
    comfort: tuple[int, ...]
    wanted: tuple[int, int]
    says: Mapping[str, str]
    stop: tuple[StopSign, ...]
    effects: tuple[Effect, ...]
