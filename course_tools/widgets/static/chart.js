// The view of a body chart alone: to choose areas, to show some, or to show how often each was chosen.

function table({ columns, rows }) {
  const head = make("tr", {}, ...columns.map((column) => make("th", { scope: "col" }, column)));
  const body = rows.map(([first, ...cells]) =>
    make("tr", {}, make("th", { scope: "row" }, first), ...cells.map((cell) => make("td", {}, cell))),
  );
  return make("table", { className: "cb-table" }, make("thead", {}, head), make("tbody", {}, ...body));
}

function render({ model, el }) {
  const { form, title, chart, areas, marks, said, key, words } = model.get("card");
  const id = `cb-${Math.random().toString(36).slice(2, 8)}`;
  const head = make("p", { className: "cq-label", id: `${id}-title` }, title);
  const root = make("section", { className: "cq", "aria-labelledby": head.id }, head);
  el.append(root);
  if (form !== "choose") {
    root.append(markedChart({ chart, marks, said }));
    if (key.length) root.append(make("ul", { className: "cb-key" }, ...key.map(entry)));
    root.append(table(words));
    return;
  }
  const told = make("p", { className: "cq-status", role: "status" });
  const tell = (chosen) => (told.textContent = chosen.length === 1 ? "1 area chosen." : `${chosen.length} areas chosen.`);
  const changed = (chosen) => {
    model.set("chosen", chosen);
    model.save_changes();
    tell(chosen);
  };
  const choice = areaChoice({ chart, areas, id, chosen: model.get("chosen"), closed: false, changed });
  const area = make("fieldset", {}, make("legend", {}, "Choose the areas; left and right are the client's own"));
  area.append(choice.element);
  root.append(area, told);
  tell(model.get("chosen"));
  const heard = () => {
    choice.show(model.get("chosen"));
    tell(model.get("chosen"));
  };
  model.on("change:chosen", heard);
  return () => model.off("change:chosen", heard);
}

function entry({ look, sign: shape, text }) {
  return make("li", {}, make("span", { className: `cb-swatch ${look}`, "aria-hidden": "true" }, shape), ` ${text}`);
}

export default { render };
