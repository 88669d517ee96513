// What every view is made with. The parts of a view are joined into one module by course_tools.widgets.esm.

/** Make an element: properties by name, attributes where the name has a hyphen or is `role`. */
function make(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.includes("-") || name === "role") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

function paragraphs(text) {
  return text.trim().split(/\n\s*\n/).map((part) => make("p", {}, part.replace(/\s*\n\s*/g, " ")));
}
