// The answer areas that are typed into, or chosen from long lists: number, probability, short, dose, region, note.

/** A native list to choose from; the first entry stands for no choice. */
function choice(name, options, value, onChange) {
  const select = make("select", { name, id: name }, make("option", { value: "" }, "Choose…"));
  select.append(...options.map(([key, text]) => make("option", { value: key }, text)));
  select.value = value || "";
  select.addEventListener("change", () => onChange(select.value));
  return select;
}

/** A field for a line of text; a number is typed into one too, since browsers read "2,5" differently. */
function line(name, value, numeric) {
  const props = { type: "text", autocomplete: "off", name, id: name, value: value ?? "" };
  return make("input", numeric ? { ...props, inputMode: "decimal" } : { ...props, className: "cq-words", maxLength: 200 });
}

/** The number in a text, with a comma or a point; null if there is none. */
function typed(text) {
  const plain = text.trim().replace("−", "-").replace(/^([^.,]*),([^.,]*)$/, "$1.$2");
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}

/** A row with a label before its field. */
function labelled(text, field, ...more) {
  return make("div", { className: "cq-field" }, make("label", { htmlFor: field.id }, text), field, ...more);
}

function add(area, row, why) {
  area.append(row);
  if (why) area.append(why);
}

function quantity(view, area, told) {
  const [option] = view.prompt.options;
  const now = view.draft.answer || {};
  const field = line(`${view.id}-value`, now.value, true);
  const one = view.prompt.units.length === 1 ? view.prompt.units[0] : "";
  const unit = choice(`${view.id}-unit`, view.prompt.units.map((name) => [name, name]), now.unit || one, () => read());
  const read = () => {
    const value = typed(field.value);
    if (field.value.trim() === "" && !unit.value) return;
    if (value === null) view.incomplete("Type a number, such as 2.5.");
    else if (!unit.value) view.incomplete("Choose a unit, too.");
    else view.changed({ value, unit: unit.value });
  };
  field.addEventListener("change", read);
  add(area, labelled(option.text, field, make("label", { htmlFor: unit.id }, "Unit"), unit), reason(told[option.id]));
}

function percent(view, area, told) {
  const [option] = view.prompt.options;
  const field = line(`${view.id}-value`, view.draft.answer, true);
  field.addEventListener("change", () => {
    const value = typed(field.value.replace("%", ""));
    if (field.value.trim() === "") view.changed(null);
    else if (value === null || value < 0 || value > 100) view.incomplete("Type a number from 0 to 100.");
    else view.changed(value);
  });
  add(area, labelled(`${option.text} (in percent, 0 to 100)`, field), reason(told[option.id]));
}

function words(view, area, told) {
  const [option] = view.prompt.options;
  const field = line(`${view.id}-words`, view.draft.answer, false);
  field.addEventListener("input", () => view.typing(field.value.trim() === "" ? null : field.value));
  field.addEventListener("change", () => view.settle());
  add(area, labelled(option.text, field), reason(told[option.id]));
}

function sections(view, area, told) {
  const fields = view.prompt.options.map((option) => {
    const id = `${view.id}-${option.id}`;
    const field = make("textarea", { name: id, id, rows: 4, maxLength: 5000, value: (view.draft.answer || {})[option.id] ?? "" });
    field.addEventListener("input", () => {
      const written = fields.filter(([, each]) => each.value.trim() !== "").map(([key, each]) => [key, each.value]);
      view.typing(written.length ? Object.fromEntries(written) : null);
    });
    field.addEventListener("change", () => view.settle());
    const row = make("div", { className: "cq-section" }, make("label", { htmlFor: id }, option.text), field);
    add(area, row, reason(told[option.id]));
    return [option.id, field];
  });
}

function plan(view, area, told) {
  const now = view.draft.answer || {};
  const reads = view.prompt.options.map((option) => {
    const name = `${view.id}-${option.id}`;
    const field = view.prompt.fields[option.id];
    if (field.kind === "choice") {
      const select = choice(name, field.choices.map((each) => [each.id, each.text]), now[option.id], () => read());
      add(area, labelled(option.text, select), reason(told[option.id]));
      return () => [option.id, select.value];
    }
    const input = line(name, now[option.id], true);
    const range = `${field.from} to ${field.to}`;
    input.addEventListener("change", () => read());
    add(area, labelled(`${option.text} (${field.unit}, ${range})`, input), reason(told[option.id]));
    return () => {
      const value = typed(input.value);
      if (input.value.trim() === "") return [option.id, ""];
      const wrong = value === null || value < field.from || value > field.to;
      return wrong ? [option.id, null, `${option.text}: type a number from ${range}.`] : [option.id, value];
    };
  });
  const read = () => {
    const all = reads.map((each) => each());
    const slip = all.find(([, , sentence]) => sentence);
    const given = all.filter(([, value]) => value !== "");
    if (slip) view.incomplete(slip[2]);
    else view.changed(given.length ? Object.fromEntries(given) : null);
  };
}

/** The body chart, drawn and as a list; with feedback, it shows which areas are right. */
function places(view, area, told) {
  const [option] = view.prompt.options;
  const feedback = view.pending === null ? view.state.feedback : null;
  const choice = areaChoice({
    chart: view.prompt.chart,
    areas: view.prompt.areas,
    id: view.id,
    chosen: view.draft.answer || [],
    closed: view.lost || Boolean(feedback),
    right: feedback && feedback.areas,
    changed: (areas) => view.changed(areas),
  });
  add(area, make("p", {}, option.text), reason(told[option.id]));
  area.append(choice.element);
}

/** An example of a note and its rubric, by which learners judge their own; nothing of it is counted or kept. */
function rubric(view, { exemplar, rubric: elements }) {
  const sum = make("p", { "aria-live": "polite" }, "Judge your note by each element. Nothing of it is counted or kept.");
  const levels = new Map();
  const judged = elements.map(({ id, text, levels: texts }) => {
    const group = make("fieldset", { className: "cq-element" }, make("legend", {}, text));
    texts.forEach((level, points) => {
      group.append(
        radio(`${view.id}-rubric-${id}`, String(points), `${points}: ${level}`, false, () => {
          const total = [...levels.set(id, points).values()].reduce((a, b) => a + b, 0);
          sum.textContent = `You give yourself ${total} of ${3 * elements.length}. It is not counted and not kept.`;
        }),
      );
    });
    return group;
  });
  return [make("p", { className: "cq-verdict" }, "An example"), ...paragraphs(exemplar), sum, ...judged];
}
