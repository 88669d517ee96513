// Pictures of a virtual client, drawn as SVG with their words and their table: 100 people, and scores over visits.

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = ["circle", "square", "triangle", "ring"];

function draw(tag, props = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(props)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Two crowds side by side: as the learner said, and by Bayes. Color and shape tell the groups apart. */
function peoplePicture({ of, groups, ratios, start, starts }) {
  const box = make("div", { className: "cc-people" });
  const row = make("div", { className: "cc-crowds" });
  for (const [key, title] of [["you", "As you said"], ["bayes", "By Bayes, from what you found"]]) {
    const words = groups.map((group) => `${group[key]} ${group.name}`).join(", ");
    const svg = draw("svg", { viewBox: "0 0 204 204", role: "img", "aria-label": `${title}, of ${of} people: ${words}` });
    let place = 0;
    // A thousand people are drawn as a hundred tens; a group of fewer than ten still has its sign.
    for (const [i, count] of toHundred(groups.map((group) => group[key]), of).entries()) {
      for (let n = 0; n < count; n += 1, place += 1) svg.append(sign(i, 12 + 20 * (place % 10), 12 + 20 * Math.floor(place / 10)));
    }
    const list = make("ul", { className: "cc-key" });
    groups.forEach((group, i) => {
      const key_ = draw("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" }, sign(i, 10, 10));
      list.append(make("li", {}, key_, `${group[key].toLocaleString("en")} of ${of.toLocaleString("en")}: ${group.name}`));
    });
    row.append(make("div", { className: "cc-crowd" }, make("p", { className: "cc-head" }, title), svg, list));
  }
  box.append(row);
  if (of > 100) box.append(make("p", {}, `Each sign stands for ${of / 100} people; whoever is there at all has a sign.`));
  const list = make("ul", {});
  list.append(make("li", {}, start, ...starts.flatMap(reasonParts)));
  for (const ratio of ratios) list.append(make("li", {}, ratio.text, ...reasonParts(ratio)));
  const name = make("summary", {}, "Where these numbers come from");
  const note = "The ratios are multiplied as if findings did not hang together. Many were measured in clinics, on other people.";
  box.append(make("details", {}, name, list, make("p", {}, note)));
  return box;
}

/** Hundredths that sum to 100; a group with anybody in it keeps at least one. */
function toHundred(counts, of) {
  const exact = counts.map((count) => (100 * count) / of);
  const whole = exact.map((share) => (share > 0 ? Math.max(1, Math.floor(share)) : 0));
  const order = exact.map((share, i) => i).sort((i, j) => exact[j] - whole[j] - (exact[i] - whole[i]));
  for (let left = 100 - whole.reduce((a, b) => a + b, 0), k = 0; left !== 0; left -= Math.sign(left), k += 1) {
    const i = left > 0 ? order[k % order.length] : exact.indexOf(Math.max(...exact));
    whole[i] += Math.sign(left);
  }
  return whole;
}

function sign(i, x, y) {
  const shape = SHAPES[i % SHAPES.length];
  const look = { class: `cc-group-${i % SHAPES.length}` };
  if (shape === "square") return draw("rect", { ...look, x: x - 7, y: y - 7, width: 14, height: 14 });
  if (shape === "triangle") return draw("path", { ...look, d: `M${x} ${y - 8}L${x + 8} ${y + 7}L${x - 8} ${y + 7}Z` });
  return draw("circle", { ...look, cx: x, cy: y, r: shape === "ring" ? 6 : 7.5 });
}

/** Scores over visits, with the band that error alone may fill and the line of an important change. */
function scoresPicture({ measure, unit, low, high, points, error, important, text }) {
  const [left, right, top, bottom] = [44, 430, 14, 196];
  const x = (i) => left + 30 + ((right - left - 60) * points[i].at) / (points[points.length - 1].at || 1);
  const y = (score) => bottom - ((bottom - top) * (score - low)) / (high - low);
  const clip = (score) => Math.min(high, Math.max(low, score));
  const words = points.map((point) => `${point.name}: ${point.score}`).join("; ");
  const svg = draw("svg", { viewBox: "0 0 440 232", role: "img", "aria-label": `${measure}. ${words}. ${text}` });
  const start = points[0].score;
  svg.append(draw("rect", {
    class: "cc-band", x: left, width: right - left, y: y(clip(start + error)), height: y(clip(start - error)) - y(clip(start + error)),
  }));
  if (important !== null && start - important >= low) {
    svg.append(draw("line", { class: "cc-important", x1: left, x2: right, y1: y(start - important), y2: y(start - important) }));
  }
  for (const value of [low, (low + high) / 2, high]) {
    svg.append(draw("text", { x: left - 6, y: y(value) + 4, "text-anchor": "end" }, String(value)));
  }
  svg.append(draw("path", { class: "cc-axis", d: `M${left} ${top}V${bottom}H${right}` }));
  const route = points.map((point, i) => `${x(i)} ${y(point.score)}`).join("L");
  svg.append(draw("path", { class: "cc-route", d: `M${route}` }));
  points.forEach((point, i) => {
    svg.append(draw("circle", { class: "cc-group-0", cx: x(i), cy: y(point.score), r: 6 }));
    svg.append(draw("text", { x: x(i), y: y(point.score) - 11, "text-anchor": "middle" }, String(point.score)));
    svg.append(draw("text", { x: x(i), y: bottom + 18, "text-anchor": "middle" }, point.name));
  });
  const key = [`Band: within ${error} ${unit} of the start, where error alone may take a score.`];
  if (important !== null) key.push(`Dashed line: ${important} ${unit} below the start, an important change.`);
  const rows = points.map((point) => [point.name, `${point.score} ${unit}`]);
  return make(
    "div", { className: "cc-scores" }, make("p", { className: "cc-head" }, measure), svg, make("p", {}, key.join(" ")),
    table("The scores", ["Visit", "Score"], rows),
  );
}
