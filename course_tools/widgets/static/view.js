// The view of one question: real form controls, no marking, no content of its own.
//
// The kernel holds everything in two traits: `prompt` (what is shown) and `state` (answer, how sure, what is saved,
// feedback). The view only sends messages: {kind: "answer", click, answer, sure}, {kind: "again"} and
// {kind: "refresh", ping}. It says "Saved" only when `state.echo` names the very click that it sent.

const PATIENCE_MS = 3000;
const REST_MS = 1500;
const SURE = [["low", "Not very"], ["middle", "Fairly"], ["high", "Very"]];

class View {
  constructor(model, element) {
    this.model = model;
    this.prompt = model.get("prompt");
    // Each view loads this module anew, so a counter would give two questions one id and join their radio buttons.
    this.id = `cq-${this.prompt.id}-${Math.random().toString(36).slice(2, 8)}`;
    this.mode = this.prompt.mode; // "practice", "quiz" or "commit"
    this.pending = null; // the click that waits for its echo
    this.clicks = 0;
    this.pings = 0;
    this.late = null;
    this.base = ""; // what the kernel last said is on disk
    this.lost = false;
    this.draft = { answer: null, sure: null };
    this.rest = null; // runs while words are typed that are not sent yet
    this.unfinished = ""; // what is missing of an answer that is half given
    this.root = make("section", { className: "cq" });
    this.root.dataset.item = this.prompt.id;
    element.append(this.root);
    this.frame();
    this.take(model.get("state"));
  }

  /** The parts that stay: label, stem, answer area, how sure, buttons, status. */
  frame() {
    const label = make("p", { className: "cq-label", id: `${this.id}-label` }, this.prompt.label);
    const stem = make("div", { className: "cq-stem", id: `${this.id}-stem` }, ...paragraphs(this.prompt.stem));
    const media = this.prompt.media;
    if (media) stem.append(make("img", { src: media.src, alt: media.alt }));
    this.area = make("fieldset", { className: "cq-area" }, make("legend", { className: "cq-legend" }, this.prompt.task));
    this.area.setAttribute("aria-describedby", `${this.id}-stem`);
    this.sure = make("fieldset", { className: "cq-sure" }, make("legend", {}, "How sure are you?"));
    this.verdict = make("div", { className: "cq-feedback", tabIndex: -1, hidden: true });
    this.hints = make("div", { className: "cq-hints", "aria-live": "polite" });
    this.hint = make("button", { type: "button", className: "cq-hint" }, "Hint");
    this.hint.addEventListener("click", () => this.model.send({ kind: "hint" }));
    this.save = make("button", { type: "button", className: "cq-save" });
    this.save.addEventListener("click", () => this.pressed());
    this.again = make("button", { type: "button", className: "cq-again", hidden: true });
    this.again.addEventListener("click", () => this.wayOn());
    this.status = make("p", { className: "cq-status", role: "status", "aria-live": "polite" });
    this.status.dataset.role = "status";
    this.root.setAttribute("aria-labelledby", `${this.id}-label`);
    const foot = make("div", { className: "cq-foot" }, this.save, this.hint, this.again, this.status);
    this.root.append(label, stem, this.area, this.sure, this.hints, foot, this.verdict);
  }

