// What is stated in a virtual client beside a choice: beliefs in numbers, a session's plan, a reaction.

/** The form of an action: one part for each field. `done` gets the answer. */
function actionForm(view, action, done) {
  const form = make("form", { className: "cc-form", noValidate: true });
  form.dataset.form = action.name;
  form.append(make("p", { className: "cc-head" }, action.text.trim()));
  const reads = action.fields.map((field) => fieldPart(view, form, field));
  const total = action.kind === "believe" ? make("p", { className: "cc-total", role: "status" }) : null;
  const answer = () => Object.fromEntries(action.fields.map((field, i) => [field.name, reads[i]()]));
  const count = () => {
    if (!total) return;
    const sum = Object.values(answer()).reduce((all, each) => all + (Number.isInteger(each) ? each : 0), 0);
    total.textContent = `Together: ${sum} of 100.`;
  };
  form.addEventListener("input", count);
  count();
  if (total) form.append(total);
  form.append(make("div", { className: "cq-foot" }, make("button", { type: "submit", className: "cq-save" }, SUBMIT[action.kind])));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    done(answer());
  });
  return form;
}

const SUBMIT = { believe: "This is what I think", plan: "Start like this", react: "This is what I do" };

/** Append a field to the form; returns what reads its value. */
function fieldPart(view, form, field) {
  if (field.kind === "number" && !field.choices.length) return numberPart(view, form, field);
  const many = field.kind === "some";
  const name = `${view.id}-${field.name}`;
  const set = make("fieldset", { className: "cq-area" }, make("legend", { className: "cq-legend" }, field.text));
  set.dataset.field = field.name;
  const inputs = field.choices.map(([value, words]) => {
    const input = make("input", { type: many ? "checkbox" : "radio", name, value });
    set.append(make("label", { className: "cq-choice" }, input, make("span", {}, words.trim())));
    return input;
  });
  form.append(set);
  return () => {
    const chosen = inputs.filter((input) => input.checked).map((input) => input.value);
    if (many) return chosen;
    if (!chosen.length) return null;
    return field.kind === "number" ? Number(chosen[0]) : chosen[0];
  };
}

function numberPart(view, form, field) {
  const id = `${view.id}-${field.name}`;
  const input = make("input", {
    type: "number", id, min: String(field.low), max: String(field.high), step: "1", inputMode: "numeric",
  });
  input.dataset.field = field.name;
  form.append(make("div", { className: "cq-field" }, make("label", { htmlFor: id }, field.text.trim()), input));
  return () => (/^\d+$/.test(input.value) ? Number(input.value) : null);
}
