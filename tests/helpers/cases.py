"""A small virtual client, for tests of the encounter and of the linter."""

from __future__ import annotations

from pathlib import Path

from course_tools.authoring.cases import load_case_text
from course_tools.content import Case, load_presets

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


#: A client that uses the whole format: a truth drawn by lot, beliefs, a session, visits with a measure.
WIDE = """\
format: case/1
id: wide-client
title: A stiff back, or more
minutes: 12
setting: clinic
difficulty: 2
objectives: [ask-the-goal]
client:
  name: Vera
  age: 50
  work: driver
  booked: Back massage
  says: |
    My back is stiff.
  expects: relief
  pressure: 3
  regions: [218, 219]
  agrees: Back and legs
hypotheses:
  stiff: {p: 0.8, source: author-judgement, name: an ordinary stiff back}
  hurt: {p: 0.2, source: author-judgement, name: an injury}
truth:
  stiff: 0.5
  hurt: 0.5
budget_minutes: 6
findings:
  bruise: |
    A wide bruise over the spine.
ask:
  - id: q-hope
    say: What do you hope for?
    reply: |
      To drive without pain.
    minutes: 1
    essential: true
  - id: q-fall
    say: Did you fall?
    replies:
      stiff: |
        Not at all.
      hurt: |
        From a ladder, on Monday.
    minutes: 1
    essential: true
    safety: true
    lr:
      for: hurt
      present: 4.0
      absent: 0.5
      source: author-judgement
  - id: q-tea
    say: Would you like tea?
    reply: |
      With milk, thank you.
    minutes: 2
  - id: q-since
    say: How has it been since?
    reply: |
      Some days better, some not.
    minutes: 1
    essential: true
    at: [second]
examine:
  - id: look
    do: Look at her back
    needs_consent:
      say: |
        May I look at your back?
      reply: |
        Please do.
    minutes: 2
    results:
      stiff: |
        Whole skin, no mark.
      hurt: bruise
    lr:
      for: hurt
      present: 6.0
      absent: 0.4
      source: author-judgement
decide:
  - id: plan
    text: |
      What do you do?
    believe:
      then: adapt
      why: |
        A number is no name.
    opens:
      need: [q-hope]
    options:
      - id: treat-now
        text: Plan a session for the back
        value: 1
        why: |
          Nothing speaks against it.
        goto: hands
        plan: relaxation
        after: [q-fall]
        unasked:
          value: 0.3
          why: |
            You could not know.
        under:
          hurt:
            value: 0
            harm: pressure on an injury
            why: |
              She fell, and nobody has looked at it.
            goto: end
      - id: send-on
        text: Send her to a doctor today
        value: 0.4
        why: |
          More than she needs.
        goto: end
        under:
          hurt:
            value: 1
            why: |
              A fall is looked at first.
      - id: write-bruise
        text: Write down the bruise, and wait
        value: 0.2
        why: |
          Written, and not acted on.
        goto: end
        opens:
          need: [bruise]
  - id: second
    text: |
      Four weeks later.
    visit: week-four
    asking: 4
    believe:
      then: ask
      why: |
        Ask again before you go on.
    options:
      - id: go-on
        text: Go on as before
        value: 1
        why: |
          It has moved.
        goto: third
        unmoved:
          value: 0.3
          why: |
            It was not measured, or has not moved.
      - id: end-here
        text: End the course here
        value: 0.5
        why: |
          She could have had more.
        goto: end
        plan: no-care
        unmoved:
          value: 1
          why: |
            What does not move is not continued.
  - id: third
    text: |
      Ten weeks have gone by.
    visit: week-ten
    asking: 2
    options:
      - id: taper
        text: Space the visits out, then stop
        value: 1
        why: |
          An end that she knows of.
        goto: end
      - id: for-ever
        text: Come every week, for good
        value: 0
        why: |
          Nothing supports it.
        goto: end
  - id: sore
    terminal: true
    text: |
      She is sore for days.
  - id: stopped
    terminal: true
    text: |
      You stopped in time.
treat:
  - id: hands
    text: |
      How do you work?
    needs_consent:
      say: |
        I would work on your back and legs. You can stop me at any time. May I?
      reply: |
        Yes.
    technique:
      - {id: gliding, text: Slow gliding}
      - {id: elbow, text: Elbow along the spine}
    where:
      - {id: low-back, text: Low back, areas: [218, 219]}
      - {id: calves, text: Both calves, areas: [233, 234]}
    position:
      - {id: prone, text: On the belly}
      - {id: side, text: On the side}
    minutes: [10, 60]
    comfort: [3, 5, 6, 8, 10]
    wanted: [5, 7]
    says:
      light: |
        I hardly feel it.
      good: |
        That is good.
      too-much: |
        Oh! That is a lot.
    stop:
      - id: tingling
        if: {technique: [elbow], where: [low-back]}
        says: |
          Now my leg tingles.
        why: |
          Tingling asks to stop.
        goto: stopped
    effects:
      - id: too-hard
        if: {pressure: [4, 5]}
        does: harm
        value: 0
        harm: days of soreness
        why: |
          Beyond what she can bear.
        goto: sore
      - id: eased
        if: {technique: [gliding], where: [low-back], minutes: [20, 45]}
        does: help
        value: 1
        why: |
          Slow, and where she feels it.
        goto: second
      - id: no-change
        does: nothing
        value: 0.4
        why: |
          Pleasant, and beside the point.
        goto: second
outcome:
  preset: low-back-function
  say: Fill in the Roland-Morris form with her
  minutes: 1
visits:
  - {id: week-four, at: 4, name: Week 4}
  - {id: week-ten, at: 10, name: Week 10}
score:
  weights: {key_features: 0.5, decisions: 0.4, efficiency: 0.1}
  key_features:
    - id: asked-the-goal
      need: [q-hope]
    - id: measured
      need: [measured-start]
  gates:
    - never: too-hard
      why: |
        Stop where it is too much.
    - before: plan
      always_any: [q-fall, look]
      under: [hurt]
      why: |
        Ask about falls first.
debrief:
  under:
    stiff:
      expert_path:
        - q-hope
        - q-fall
        - look
        - measure.start
        - plan.treat-now
        - hands.plan: {technique: gliding, where: [low-back], position: prone, pressure: 3, minutes: 30}
        - hands.react: {pressure: 3}
        - q-since
        - measure.week-four
        - second.end-here
      note: |
        Ordinary backs are many.
    hurt:
      expert_path: [q-hope, q-fall, look, measure.start, plan.send-on]
      note: |
        One of them fell.
tests:
  - path: [q-hope, q-fall, look, measure.start, plan.send-on]
    truth: hurt
    score_min: 0.95
    gates: pass
  - path: [q-hope, q-fall, plan.treat-now]
    truth: hurt
    gates: pass
    score_max: 0.5
  - path:
      - q-hope
      - q-fall
      - plan.treat-now
      - hands.plan: {technique: gliding, where: [low-back], position: prone, pressure: 5, minutes: 30}
      - hands.react: {pressure: 5}
    truth: stiff
    gates: fail
"""


def wide_case(folder: Path) -> Case:
    """The client that uses the whole format, read from a file in `folder`."""
    path = folder / "wide-client.yaml"
    path.write_text(WIDE, encoding="utf-8")
    return load_case_text(path, presets=load_presets()).case