  /** Show what the kernel says. A draft that is not sent yet survives, unless the answer itself changed. */
  take(state) {
    this.state = state;
    if (!state) return;
    clearTimeout(this.quiet); // whatever the kernel says, it is there
    const echo = state.echo || {};
    const mine = this.pending !== null && echo.click === this.pending;
    if (mine) {
      clearTimeout(this.late);
      this.pending = null;
    }
    const hints = state.hints || [];
    if (hints.length !== this.hints.childElementCount) {
      this.hints.replaceChildren(...hints.map((text, i) => make("p", {}, make("strong", {}, `Hint ${i + 1}: `), text)));
    }
    this.hint.hidden = !state.more_hints;
    const base = JSON.stringify([state.answer, state.sure]);
    const failed = mine && echo.ok === false;
    const ahead = mine && this.rest !== null; // more was typed since
    if (this.pending === null && base !== this.base && !ahead) {
      this.draft = { answer: state.answer, sure: state.sure };
      this.unfinished = "";
    }
    if (!failed && this.pending === null) this.base = base;
    this.draw();
    if (failed) this.tell(echo.text, "bad", "Save again");
    else if (mine && !ahead) this.tell(this.saved(state), "good");
    else if (echo.ok === false) this.tell(echo.text, "bad");
    else if (this.pending === null && !this.unfinished && base === JSON.stringify([this.draft.answer, this.draft.sure])) {
      this.tell(state.answer === null ? state.hint : this.saved(state), "plain");
    }
    if (mine && state.feedback) this.verdict.focus({ preventScroll: false });
  }

  /** "Saved" and when, in the reader's own time; or the sentence of a question that only notes. */
  saved(state) {
    const time = new Date(state.time).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
    return state.kept || `Saved at ${time}.`;
  }

  /** What the controls show; they show a reader's own change already. */
  looks() {
    return JSON.stringify([this.draft, this.pending === null && this.state.feedback, this.lost]);
  }

  /** Draw the controls anew, but only if they would look different: nothing moves under a reader's finger. */
  draw() {
    if (this.looks() === this.face) return;
    this.face = this.looks();
    const focus = document.activeElement && this.root.contains(document.activeElement) ? document.activeElement : null;
    const kept = focus && { name: focus.name, value: focus.value, move: focus.dataset.move };
    const feedback = this.pending === null ? this.state.feedback : null;
    const told = feedback ? feedback.options : {};
    this.area.replaceChildren(this.area.firstChild);
    areas[this.prompt.type](this, this.area, told);
    this.sure.replaceChildren(this.sure.firstChild);
    const row = make("div", { className: "cq-row" });
    for (const [value, text] of SURE) {
      row.append(radio(`${this.id}-sure`, value, text, this.draft.sure === value, (sure) => this.felt(sure)));
    }
    this.sure.append(row);
    const closed = this.lost || Boolean(feedback);
    this.area.disabled = closed;
    this.sure.disabled = closed;
    this.verdict.hidden = !feedback;
    if (feedback) {
      const [shape, word] = VERDICTS[feedback.verdict] || ["", ""];
      const head = make("p", { className: "cq-verdict" }, make("span", { "aria-hidden": "true" }, `${shape} `), word);
      this.verdict.className = `cq-feedback cq-${feedback.verdict}`;
      const more = feedback.rubric ? rubric(this, feedback) : [];
      this.verdict.replaceChildren(head, ...paragraphs(feedback.message), ...more);
    }
    const ordering = this.prompt.type === "order";
    const words = { practice: "Check my answer", commit: "This is my answer", quiz: "This is my order" };
    this.save.textContent = feedback ? "Try again" : ordering ? words.quiz : words[this.mode];
    this.save.hidden = this.mode === "quiz" && !ordering;
    this.save.disabled = this.lost;
    if (kept) this.refocus(kept);
  }

  refocus({ name, value, move }) {
    const wanted = [...this.root.querySelectorAll("input, select, textarea, button")].find(
      (control) => (move ? control.dataset.move === move : name && control.name === name && control.value === value),
    );
    if (wanted && !wanted.disabled) wanted.focus();
    else if (move) {
      const other = move.replace(/-(up|down)$/, (word) => (word === "-up" ? "-down" : "-up"));
      this.root.querySelector(`[data-move="${other}"]`)?.focus();
    }
  }

  changed(answer) {
    this.draft.answer = answer;
    this.unfinished = "";
    this.face = this.looks();
    if (this.mode === "quiz") this.send();
    else this.tell(this.mode === "commit" ? "Not noted yet." : "Not checked yet.", "plain");
  }

