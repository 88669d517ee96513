// The drawn body chart and the list of the same areas: two equal ways to one choice. No content of its own: `chart`
// comes from course_tools.widgets.body. Sides are the client's own.
//
// In the drawing the Tab key reaches each figure once, and the arrow keys go from area to area as they lie on the body:
// 74 stops of the Tab key would be a wall. Each area is a checkbox with a name, so a screen reader lists them all.

const SVG = "http://www.w3.org/2000/svg";
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const HOW = "Arrow keys go from area to area, Space chooses. The list has the same areas.";
const SIGNS = "✓ chosen and right, ✗ chosen and not right, ○ right and not chosen.";

function draw(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** One figure with its sides in words: `areas` are what lies between the outline and the fine lines. */
function figure(chart, { name, sides, outline, details }, areas, attributes) {
  const svg = draw("svg", { viewBox: chart.frame.join(" "), ...attributes });
  const ring = draw("path", { class: "cb-ring", d: "", "aria-hidden": "true" });
  const lines = details.map((d) => draw("path", { class: "cb-detail", d, "aria-hidden": "true" }));
  svg.append(...areas, draw("path", { class: "cb-outline", d: outline, "aria-hidden": "true" }), ...lines, ring);
  const words = sides.map((side) => make("span", {}, side));
  const head = make("p", { className: "cb-sides" }, words[0], make("strong", {}, name), words[1]);
  return { svg, ring, element: make("div", { className: "cb-view" }, head, svg) };
}

/** A sign in an area, never color alone. */
function sign([x, y], text) {
  return draw("text", { class: "cb-sign", x, y, "aria-hidden": "true" }, text);
}

/** The area that lies next in a direction; one that shares a border is preferred. */
function next(chart, areas, from, [dx, dy]) {
  const near = chart.neighbors[from.id] || [];
  let best = null;
  for (const area of areas) {
    const [x, y] = [area.at[0] - from.at[0], area.at[1] - from.at[1]];
    const along = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (area.id === from.id || along <= 0 || aside > 2 * along) continue;
    const cost = (along + 2 * aside) * (near.includes(area.id) ? 0.5 : 1);
    if (!best || cost < best.cost) best = { area, cost };
  }
  return best && best.area;
}

/** The figures on which areas are chosen. `paint(ids)` shows a choice that was made elsewhere. */
function chooser({ chart, id, closed, right, toggle }) {
  const marks = new Map();
  const now = make("p", { className: "cb-now", "aria-hidden": "true" });
  const how = make("p", { className: "cb-how", id: `${id}-how` }, right ? SIGNS : HOW);
  const views = chart.views.map((view) => {
    const places = new Map();
    const enter = (area, focused) => {
      now.textContent = area.label;
      if (focused) drawn.ring.setAttribute("d", area.path);
    };
    const areas = view.areas.map((area, i) => {
      const path = draw("path", {
        class: "cb-area", d: area.path, role: "checkbox", "aria-checked": "false", "aria-label": area.label,
        tabindex: i ? -1 : 0, "data-area": area.id, ...(closed ? { "aria-disabled": "true" } : {}),
      });
      path.addEventListener("click", () => {
        stop(path);
        toggle(area.id);
      });
      path.addEventListener("pointerenter", () => enter(area, false));
      path.addEventListener("focus", () => enter(area, path.matches(":focus-visible")));
      path.addEventListener("blur", () => drawn.ring.setAttribute("d", ""));
      path.addEventListener("keydown", (event) => pressed(event, area));
      places.set(area.id, path);
      return path;
    });
    const stop = (path) => {
      for (const each of places.values()) each.setAttribute("tabindex", each === path ? 0 : -1);
    };
    const go = (area) => {
      stop(places.get(area.id));
      places.get(area.id).focus();
      enter(area, true);
    };
    const pressed = (event, area) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const ends = { Home: view.areas[0], End: view.areas[view.areas.length - 1] };
      const to = ends[event.key] || (ARROWS[event.key] && next(chart, view.areas, area, ARROWS[event.key]));
      if (to) go(to);
      else if (event.key === " " || event.key === "Enter") toggle(area.id);
      if (to || ARROWS[event.key] || event.key === " " || event.key === "Enter") {
        event.preventDefault();
        event.stopPropagation(); // JupyterLab reads keys too
      }
    };
    const group = { role: "group", "aria-label": `${view.name} of the body`, "aria-describedby": how.id };
    const drawn = figure(chart, view, areas, group);
    for (const area of view.areas) marks.set(area.id, { path: places.get(area.id), at: area.at, svg: drawn.svg, sign: null });
    return drawn.element;
  });
  const paint = (chosen) => {
    for (const [area, mark] of marks) {
      const on = chosen.includes(area);
      const fits = !right || right.includes(area);
      mark.path.setAttribute("aria-checked", String(on));
      mark.sign?.remove();
      mark.sign = on || (right && fits) ? sign(mark.at, on ? (fits ? "✓" : "✗") : "○") : null;
      if (mark.sign) mark.svg.append(mark.sign);
      if (mark.sign && !on) mark.sign.classList.add("cb-missed");
    }
  };
  const element = make("div", { className: "cb" }, make("div", { className: "cb-views" }, ...views), now, how);
  return { element, paint };
}

