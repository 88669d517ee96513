// The answer area of each question type: draws real controls into `area`, and reads and writes `view.draft.answer`.
// `view` offers changed(answer), moved(order, id, word, sentence), typing(answer), settle(), incomplete(sentence) and
// tell(sentence, tone). What is typed into, or chosen from long lists, is in fields.js.

const VERDICTS = {
  right: ["✓", "Right"],
  partly: ["◐", "Partly right"],
  wrong: ["✗", "Not right"],
  open: ["✎", "Written"],
};

/** A radio button with its label. */
function radio(name, value, text, checked, onChange) {
  const input = make("input", { type: "radio", name, value, checked });
  input.addEventListener("change", () => onChange(value));
  return make("label", { className: "cq-choice" }, input, make("span", {}, text));
}

/** What is said about one option: the verdict in shape and word, and the reason. */
function reason(told) {
  if (!told) return null;
  const box = make("div", { className: `cq-why cq-${told.verdict || "plain"}` });
  const mark = VERDICTS[told.verdict];
  if (mark) {
    const shape = make("span", { "aria-hidden": "true" }, `${mark[0]} `);
    const words = [mark[1], told.said && `you: ${told.said}`, told.better && `better: ${told.better}`];
    box.append(make("p", { className: "cq-verdict" }, shape, words.filter(Boolean).join(" · ")));
  }
  box.append(...paragraphs(told.why));
  return box;
}

// One answer area a type: draws the controls into `area`, reads and writes `view.draft`.
const areas = {
  best: choices,
  ranked: choices,
  triage: choices,
  shift: choices,
  true_false_set: statements,
  claim: statements,
  order: steps,
  pick: several,
  key_features: several,
  match: partners,
  contrast: stories,
  number: quantity,
  probability: percent,
  short: words,
  dose: plan,
  region: places,
  note: sections,
};

/** The draft answer with one part set; without that part where `value` is empty or undefined. */
function withPart(view, part, value) {
  const answer = { ...(view.draft.answer || {}) };
  if (value === undefined || value === "") delete answer[part];
  else answer[part] = value;
  return answer;
}

function choices(view, area, told) {
  for (const option of view.prompt.options) {
    const mine = option.id === view.draft.answer;
    const label = radio(`${view.id}-answer`, option.id, option.text, mine, (value) => view.changed(value));
    area.append(make("div", { className: "cq-option" }, label, reason(told[option.id])));
  }
}

const JUDGEMENTS = {
  true_false_set: [[true, "True"], [false, "False"]],
  claim: [["supported", "Supported"], ["overstated", "Overstated"], ["unsupported", "Not supported"]],
};

function statements(view, area, told) {
  for (const option of view.prompt.options) {
    const now = (view.draft.answer || {})[option.id];
    const row = make("fieldset", { className: "cq-statement" }, make("legend", {}, option.text));
    const line = make("div", { className: "cq-row" });
    for (const [value, text] of [...JUDGEMENTS[view.prompt.type], [undefined, "Leave blank"]]) {
      const judge = () => view.changed(withPart(view, option.id, value));
      line.append(radio(`${view.id}-${option.id}`, value ?? "blank", text, now === value && Boolean(view.draft.answer), judge));
    }
    row.append(line);
    area.append(make("div", { className: "cq-option" }, row, reason(told[option.id])));
  }
}

function steps(view, area, told) {
  const order = view.draft.answer || view.prompt.options.map((option) => option.id);
  const text = Object.fromEntries(view.prompt.options.map((option) => [option.id, option.text]));
  const list = make("ol", { className: "cq-steps" });
  order.forEach((id, place) => {
    const move = (to, word) => {
      const button = make(
        "button",
        { type: "button", className: "cq-move", disabled: to < 0 || to >= order.length },
        make("span", { "aria-hidden": "true" }, word === "up" ? "↑" : "↓"),
      );
      button.setAttribute("aria-label", `Move ${word}: ${text[id]}`);
      button.dataset.move = `${id}-${word}`;
      button.addEventListener("click", () => {
        const next = [...order];
        next.splice(place, 1);
        next.splice(to, 0, id);
        view.moved(next, id, word, `“${text[id].replace(/\.$/, "")}” is now step ${to + 1} of ${order.length}.`);
      });
      return button;
    };
    const buttons = make("span", { className: "cq-moves" }, move(place - 1, "up"), move(place + 1, "down"));
    const body = make("span", { className: "cq-step-text" }, text[id]);
    list.append(make("li", {}, make("div", { className: "cq-step" }, body, buttons), reason(told[id])));
  });
  area.append(list);
}

function several(view, area, told) {
  const { most } = view.prompt;
  const chosen = view.draft.answer || [];
  for (const option of view.prompt.options) {
    const props = { type: "checkbox", name: `${view.id}-answer`, value: option.id, checked: chosen.includes(option.id) };
    const input = make("input", props);
    input.addEventListener("change", () => {
      const rest = (view.draft.answer || []).filter((id) => id !== option.id);
      if (input.checked && rest.length >= most) {
        input.checked = false;
        view.tell(`You have chosen ${most} already. Take one away first.`, "bad");
      } else view.changed(input.checked ? [...rest, option.id] : rest);
    });
    const label = make("label", { className: "cq-choice" }, input, make("span", {}, option.text));
    area.append(make("div", { className: "cq-option" }, label, reason(told[option.id])));
  }
}

function partners(view, area, told) {
  const targets = view.prompt.targets.map((target) => [target.id, target.text]);
  for (const option of view.prompt.options) {
    const name = `${view.id}-${option.id}`;
    const now = (view.draft.answer || {})[option.id];
    const select = choice(name, targets, now, (target) => view.changed(withPart(view, option.id, target)));
    const row = make("div", { className: "cq-field" }, make("label", { htmlFor: name }, option.text), select);
    area.append(make("div", { className: "cq-option" }, row, reason(told[option.id])));
  }
}

/** Two clients side by side, each with what to do; then the cue that decides between them. */
function stories(view, area, told) {
  const now = view.draft.answer || {};
  const set = (part, legend, entries) => {
    const group = make("fieldset", {}, make("legend", {}, legend));
    for (const { id, text } of entries) {
      const pick = radio(`${view.id}-${part}`, id, text, now[part] === id, () => view.changed(withPart(view, part, id)));
      group.append(make("div", { className: "cq-option" }, pick, part === "cue" ? reason(told[id]) : null));
    }
    return group;
  };
  const pair = make("div", { className: "cq-stories" });
  for (const { id, title, text } of view.prompt.stories) {
    const actions = set(id, `${title}: what do you do?`, view.prompt.targets);
    pair.append(make("div", { className: "cq-story" }, ...paragraphs(text), actions, reason(told[id])));
  }
  area.append(pair, set("cue", "What decides between them?", view.prompt.options));
}