  /** Words are being typed: they are kept here at once, and sent once the typing rests or the field is left. */
  typing(answer) {
    this.draft.answer = answer;
    this.face = this.looks();
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.settle(), this.mode === "quiz" ? REST_MS : 0);
    if (this.mode === "quiz") this.tell("Not saved yet.", "plain");
  }

  settle() {
    if (this.rest === null) return;
    clearTimeout(this.rest);
    this.rest = null;
    this.changed(this.draft.answer);
  }

  /** What is on the page is no answer yet; the one before, if any, stays on disk, and the status says so. */
  incomplete(sentence) {
    this.unfinished = sentence;
    this.tell(this.mode === "quiz" ? `Not saved: ${sentence}` : sentence, "bad");
  }

  moved(order, id, word, sentence) {
    this.draft.answer = order;
    this.draw();
    this.refocus({ move: `${id}-${word}` });
    this.tell(`${sentence} Not saved yet: press “${this.save.textContent}”.`, "plain");
  }

  felt(sure) {
    this.draft.sure = sure;
    this.face = this.looks();
    const answered = this.draft.answer !== null && this.prompt.type !== "order";
    if (this.unfinished) this.incomplete(this.unfinished);
    else if (this.mode === "quiz" && (answered || this.state.answer !== null)) this.send();
    else if (this.mode === "quiz") this.tell("Now choose your answer: both are saved together.", "plain");
  }

  pressed() {
    if (this.state.feedback) {
      this.model.send({ kind: "again" });
      return;
    }
    if (this.prompt.type === "order" && this.draft.answer === null) {
      this.draft.answer = this.prompt.options.map((option) => option.id);
    }
    if (this.unfinished) this.tell(this.unfinished, "bad");
    else if (this.draft.answer === null) this.tell("Give an answer first.", "bad");
    else if (this.mode === "commit" && this.draft.sure === null) this.tell("Say how sure you are, too.", "bad");
    else this.send();
  }

  /** Send the draft, and wait for the kernel to name this very click. */
  send() {
    this.pending = `${this.id}-${(this.clicks += 1)}`;
    this.tell("Saving…", "plain");
    clearTimeout(this.late);
    this.late = setTimeout(() => this.tooLate(), PATIENCE_MS);
    try {
      this.model.send({ kind: "answer", click: this.pending, ...this.draft });
    } catch {
      clearTimeout(this.late);
      this.tooLate();
    }
  }

  tooLate() {
    this.tell("Not saved: the course does not answer. Wait a moment, or start this lesson again.", "bad", "Save again");
  }

  wayOn() {
    if (this.lost) {
      this.root.dispatchEvent(new CustomEvent("course-restart-lesson", { bubbles: true }));
      this.tell("Starting this lesson again…", "plain");
    } else this.send();
  }

  /** Ask the kernel for what is on disk (another window may have written). No answer: say so. */
  refresh() {
    if (this.lost || this.pending !== null) return;
    const ping = `${this.id}-${(this.pings += 1)}`;
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => {
      if ((this.model.get("state") || {}).pong !== ping && this.pending === null) this.lose();
    }, PATIENCE_MS);
    try {
      this.model.send({ kind: "refresh", ping });
    } catch {
      this.lose();
    }
  }

  /** The kernel behind this view is gone: nothing here may look alive. */
  lose() {
    if (this.lost) return;
    this.lost = true;
    clearTimeout(this.late);
    clearTimeout(this.rest);
    const unsaved = this.pending !== null || this.rest !== null;
    this.rest = null;
    this.pending = null;
    this.draw();
    const lost = unsaved ? "Not saved. " : "";
    this.tell(`${lost}This page has lost its course. What was saved is safe.`, "bad", "Start this lesson again");
  }

  found() {
    if (!this.lost) return;
    this.lost = false;
    this.take(this.model.get("state"));
  }

  tell(text, tone, way = "") {
    this.status.textContent = text || "";
    this.status.className = `cq-status cq-tone-${tone}`;
    this.again.hidden = !way;
    this.again.textContent = way;
  }
}
