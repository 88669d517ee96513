"""Why people come, and how often both purposes meet in one room on one day."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.figure import Figure

from course_tools.figures.picture import BLUE, GREEN, GREY, INK, ORANGE, Picture, hundred, signs, to_hundred

HEALTH, CALM, OTHER = "medical or health", "relaxation or stress", "something else"


def shares_of_days(health: float, calm: float, clients: int) -> dict[str, float]:
    """The share of days with both purposes, only one of the two, or neither.

    Each of `clients` people comes for health with probability `health`, for calm with `calm`, else for something
    else, independently. By inclusion and exclusion.
    """
    neither = (1 - health - calm) ** clients
    only_health = (1 - calm) ** clients - neither
    only_calm = (1 - health) ** clients - neither
    return {
        "both": 1 - neither - only_health - only_calm,
        "only health": only_health,
        "only calm": only_calm,
        "neither": neither,
    }


def rooms(numbers: Mapping[str, float], year: int, clients: int) -> Picture:
    """100 clients by the reason they stated, and 100 days of a therapist who sees `clients` such people a day.

    `numbers` holds `health` and `calm` in percent, from the survey of `year`.
    """
    health, calm = round(numbers["health"]), round(numbers["calm"])
    days = shares_of_days(health / 100, calm / 100, clients)
    both, one_h, one_c, none = to_hundred(list(days.values()))
    figure = Figure(figsize=(7.4, 4.4), layout="constrained")
    left, right = figure.subplots(1, 2)
    hundred(left, [(health, BLUE, "o"), (calm, ORANGE, "s"), (100 - health - calm, GREY, "^")])
    hundred(right, [(both, GREEN, "o"), (one_h, BLUE, "s"), (one_c, ORANGE, "D"), (none, GREY, "^")])
    left.set_title(f"100 clients, survey of {year}", fontsize=11, color=INK)
    people = "client" if clients == 1 else "clients"
    right.set_title(f"100 days with {clients} {people} each", fontsize=11, color=INK)
    signs(left, [(health, BLUE, "●", HEALTH), (calm, ORANGE, "■", CALM), (100 - health - calm, GREY, "▲", OTHER)])
    signs(
        right,
        [
            (both, GREEN, "●", "both purposes"),
            (one_h, BLUE, "■", "health, no relaxation"),
            (one_c, ORANGE, "◆", "relaxation, no health"),
            (none, GREY, "▲", "neither"),
        ],
    )
    if clients == 1:
        title = "One client a day: the day has one stated purpose, and the door does not tell you which"
    else:
        title = f"With {clients} clients a day, {both} of 100 days hold both purposes"
    return Picture(
        figure,
        title=title,
        alt=(
            f"Two squares of 100 signs. Left, 100 clients by main reason in the {year} survey: {health} {HEALTH}, "
            f"{calm} {CALM}, {100 - health - calm} {OTHER}. Right, 100 days with {clients} {people} each: {both} "
            f"with both purposes, {one_h} with health only, {one_c} with relaxation only, {none} with neither."
        ),
        note=(
            f"Left: what people in the {year} US survey said. Right: arithmetic, not a survey. It supposes that "
            "clients come to you by chance, in the survey's mix. The groups overlap: “health” includes prevention "
            "and general well-being, and one person may want both."
        ),
        columns=("Group", "Of 100"),
        rows=[
            (f"Clients: {HEALTH}", str(health)),
            (f"Clients: {CALM}", str(calm)),
            (f"Clients: {OTHER}", str(100 - health - calm)),
            ("Days: both purposes", str(both)),
            ("Days: health, no relaxation", str(one_h)),
            ("Days: relaxation, no health", str(one_c)),
            ("Days: neither", str(none)),
        ],
    )
