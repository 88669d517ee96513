// The answer area of each question type: draws real controls into `area`, and reads and writes `view.draft.answer`.
// `view` offers changed(answer), moved(order, id, word, sentence), incomplete(sentence) and tell(sentence, tone).

const VERDICTS = {
  right: ["✓", "Right"],
  partly: ["◐", "Partly right"],
  wrong: ["✗", "Not right"],
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
  triage: choices,
  true_false_set: statements,
  order: steps,
  pick: several,
  match: partners,
  number: quantity,
};

function choices(view, area, told) {
  for (const option of view.prompt.options) {
    const mine = option.id === view.draft.answer;
    const label = radio(`${view.id}-answer`, option.id, option.text, mine, (value) => view.changed(value));
    area.append(make("div", { className: "cq-option" }, label, reason(told[option.id])));
  }
}

function statements(view, area, told) {
  const words = [["true", "True"], ["false", "False"], ["blank", "Leave blank"]];
  for (const option of view.prompt.options) {
    const now = (view.draft.answer || {})[option.id];
    const row = make("fieldset", { className: "cq-statement" }, make("legend", {}, option.text));
    const line = make("div", { className: "cq-row" });
    for (const [value, text] of words) {
      line.append(
        radio(`${view.id}-${option.id}`, value, text, String(now) === value, () => {
          const answer = { ...(view.draft.answer || {}) };
          if (value === "blank") delete answer[option.id];
          else answer[option.id] = value === "true";
          view.changed(answer);
        }),
      );
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
  const chosen = view.draft.answer || [];
  for (const option of view.prompt.options) {
    const props = { type: "checkbox", name: `${view.id}-answer`, value: option.id, checked: chosen.includes(option.id) };
    const input = make("input", props);
    input.addEventListener("change", () => {
      const rest = (view.draft.answer || []).filter((id) => id !== option.id);
      if (input.checked && rest.length >= view.prompt.k) {
        input.checked = false;
        view.tell(`You have chosen ${view.prompt.k} already. Take one away first.`, "bad");
      } else view.changed(input.checked ? [...rest, option.id] : rest);
    });
    const label = make("label", { className: "cq-choice" }, input, make("span", {}, option.text));
    area.append(make("div", { className: "cq-option" }, label, reason(told[option.id])));
  }
}

/** A native list to choose from; the first entry stands for no choice. */
function choice(name, options, value, onChange) {
  const select = make("select", { name, id: name }, make("option", { value: "" }, "Choose…"));
  select.append(...options.map(([key, text]) => make("option", { value: key }, text)));
  select.value = value || "";
  select.addEventListener("change", () => onChange(select.value));
  return select;
}

function partners(view, area, told) {
  const targets = view.prompt.targets.map((target) => [target.id, target.text]);
  for (const option of view.prompt.options) {
    const name = `${view.id}-${option.id}`;
    const now = (view.draft.answer || {})[option.id];
    const select = choice(name, targets, now, (target) => {
      const answer = { ...(view.draft.answer || {}) };
      if (target) answer[option.id] = target;
      else delete answer[option.id];
      view.changed(answer);
    });
    const row = make("div", { className: "cq-field" }, make("label", { htmlFor: name }, option.text), select);
    area.append(make("div", { className: "cq-option" }, row, reason(told[option.id])));
  }
}

function quantity(view, area, told) {
  const [option] = view.prompt.options;
  const now = view.draft.answer || {};
  const props = { type: "text", inputMode: "decimal", autocomplete: "off", name: `${view.id}-value`, id: `${view.id}-value` };
  const field = make("input", { ...props, value: now.value === undefined ? "" : String(now.value) });
  const one = view.prompt.units.length === 1 ? view.prompt.units[0] : "";
  const unit = choice(`${view.id}-unit`, view.prompt.units.map((name) => [name, name]), now.unit || one, () => read());
  const read = () => {
    const text = field.value.trim().replace("−", "-").replace(/^([^.,]*),([^.,]*)$/, "$1.$2");
    if (text === "" && !unit.value) return;
    if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(text)) view.incomplete("Type a number, such as 2.5.");
    else if (!unit.value) view.incomplete("Choose a unit, too.");
    else view.changed({ value: Number(text), unit: unit.value });
  };
  field.addEventListener("change", read);
  area.append(
    make(
      "div",
      { className: "cq-field" },
      make("label", { htmlFor: field.id }, option.text),
      field,
      make("label", { htmlFor: unit.id }, "Unit"),
      unit,
    ),
  );
  const why = reason(told[option.id]);
  if (why) area.append(why);
}
