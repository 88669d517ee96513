// What is read at the end of a virtual client: the verdict, both ways, what numbers say, and where to try again.

const VERDICTS = { right: ["✓", "Right"], partly: ["◐", "Partly"], wrong: ["✗", "Not this"] };

/** The debrief's parts. `view` has card and wire; `told` is what the kernel gives. */
function debriefParts(view, told) {
  const { tone, text } = told.verdict;
  const verdict = make(
    "div", { className: `cq-feedback cq-${tone}` }, make("p", { className: "cc-verdict", tabIndex: -1 }, text),
  );
  for (const gate of told.gates) verdict.append(...reasonParts(gate));
  const parts = make("ul", { className: "cc-parts" }, ...told.parts.map((part) => make("li", {}, part)));
  const shown = [verdict, parts, section("The key points", keyPoints(told)), ...told.decided.map(decisionBox)];
  if (told.divergence) shown.push(section("Where the ways part", make("p", {}, told.divergence)));
  if (told.closure) shown.push(section("Closed early", make("p", {}, told.closure)));
  if (told.missed.length) shown.push(missedPart(view, told.missed));
  shown.push(pathsPart(told));
  if (told.scores) shown.push(section("How it went over the visits", scoresPicture(told.scores), make("p", {}, told.scores.text)));
  if (told.beliefs.length) shown.push(beliefsPart(told.beliefs));
  if (told.turns.length) shown.push(turnsPart(told.turns));
  if (told.calibration) {
    const { text: words, columns, rows } = told.calibration;
    shown.push(section("How sure and how right", make("p", {}, words), table("What you said, and what was true", columns, rows)));
  }
  shown.push(section("To take with you", ...paragraphs(told.note)), againPart(view, told.steps));
  return shown;
}

/** In place of a debrief where the client is a question of a quiz. */
function keptPart(kept) {
  return make("div", { className: "cq-feedback" }, make("p", { className: "cc-verdict", tabIndex: -1 }, kept));
}

function keyPoints(told) {
  const points = make("ul", { className: "cc-points" });
  for (const { text, met } of told.points) {
    const mark = make("span", { "aria-hidden": "true" }, met ? "✓ " : "– ");
    points.append(make("li", {}, mark, text, met ? "" : " (not yet)"));
  }
  return points;
}

function missedPart(view, missed) {
  const list = make("ul", {});
  for (const { say, reply } of missed) {
    list.append(make("li", {}, make("strong", {}, say), ` ${view.card.name}: “${reply.trim()}”`));
  }
  return section("Not asked, and what the answer would have been", list);
}

function decisionBox(each) {
  const [shape, word] = VERDICTS[each.verdict];
  const verdict = make("p", { className: "cq-verdict" }, make("span", { "aria-hidden": "true" }, `${shape} `), word);
  const box = make("div", { className: `cq-feedback cq-${each.verdict}` }, verdict);
  box.append(make("p", {}, make("strong", {}, "You: "), each.text.trim()));
  if (each.harm) box.append(make("p", {}, make("strong", {}, "The risk: "), each.harm));
  box.append(...reasonParts(each));
  if (each.better) {
    box.append(make("p", {}, make("strong", {}, "Better: "), each.better.text.trim()), ...reasonParts(each.better));
  }
  return box;
}

/** The expert's path, with the learner's steps beside it. */
function pathsPart(told) {
  const body = told.expert.map((met) => {
    const expert = make("span", {}, met.text.trim());
    if (!met.why) return [expert, met.step ? `✓ step ${met.step}` : "– not done"];
    const name = make("summary", { "aria-label": `Why: ${met.text.trim()}` }, "Why");
    const cell = make("div", {}, expert, make("details", {}, name, ...reasonParts(met)));
    return [cell, met.step ? `✓ step ${met.step}` : "– not done"];
  });
  const paths = table("The expert's way, and yours beside it", ["The expert", "You"], body);
  const beside = told.beside.length ? make("p", {}, `You also did this: ${told.beside.join("; ")}`) : null;
  return section("Both ways", paths, beside);
}

function beliefsPart(beliefs) {
  const parts = beliefs.map((each) => {
    const box = make("div", { className: "cq-feedback" }, make("p", {}, `Step ${each.step}. ${each.text}`));
    box.append(make("p", {}, make("strong", {}, each.next)), ...reasonParts(each));
    return box;
  });
  return section("What you believed, and what the findings carry", ...parts);
}

function turnsPart(turns) {
  const rows = turns.map((turn) => [
    `Step ${turn.step}: ${turn.text.trim()}`, turn.rate, turn.same ? "the same" : turn.best.trim(), turn.best_rate,
  ]);
  const columns = ["You asked or looked", "Bits a minute", "Worth most then", "Bits a minute"];
  return section(
    "What each question was worth",
    make(
      "p", {}, "Bits a minute: by how much a question is expected to narrow what is still open. The number counts what "
        + "tells the causes apart, and not what is at stake: safety questions come first.",
    ),
    table("Each question, and the best one at that moment", columns, rows),
  );
}

/** Another try: from the door, or from a step of this one. */
function againPart(view, steps) {
  const again = make("button", { type: "button", className: "cq-save" }, `Meet ${view.card.name} again`);
  again.addEventListener("click", () => view.wire.send({ kind: "again" }));
  const box = make("div", {}, make("div", { className: "cq-foot" }, again));
  if (steps.length < 2) return box;
  const label = make("label", { htmlFor: `${view.id}-from` }, "Or go on from a step of this try, and choose otherwise after it");
  const choose = make("select", { id: `${view.id}-from` });
  steps.slice(0, -1).forEach((said, i) => {
    choose.append(make("option", { value: String(i + 1) }, `After step ${i + 1}: ${short(said)}`));
  });
  choose.value = String(steps.length - 1);
  const go = make("button", { type: "button", className: "cc-from" }, "Go on from there");
  go.addEventListener("click", () => view.wire.send({ kind: "from", attempt: view.attempt, step: Number(choose.value) }));
  box.append(make("div", { className: "cq-field cc-replay" }, label, choose, go));
  return box;
}

function short(text) {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > 70 ? `${line.slice(0, 68)}…` : line;
}

function table(caption, columns, rows) {
  const head = make("tr", {}, ...columns.map((name) => make("th", { scope: "col" }, name)));
  const body = rows.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, cell))));
  const whole = make("table", { className: "cc-paths" }, make("caption", {}, caption), make("thead", {}, head), make("tbody", {}, ...body));
  return make("div", { className: "cc-wide", role: "group", tabIndex: 0, "aria-label": caption }, whole);
}

function reasonParts({ why, chips, judgement }) {
  const parts = why ? paragraphs(why) : [];
  if (judgement) parts.push(make("p", { className: "cc-judgement" }, judgement));
  // Chips are HTML that the course itself made, every text in them escaped.
  if (chips) parts.push(make("div", { innerHTML: chips }));
  return parts;
}

function section(title, ...parts) {
  const box = make("div", { className: "cc-section" }, make("p", { className: "cc-head" }, title));
  box.append(...parts.filter(Boolean));
  return box;
}
