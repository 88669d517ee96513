// The view of a virtual client: a card, a conversation that grows, what may be done next, and the debrief.
//
// The kernel holds everything in two traits: `card` (the door) and `state`. The view sends {kind: "act", attempt, step,
// action} and {kind: "again"}, each with a click (wire.js). Only one thing is its own: whether the options lie open.

const WHO = { you: "You say", do: "You", room: "You find", story: "Then" };
const VERDICTS = { right: ["✓", "Right"], partly: ["◐", "Partly"], wrong: ["✗", "Not this"] };

class ClientView {
  constructor(model, element) {
    this.model = model;
    this.card = model.get("card");
    this.wire = new Wire(model, this);
    this.id = `cc-${this.wire.id}`;
    this.deciding = false;
    this.chosen = null;
    this.attempt = 0;
    this.lines = 0;
    this.root = make("section", { className: "cq cc", "aria-labelledby": `${this.id}-label` });
    this.root.dataset.client = this.card.id;
    element.append(this.root);
    this.frame();
    this.wire.heard();
  }

  /** The parts that stay: card, conversation, minutes, what may be done, status, debrief. */
  frame() {
    const card = this.card;
    const label = make(
      "p", { className: "cq-label", id: `${this.id}-label` }, `A client: ${card.title} (about ${card.minutes} minutes)`,
    );
    const facts = make("dl", { className: "cc-facts" });
    for (const [name, value] of card.facts) facts.append(make("div", {}, make("dt", {}, name), make("dd", {}, value)));
    const intake = make("div", { className: "cc-card" }, make("p", { className: "cc-name" }, card.name), facts);
    const door = make("div", { className: "cc-line cc-client" }, make("p", { className: "cc-who" }, `${card.name} says`));
    door.append(...paragraphs(card.says));
    this.talk = make("div", {
      className: "cc-talk", role: "log", "aria-live": "polite", "aria-label": `The conversation with ${card.name}`,
    });
    this.clock = make("div", { className: "cc-clock" });
    this.next = make("div", { className: "cc-next" });
    this.status = make("p", { className: "cq-status", role: "status", "aria-live": "polite" });
    this.status.dataset.role = "status";
    this.way = make("button", { type: "button", className: "cq-again", hidden: true });
    this.way.addEventListener("click", () => (this.anew ? this.wire.send({ kind: "again" }) : this.wire.wayOn()));
    this.report = make("div", { className: "cc-report", hidden: true });
    const foot = make("div", { className: "cq-foot" }, this.way, this.status);
    this.root.append(label, intake, door, this.talk, this.clock, this.next, foot, this.report);
  }

  /** Show what the kernel says; `mine` after a click of this view. */
  drawn(state, mine) {
    if (state.attempt === undefined) return;
    const echo = state.echo || {};
    this.state = state;
    this.anew = Boolean(state.problem);
    if (state.problem) {
      for (const part of [this.talk, this.clock, this.next]) part.replaceChildren();
      this.report.hidden = true;
      this.lines = 0;
      this.face = "";
      this.tell(state.problem, "bad", "Meet this client anew");
      return;
    }
    const before = { step: this.step, attempt: this.attempt };
    if (state.attempt !== this.attempt || state.talk.length < this.lines) this.begin(state);
    this.step = state.step;
    this.speak(state.talk);
    this.draw();
    if (mine && echo.ok === false) this.tell(echo.text, "bad");
    else if (mine) this.tell(`Saved. ${this.minutes()}`, "good");
    else if (!this.wire.waiting) this.tell(state.over || !state.step ? "" : "Saved so far.", "plain");
    if (mine && echo.ok !== false) this.moveOn(before);
  }

  begin(state) {
    this.attempt = state.attempt;
    this.talk.replaceChildren();
    this.lines = 0;
    this.deciding = false;
    this.chosen = null;
    this.face = "";
  }

  /** Add what was said since: an element is added only once, so that a screen reader hears only what is new. */
  speak(talk) {
    for (const { who, text } of talk.slice(this.lines)) {
      const name = who === "client" ? `${this.card.name} says` : WHO[who];
      this.talk.append(
        make("div", { className: `cc-line cc-${who}` }, make("p", { className: "cc-who" }, name), ...paragraphs(text)),
      );
    }
    this.lines = talk.length;
  }

  minutes() {
    return `${this.state.used} of ${this.state.budget} minutes used.`;
  }

