// The view of a virtual client: a card, a conversation that grows, what may be done next, and the debrief.
//
// The kernel holds everything in two traits: `card` (the door) and `state`. The view sends {kind: "act", attempt, step,
// action, answer}, {kind: "again"} and {kind: "from", attempt, step}, each with a click (wire.js). Two things are its
// own: whether the options lie open, and whether a belief is being stated. Where `card.graded`, the client is met once, as a
// question of a quiz, and there is no debrief.

const WHO = { you: "You say", do: "You", room: "You find", story: "Then", bayes: "People like this" };
const TO_FIND = ["ask", "consent", "examine", "measure"];

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
    if (this.card.graded) this.root.dataset.item = this.card.item;
    element.append(this.root);
    this.frame();
    this.wire.heard();
  }

  /** The parts that stay: card, conversation, minutes, what may be done, status, debrief. */
  frame() {
    const card = this.card;
    const who = `A client: ${card.title} (about ${card.minutes} minutes)`;
    const words = card.graded ? `${card.label}. ${who}` : who;
    const label = make("p", { className: "cq-label", id: `${this.id}-label` }, words);
    const facts = make("dl", { className: "cc-facts" });
    for (const [name, value] of card.facts) facts.append(make("div", {}, make("dt", {}, name), make("dd", {}, value)));
    const intake = make("div", { className: "cc-card" }, make("p", { className: "cc-name" }, card.name), facts);
    // The chart is SVG that the course itself made; the facts name its areas in words.
    if (card.chart) intake.append(make("div", { className: "cc-chart", innerHTML: card.chart }));
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
    const stem = card.graded ? [make("div", { className: "cq-stem" }, ...paragraphs(card.stem))] : [];
    this.root.append(label, ...stem, intake, door, this.talk, this.clock, this.next, foot, this.report);
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
      this.tell(state.problem, "bad", this.card.graded ? "" : "Meet this client anew");
      return;
    }
    const before = { step: this.step, attempt: this.attempt };
    if (state.attempt !== this.attempt || state.talk.length < this.lines) this.begin(state);
    if (state.place !== this.place) this.deciding = this.stating = false;
    this.place = state.place;
    if (state.step !== this.step) this.stating = false;
    this.step = state.step;
    this.speak(state.talk);
    this.draw();
    if (mine && echo.ok === false) this.tell(echo.text, "bad");
    else if (mine) this.tell(`Saved. ${this.minutes()}`, "good");
    else if (!this.wire.waiting) this.tell(state.earlier || (state.over || !state.step ? "" : "Saved so far."), "plain");
    if (mine && echo.ok !== false) this.moveOn(before);
  }

  begin(state) {
    this.attempt = state.attempt;
    this.talk.replaceChildren();
    this.lines = 0;
    this.deciding = this.stating = false;
    this.chosen = null;
    this.face = "";
  }

  /** Add what was said since: an element is added only once, so that a screen reader hears only what is new. */
  speak(talk) {
    for (const { who, text, picture } of talk.slice(this.lines)) {
      const name = who === "client" ? `${this.card.name} says` : WHO[who];
      const line = make("div", { className: `cc-line cc-${who}` }, make("p", { className: "cc-who" }, name));
      line.append(...paragraphs(text));
      if (picture) line.append(picture.kind === "people" ? peoplePicture(picture) : scoresPicture(picture));
      if (picture && picture.kind === "scores") line.append(make("p", {}, picture.text));
      this.talk.append(line);
    }
    this.lines = talk.length;
  }

  minutes() {
    return this.state.budget ? `${this.state.used} of ${this.state.budget} minutes used.` : "";
  }

  /** Draw what may be done, if that would look different. */
  draw() {
    const state = this.state;
    const of = (...kinds) => state.open.filter((action) => kinds.includes(action.kind));
    const [find, believe, form] = [of(...TO_FIND), of("believe"), of("plan", "react")];
    if (!find.length && state.open.length) this.deciding = true;
    const stating = believe.length && (this.stating || (this.deciding && !of("decide").length));
    const face = JSON.stringify([state.step, state.attempt, this.deciding, stating, this.wire.lost]);
    if (face === this.face) return;
    this.face = face;
    const bar = make("span", { className: "cc-bar", "aria-hidden": "true" }, make("span", {}));
    bar.firstChild.style.width = `${(100 * state.used) / (state.budget || 1)}%`;
    this.clock.replaceChildren(bar, make("span", {}, this.minutes()));
    this.clock.hidden = state.over || !state.budget;
    this.next.replaceChildren();
    if (state.over && this.card.graded) this.report.replaceChildren(keptPart(state.kept));
    else if (state.over) this.report.replaceChildren(...debriefParts(this, state.debrief));
    else if (form.length) this.next.append(actionForm(this, form[0], (answer) => this.act(form[0].name, answer)));
    else if (stating) this.believing(believe[0], find);
    else if (this.deciding) this.options(find, believe);
    else this.things(find, of("decide"), believe);
    this.report.hidden = !state.over;
    for (const control of this.next.querySelectorAll("button, input")) control.disabled = this.wire.lost;
  }

  /** Questions, and things to look at, to test or to measure. */
  things(find, decide, believe) {
    const groups = [
      ["ask", `Ask ${this.card.name}`, find.filter((action) => action.kind === "ask")],
      ["look", this.state.table ? "Before you begin" : "Look, test or measure", find.filter((action) => action.kind !== "ask")],
    ];
    for (const [key, title, actions] of groups) {
      if (!actions.length) continue;
      const group = make("div", { className: `cc-group cc-${key}`, role: "group", "aria-labelledby": `${this.id}-${key}` });
      group.dataset.group = key;
      group.append(make("p", { className: "cc-head", id: `${this.id}-${key}` }, title));
      for (const action of actions) group.append(this.button(action));
      this.next.append(group);
    }
    if (this.state.table) return;
    if (!decide.length && !believe.length) {
      this.next.append(make("p", {}, "You cannot decide yet: something has to be found out first."));
      return;
    }
    const words = decide.length ? "decide" : "say what you believe";
    const on = make("button", { type: "button", className: "cq-save cc-decide" }, `I have heard enough: ${words}`);
    on.addEventListener("click", () => this.turn({ deciding: true }));
    this.next.append(on);
  }

  /** Open the options or a form, or close them again, and go there. */
  turn(how) {
    Object.assign(this, { deciding: false, stating: false }, how);
    this.draw();
    this.next.querySelector(this.deciding || this.stating ? "input" : "button")?.focus();
  }

  back() {
    const back = make("button", { type: "button" }, "Ask more first");
    back.addEventListener("click", () => this.turn({}));
    return back;
  }

  /** The belief before a decision. */
  believing(action, find) {
    const form = actionForm(this, action, (answer) => this.act(action.name, answer));
    if (find.length) form.lastChild.append(this.back());
    this.next.append(form);
  }

  button(action) {
    const first = action.kind === "consent" && !this.state.table ? "ask first, then " : "";
    const cost = action.minutes ? `${first}${action.minutes} min` : "";
    const parts = [make("span", {}, action.text), " ", make("span", { className: "cc-cost" }, cost)];
    const button = make("button", { type: "button", className: "cc-act" }, ...parts);
    button.dataset.action = action.name;
    button.addEventListener("click", () => this.act(action.name));
    return button;
  }

  options(find, believe) {
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
    if (find.length) row.append(this.back());
    else if (state.first) this.next.append(make("p", {}, "There is no time for more questions: decide now."));
    if (believe.length) {
      const again = make("button", { type: "button" }, "Say anew what you believe");
      again.addEventListener("click", () => this.turn({ deciding: true, stating: true }));
      row.append(again);
    }
    this.next.append(area, row);
  }

  act(action, answer = {}) {
    this.acted = { action, group: this.next.querySelector(`[data-action="${action}"]`)?.parentElement.dataset.group };
    this.wire.send({ kind: "act", attempt: this.attempt, step: this.step, action, answer });
  }

  /** Where the focus goes when an action is done: on to what a person would do next. */
  moveOn(before) {
    if (before.attempt && before.attempt !== this.attempt) {
      this.next.querySelector("button")?.focus();
      this.root.scrollIntoView({ block: "start" });
    } else if (this.state.over) this.report.querySelector("[tabindex]")?.focus();
    else if (this.deciding || this.next.querySelector("form")) {
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

  lostDrawn() {
    this.face = "";
    if (this.state && !this.state.problem) this.draw();
    for (const control of this.root.querySelectorAll(".cc-next button, .cc-next input, .cc-report button, .cc-report select")) {
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

function render({ model, el }) {
  const view = new ClientView(model, el);
  return view.wire.listen(el);
}

export default { render };