/** The same areas as a list of checkboxes, in groups, with a field that narrows it down. */
function list({ areas, id, toggle }) {
  const find = make("input", { type: "text", autocomplete: "off", id: `${id}-find`, className: "cq-words", maxLength: 200 });
  const count = make("p", { className: "cq-count", "aria-live": "polite" });
  const groups = new Map();
  const rows = areas.map(({ id: area, view, part, text }) => {
    const legend = `${view === "front" ? "Front" : "Back"}: ${part.replaceAll("-", " ")}`;
    if (!groups.has(legend)) groups.set(legend, make("fieldset", { className: "cq-places" }, make("legend", {}, legend)));
    const input = make("input", { type: "checkbox", name: `${id}-area`, value: area });
    input.addEventListener("change", () => toggle(area));
    const row = make("label", { className: "cq-choice" }, input, make("span", {}, text));
    groups.get(legend).append(row);
    return { area, row, input, words: `${legend} ${text}`.toLowerCase().split(/[\s:,]+/) };
  });
  find.addEventListener("input", () => {
    const wanted = find.value.toLowerCase().split(/\s+/);
    for (const { row, input, words } of rows) {
      row.hidden = !input.checked && !wanted.every((word) => words.some((each) => each.startsWith(word)));
    }
    for (const group of groups.values()) group.hidden = [...group.querySelectorAll("label")].every((row) => row.hidden);
    count.textContent = `${rows.filter(({ row }) => !row.hidden).length} of ${rows.length} areas shown`;
  });
  const label = make("label", { htmlFor: find.id }, "Find an area");
  const paint = (chosen) => rows.forEach(({ area, input }) => (input.checked = chosen.includes(area)));
  return { elements: [make("div", { className: "cq-field" }, label, find), count, ...groups.values()], paint };
}

/** Drawing and list of one choice, always alike. `changed` hears the areas chosen, in the order of choosing; where
    `right` is known, the drawing says of each area whether it was. */
function areaChoice({ chart, areas, id, chosen, closed, right = null, changed }) {
  let now = [...chosen];
  const toggle = (area) => {
    if (closed) return;
    now = now.includes(area) ? now.filter((each) => each !== area) : [...now, area];
    paint();
    changed(now);
  };
  const parts = [chooser({ chart, id, closed, right, toggle }), list({ areas, id, toggle })];
  const paint = () => parts.forEach((part) => part.paint(now));
  const show = (others) => {
    now = [...others];
    paint();
  };
  paint();
  const rows = make("div", { className: "cb-list" }, ...parts[1].elements);
  const beside = chart.views.length === 1 ? "cb-choice cb-beside" : "cb-choice";
  return { element: make("div", { className: beside }, parts[0].element, rows), show };
}

/** The figures with some areas marked, to look at: `marks` by area, each a class and a sign; `said` names the picture. */
function markedChart({ chart, marks, said }) {
  const views = chart.views.map((view) => {
    const areas = view.areas.map((area) => draw("path", { class: `cb-still ${marks[area.id]?.look || ""}`, d: area.path }));
    const drawn = figure(chart, view, areas, { role: "img", "aria-label": `${view.name} of the body. ${said}` });
    for (const area of view.areas) {
      if (!marks[area.id]) continue;
      const text = sign(area.at, marks[area.id].sign);
      text.classList.add(...(marks[area.id].look || "").split(" ").filter(Boolean));
      drawn.svg.append(text);
    }
    return drawn.element;
  });
  return make("div", { className: "cb" }, make("div", { className: "cb-views" }, ...views));
}
