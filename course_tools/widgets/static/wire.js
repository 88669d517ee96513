// What ties a view to its kernel, so that the screen never lies: a click counts when the kernel names it, and a kernel
// that is silent or gone is said to be.
//
// The kernel answers in the trait `state`: `echo` {click, ok, text} for a click, `pong` for a refresh.

const PATIENCE_MS = 3000;

class Wire {
  /** `view` has root, drawn(state, mine), lostDrawn(), tell(text, tone, way). */
  constructor(model, view) {
    this.model = model;
    this.view = view;
    // Each view loads this module anew, so a counter alone would give two views one click.
    this.id = Math.random().toString(36).slice(2, 8);
    this.count = 0;
    this.waiting = null; // the message that waits for its echo
    this.lost = false;
  }

  /** Send what the learner did. One thing at a time: a second press while the first is on its way does nothing. */
  send(message) {
    if (this.waiting || this.lost) return;
    this.waiting = { ...message, click: `${this.id}-${(this.count += 1)}` };
    this.view.tell("Saving…", "plain");
    this.post();
  }

  post() {
    clearTimeout(this.late);
    this.late = setTimeout(() => this.tooLate(), PATIENCE_MS);
    try {
      this.model.send(this.waiting);
    } catch {
      this.tooLate();
    }
  }

  tooLate() {
    clearTimeout(this.late);
    if (!this.waiting) return;
    this.view.tell(
      "Not saved: the course does not answer. Wait a moment, or start this lesson again.", "bad", "Save again",
    );
  }

  /** The button beside the status: save again, or start the lesson again. */
  wayOn() {
    if (this.lost) {
      this.view.root.dispatchEvent(new CustomEvent("course-restart-lesson", { bubbles: true }));
      this.view.tell("Starting this lesson again…", "plain");
    } else if (this.waiting) {
      this.view.tell("Saving…", "plain");
      this.post();
    }
  }

  heard() {
    const state = this.model.get("state") || {};
    clearTimeout(this.quiet); // whatever the kernel says, it is there
    if (this.lost && state.pong) this.lost = false;
    const mine = this.waiting !== null && state.echo && state.echo.click === this.waiting.click;
    if (mine) {
      clearTimeout(this.late);
      this.waiting = null;
    }
    this.view.drawn(state, mine);
  }

  refresh() {
    if (this.lost || this.waiting) return;
    const ping = `${this.id}-p${(this.count += 1)}`;
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => {
      if ((this.model.get("state") || {}).pong !== ping && !this.waiting) this.lose();
    }, PATIENCE_MS);
    try {
      this.model.send({ kind: "refresh", ping });
    } catch {
      this.lose();
    }
  }

  lose() {
    if (this.lost) return;
    this.lost = true;
    clearTimeout(this.late);
    const unsaved = this.waiting ? "Not saved. " : "";
    this.waiting = null;
    this.view.lostDrawn();
    this.view.tell(
      `${unsaved}This page has lost its course. What was saved is safe.`, "bad", "Start this lesson again",
    );
  }

  found() {
    if (!this.lost) return;
    this.lost = false;
    this.heard();
  }

  /** Listen to the model and to the page. Returns what ends it. */
  listen(el) {
    const onState = () => this.heard();
    const onFocus = () => document.visibilityState !== "hidden" && this.refresh();
    const onLive = () => (el.closest(".jupyter-widgets-disconnected") ? this.lose() : this.found());
    const onKernel = (event) => event.detail && event.detail.state === "lost" && this.lose();
    this.model.on("change:state", onState);
    this.model.on("comm_live_update", onLive);
    window.addEventListener("focus", onFocus);
    const seen = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && this.refresh());
    seen.observe(this.view.root);
    let panel = null;
    const attach = requestAnimationFrame(() => {
      panel = el.closest("[data-course-kernel]") || el.closest(".jp-NotebookPanel");
      panel?.addEventListener("course-kernel", onKernel);
    });
    return () => {
      cancelAnimationFrame(attach);
      seen.disconnect();
      this.model.off("change:state", onState);
      this.model.off("comm_live_update", onLive);
      window.removeEventListener("focus", onFocus);
      panel?.removeEventListener("course-kernel", onKernel);
      clearTimeout(this.late);
      clearTimeout(this.quiet);
    };
  }
}
