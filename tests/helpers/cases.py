"""A small virtual client, for tests of the encounter and of the linter."""

from __future__ import annotations

from pathlib import Path

from course_tools.authoring.cases import load_case_text
from course_tools.content import Case

SMALL = """\
format: case/1
id: small-client
title: A tired arm
minutes: 3
setting: clinic
difficulty: 1
objectives: [ask-the-goal]
contrast_with: other-client
client:
  name: Omar
  age: 40
  work: baker
  booked: Arm massage, thirty minutes
  says: |
    My arm is tired.
  expects: relief
  pressure: 3
hypotheses:
  tired: {p: 0.9, source: author-judgement}
  wounded: {p: 0.1, source: author-judgement}
truth: wounded
budget_minutes: 5
findings:
  hidden-cut: |
    A deep open cut under the sleeve.
ask:
  - id: q-hope
    say: What do you hope for?
    reply: |
      A lighter arm.
    minutes: 1
    essential: true
  - id: q-skin
    say: Is the skin whole?
    reply: |
      There is a cut from Monday.
    minutes: 1
    essential: true
    safety: true
    why: |
      Wounds are left alone.
    evidence: [contra-anticoagulants]
  - id: q-football
    say: Which team do you like?
    reply: |
      None of them.
    minutes: 3
examine:
  - id: look
    do: Look at the arm
    needs_consent:
      say: |
        May I look at your arm?
      reply: |
        You may.
    minutes: 2
    results:
      tired: |
        Whole skin.
      wounded: hidden-cut
    lr:
      for: wounded
      present: 4.0
      absent: 0.4
      source: author-judgement
decide:
  - id: plan
    text: |
      What do you do?
    options:
      - id: press
        text: Knead the whole arm
        reply: |
          Ouch.
        value: 0
        harm: an open wound
        why: |
          A wound is never worked on.
        evidence: [contra-anticoagulants]
        goto: bled
      - id: around
        text: Work the shoulder, not near the cut
        value: 1
        why: |
          He gets help, and the wound its peace.
        goto: after
        after: [look]
        unasked:
          value: 0.5
          why: |
            You did not look how far the cut goes.
      - id: home
        text: Send him home without a word
        value: 0.3
        why: |
          Safe, and no help.
        goto: end
  - id: after
    text: |
      He asks what to do with the cut.
    options:
      - id: clean
        text: Keep it covered, and show it to a doctor today
        value: 1
        why: |
          He knows what to do, and how soon.
        goto: end
      - id: oil
        text: Put a little oil on it in the evening
        value: 0
        why: |
          Oil does not belong on a wound.
        goto: end
  - id: bled
    terminal: true
    text: |
      The cut opens again.
score:
  weights: {key_features: 0.5, decisions: 0.4, efficiency: 0.1}
  key_features:
    - id: asked-the-goal
      need: [q-hope]
    - id: found-the-cut
      need_any: [q-skin, look]
  gates:
    - never: press
      why: |
        The cut would have opened again. The way on: leave wounds alone.
    - before: plan
      always_any: [q-skin, look]
      why: |
        Nobody had asked about the skin. The way on: ask first.
debrief:
  expert_path: [q-hope, q-skin, look, plan.around, after.clean]
  note: |
    Sleeves hide things.
tests:
  - path: [q-hope, q-skin, look, plan.around, after.clean]
    score_min: 0.95
    gates: pass
  - path: [plan.press]
    gates: fail
"""


def small_case(folder: Path, text: str = SMALL) -> Case:
    """The small client, read from a file in `folder`."""
    path = folder / "small-client.yaml"
    path.write_text(text, encoding="utf-8")
    return load_case_text(path).case