  /** Draw what may be done, if that would look different. */
  draw() {
    const state = this.state;
    const find = state.open.filter((action) => action.kind !== "decide");
    if (!find.length && state.open.length) this.deciding = true;
    const face = JSON.stringify([state.step, state.attempt, this.deciding, this.wire.lost]);
    if (face === this.face) return;
    this.face = face;
    const bar = make("span", { className: "cc-bar", "aria-hidden": "true" }, make("span", {}));
    bar.firstChild.style.width = `${(100 * state.used) / state.budget}%`;
    this.clock.replaceChildren(bar, make("span", {}, this.minutes()));
    this.clock.hidden = state.over;
    this.next.replaceChildren();
    if (state.over) this.debrief(state.debrief);
    else if (this.deciding) this.options(find);
    else this.things(find);
    this.report.hidden = !state.over;
    for (const control of this.next.querySelectorAll("button, input")) control.disabled = this.wire.lost;
  }

  /** Questions, and things to look at or to test. */
  things(find) {
    const groups = [
      ["ask", `Ask ${this.card.name}`, find.filter((action) => action.kind === "ask")],
      ["look", "Look or test", find.filter((action) => action.kind !== "ask")],
    ];
    for (const [key, title, actions] of groups) {
      if (!actions.length) continue;
      const group = make("div", { className: `cc-group cc-${key}`, role: "group", "aria-labelledby": `${this.id}-${key}` });
      group.dataset.group = key;
      group.append(make("p", { className: "cc-head", id: `${this.id}-${key}` }, title));
      for (const action of actions) group.append(this.button(action));
      this.next.append(group);
    }
    const decide = make("button", { type: "button", className: "cq-save cc-decide" }, "I have heard enough: decide");
    decide.addEventListener("click", () => {
      this.deciding = true;
      this.draw();
      this.next.querySelector("input")?.focus();
    });
    this.next.append(decide);
  }

  button(action) {
    const cost = `${action.kind === "consent" ? "ask first, then " : ""}${action.minutes} min`;
    const parts = [make("span", {}, action.text), " ", make("span", { className: "cc-cost" }, cost)];
    const button = make("button", { type: "button", className: "cc-act" }, ...parts);
    button.dataset.action = action.name;
    button.addEventListener("click", () => this.act(action.name));
    return button;
  }

  options(find) {
    const state = this.state;
    const area = make("fieldset", { className: "cq-area" });
    area.append(make("legend", { className: "cq-legend" }, state.task));
    for (const action of state.open.filter((each) => each.kind === "decide")) {
      const input = make("input", { type: "radio", name: `${this.id}-option`, value: action.name });
      input.checked = this.chosen === action.name;
      input.addEventListener("change", () => (this.chosen = action.name));
      area.append(make("label", { className: "cq-choice" }, input, make("span", {}, action.text.trim())));
    }
    const go = make("button", { type: "button", className: "cq-save" }, "This is what I do");
    go.addEventListener("click", () => {
      if (this.chosen) this.act(this.chosen);
      else this.tell("Choose what you do first.", "bad");
    });
    const row = make("div", { className: "cq-foot" }, go);
    if (find.length) {
      const back = make("button", { type: "button" }, "Ask more first");
      back.addEventListener("click", () => {
        this.deciding = false;
        this.draw();
        this.next.querySelector("button")?.focus();
      });
      row.append(back);
    } else if (state.first) {
      this.next.append(make("p", {}, "There is no time for more questions: decide now."));
    }
    this.next.append(area, row);
  }

  act(action) {
    this.acted = { action, group: this.next.querySelector(`[data-action="${action}"]`)?.parentElement.dataset.group };
    this.wire.send({ kind: "act", attempt: this.attempt, step: this.step, action });
  }

  /** Where the focus goes when an action is done: on to what a person would do next. */
  moveOn(before) {
    if (before.attempt && before.attempt !== this.attempt) {
      this.next.querySelector("button")?.focus();
      this.root.scrollIntoView({ block: "start" });
    } else if (this.state.over) this.report.querySelector("[tabindex]")?.focus();
    else if (this.deciding) {
      this.chosen = null;
      this.next.querySelector("input")?.focus();
    } else {
      const { action, group } = this.acted;
      const find = (selector) => this.next.querySelector(selector);
      const allowed = find(`[data-action="${action.replace("consent.", "")}"]`);
      (allowed || find(`[data-group="${group}"] button`) || find("button"))?.focus();
    }
    // The answer stands above what has the focus, and both are to be seen.
    if (!this.state.over) this.talk.lastElementChild?.scrollIntoView({ block: "nearest" });
  }

