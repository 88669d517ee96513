// Two small desks: "hand-in" packs a quiz for the instructor, "quiz-box" takes one in. The kernel does the work;
// this view sends a message with a ping, and says so in a sentence when no answer comes.

const PATIENCE_MS = 5000;

function download(name, buffer) {
  const address = URL.createObjectURL(new Blob([buffer], { type: "application/zip" }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

class Desk {
  constructor(model, element) {
    this.model = model;
    this.id = `cd-${Math.random().toString(36).slice(2, 8)}`;
    this.pings = 0;
    this.root = make("section", { className: "cq cq-desk" });
    this.root.dataset.desk = model.get("kind");
    this.status = make("p", { className: "cq-status", role: "status", "aria-live": "polite" });
    this.status.dataset.role = "status";
    element.append(this.root);
  }

  ask(content, buffers = []) {
    const ping = `${this.id}-${(this.pings += 1)}`;
    this.waiting = ping;
    clearTimeout(this.late);
    this.late = setTimeout(() => {
      if (this.waiting === ping) this.tell("The course does not answer. Wait a moment, or start this page again.", "bad");
    }, PATIENCE_MS);
    try {
      this.model.send({ ...content, ping }, undefined, buffers);
    } catch {
      this.tell("This page has lost its course. Start it again.", "bad");
    }
  }

  heard(state) {
    if (state.pong === this.waiting) clearTimeout(this.late);
    if (state.problem) this.tell(state.problem, "bad");
    else if (state.done) this.tell(state.done, "good");
  }

  tell(text, tone) {
    this.status.textContent = text;
    this.status.className = `cq-status cq-tone-${tone}`;
  }
}

function handIn(model, element) {
  const desk = new Desk(model, element);
  const told = make("p", { className: "cq-told" });
  const field = make("input", { type: "text", id: `${desk.id}-id`, autocomplete: "off", spellcheck: false });
  const label = make("label", { htmlFor: field.id }, "Your id, as your instructor gave it");
  const button = make("button", { type: "button", className: "cq-save" }, "Pack my quiz");
  const pack = () => {
    desk.tell("Packing…", "plain");
    desk.ask({ kind: "pack", id: field.value });
  };
  button.addEventListener("click", pack);
  field.addEventListener("keydown", (event) => event.key === "Enter" && pack());
  desk.root.append(
    make("p", { className: "cq-label" }, "Hand in"),
    told,
    make("div", { className: "cq-field" }, label, field),
    make("div", { className: "cq-foot" }, button, desk.status),
  );
  model.on("msg:custom", (content, buffers) => content && content.name && download(content.name, buffers[0]));
  return {
    desk,
    show: (state) => {
      told.textContent = state.told || "";
    },
    refresh: () => desk.ask({ kind: "count" }),
  };
}

function quizBox(model, element) {
  const desk = new Desk(model, element);
  const file = make("input", { type: "file", accept: ".zip", id: `${desk.id}-file` });
  const label = make("label", { htmlFor: file.id }, "The quiz file from your instructor (ends in .zip)");
  const list = make("ul", { className: "cq-quizzes" });
  file.addEventListener("change", async () => {
    if (!file.files.length) return;
    desk.tell("Taking it in…", "plain");
    desk.ask({ kind: "take" }, [await file.files[0].arrayBuffer()]);
    file.value = "";
  });
  desk.root.append(
    make("p", { className: "cq-label" }, "Your quizzes"),
    make("div", { className: "cq-field" }, label, file),
    list,
    make("div", { className: "cq-foot" }, desk.status),
  );
  return {
    desk,
    show: (state) => {
      const quizzes = state.quizzes || [];
      list.replaceChildren(
        ...quizzes.map((quiz) => {
          const link = make("a", { href: "#" }, quiz.path.split("/").pop().replace(".ipynb", ""));
          link.dataset.courseOpen = quiz.path;
          return make("li", {}, link, ` (${quiz.answered})`);
        }),
      );
    },
    refresh: () => desk.ask({ kind: "list" }),
  };
}

function render({ model, el }) {
  const { desk, show, refresh } = (model.get("kind") === "hand-in" ? handIn : quizBox)(model, el);
  const onState = () => {
    const state = model.get("state") || {};
    show(state);
    desk.heard(state);
  };
  const onFocusIn = (event) => !desk.root.contains(event.relatedTarget) && refresh();
  onState();
  model.on("change:state", onState);
  desk.root.addEventListener("focusin", onFocusIn);
  return () => {
    model.off("change:state", onState);
    clearTimeout(desk.late);
  };
}

export default { render };