  debrief(told) {
    const { tone, text } = told.verdict;
    const head = make("p", { className: "cc-verdict", tabIndex: -1 }, text);
    const verdict = make("div", { className: `cq-feedback cq-${tone}` }, head);
    for (const gate of told.gates) verdict.append(...this.reason(gate));
    const parts = make("ul", { className: "cc-parts" }, ...told.parts.map((part) => make("li", {}, part)));
    const points = make("ul", { className: "cc-points" });
    for (const { text: point, met } of told.points) {
      const mark = make("span", { "aria-hidden": "true" }, met ? "✓ " : "– ");
      points.append(make("li", {}, mark, point, met ? "" : " (not yet)"));
    }
    this.report.replaceChildren(verdict, parts, section("The key points", points));
    for (const each of told.decided) this.report.append(this.decision(each));
    if (told.divergence) this.report.append(section("Where the ways part", make("p", {}, told.divergence)));
    if (told.missed.length) {
      const list = make("ul", {});
      for (const { say, reply } of told.missed) {
        list.append(make("li", {}, make("strong", {}, say), ` ${this.card.name}: “${reply.trim()}”`));
      }
      this.report.append(section("Not asked, and what the answer would have been", list));
    }
    this.report.append(this.paths(told), section("To take with you", ...paragraphs(told.note)));
    const again = make("button", { type: "button", className: "cq-save" }, `Meet ${this.card.name} again`);
    again.addEventListener("click", () => this.wire.send({ kind: "again" }));
    this.report.append(make("div", { className: "cq-foot" }, again));
  }

  decision(each) {
    const [shape, word] = VERDICTS[each.verdict];
    const verdict = make("p", { className: "cq-verdict" }, make("span", { "aria-hidden": "true" }, `${shape} `), word);
    const box = make("div", { className: `cq-feedback cq-${each.verdict}` }, verdict);
    box.append(make("p", {}, make("strong", {}, "You: "), each.text.trim()));
    if (each.harm) box.append(make("p", {}, make("strong", {}, "The risk: "), each.harm));
    box.append(...this.reason(each));
    if (each.better) {
      box.append(make("p", {}, make("strong", {}, "Better: "), each.better.text.trim()), ...this.reason(each.better));
    }
    return box;
  }

  /** The expert's path, with the learner's steps beside it. */
  paths(told) {
    const table = make("table", { className: "cc-paths" });
    table.append(make("caption", {}, "The expert's way, and yours beside it"));
    const names = ["The expert", "You"].map((name) => make("th", { scope: "col" }, name));
    table.append(make("thead", {}, make("tr", {}, ...names)));
    const body = make("tbody", {});
    for (const met of told.expert) {
      const expert = make("td", {}, met.text.trim());
      if (met.why) {
        const name = make("summary", { "aria-label": `Why: ${met.text.trim()}` }, "Why");
        expert.append(make("details", {}, name, ...this.reason(met)));
      }
      body.append(make("tr", {}, expert, make("td", {}, met.step ? `✓ step ${met.step}` : "– not done")));
    }
    table.append(body);
    const beside = told.beside.length ? make("p", {}, `You also did this: ${told.beside.join("; ")}`) : null;
    return section("Both ways", make("div", { className: "cc-wide" }, table), beside);
  }

  reason({ why, chips, judgement }) {
    const parts = paragraphs(why);
    if (judgement) parts.push(make("p", { className: "cc-judgement" }, judgement));
    // Chips are HTML that the course itself made, every text in them escaped.
    if (chips) parts.push(make("div", { innerHTML: chips }));
    return parts;
  }

  lostDrawn() {
    this.face = "";
    if (this.state && !this.state.problem) this.draw();
    for (const control of this.root.querySelectorAll(".cc-next button, .cc-next input, .cc-report > .cq-foot button")) {
      control.disabled = true;
    }
  }

  tell(text, tone, way = "") {
    this.status.textContent = text || "";
    this.status.className = `cq-status cq-tone-${tone}`;
    this.way.hidden = !way;
    this.way.textContent = way;
  }
}

function section(title, ...parts) {
  const box = make("div", { className: "cc-section" }, make("p", { className: "cc-head" }, title));
  box.append(...parts.filter(Boolean));
  return box;
}

function render({ model, el }) {
  const view = new ClientView(model, el);
  return view.wire.listen(el);
}

export default { render };
