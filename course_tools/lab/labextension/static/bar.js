/** The line over a lesson: the way to other lessons, how things stand, at most one thing to do, and starting again. */

import { HOME_PATH, neighbour } from './paths.js';
import { HOME, NEXT, PREVIOUS, START_AGAIN } from './words.js';

function add(parent, tag, className, text = '') {
  const node = parent.appendChild(document.createElement(tag));
  node.className = className;
  node.textContent = text;
  return node;
}

function addButton(parent, className, action) {
  const button = add(parent, 'button', className);
  button.type = 'button';
  button.hidden = true;
  button.addEventListener('click', action);
  return button;
}

export class Bar {
  /** `baseUrl` is the server's; `onAgain` is called when the reader wants the lesson to start again. */
  constructor(panel, Widget, baseUrl, onAgain) {
    const node = document.createElement('div');
    node.className = 'course-banner';
    this._baseUrl = baseUrl;
    this._row = add(node, 'div', 'course-banner-row');
    this._way = add(this._row, 'nav', 'course-way');
    this._way.setAttribute('aria-label', 'Lessons');
    this._again = addButton(this._row, 'course-again', onAgain);
    this._again.textContent = START_AGAIN;
    this._text = add(this._row, 'p', '');
    this._text.setAttribute('role', 'status');
    this._text.setAttribute('aria-live', 'polite');
    this._button = addButton(this._row, 'course-action', () => this._action && this._action());
    this._widget = new Widget({ node });
    this._size = new ResizeObserver(() => this._fit());
    this._size.observe(this._row);
    this._widget.disposed.connect(() => this._size.disconnect());
    panel.contentHeader.addWidget(this._widget);
  }

  /** Links to the first lesson and to the neighbours that the notebook's metadata name. `path` is its own. */
  showWay(path, metadata) {
    const { previous, next } = (metadata && metadata.course) || {};
    const back = neighbour(previous);
    const on = neighbour(next);
    this._way.replaceChildren();
    if (path !== HOME_PATH && !(back && back.path === HOME_PATH)) {
      this._link(HOME_PATH, '', HOME, '');
    }
    if (back) {
      this._link(back.path, '←', back.title, PREVIOUS);
    }
    if (on) {
      this._link(on.path, '→', on.title, NEXT);
    }
  }

  /** Say one thing. `kind` is a word for the style sheet and for tests; `label` and `action` are a button, or none. */
  show(kind, text, label, action) {
    this._widget.node.dataset.kind = kind;
    if (this._text.textContent !== text) {
      this._text.textContent = text;
    }
    this._action = action || null;
    this._button.textContent = label || '';
    this._button.hidden = !label;
  }

  /** Whether the lesson can be started again from here. */
  offerAgain(offered) {
    this._again.hidden = !offered;
  }

  _link(path, arrow, title, role) {
    const link = add(this._way, 'a', 'course-way-link');
    link.href = `${this._baseUrl}lab/tree/${path}`;
    link.dataset.courseOpen = path;
    if (arrow) {
      add(link, 'span', 'course-arrow', arrow).setAttribute('aria-hidden', 'true');
    }
    if (role) {
      add(link, 'span', 'course-unseen', role);
    }
    add(link, 'span', '', title);
  }

  /** Lumino's box layout takes its height from `min-height`, which here depends on how the text wraps. */
  _fit() {
    const height = `${Math.ceil(this._row.getBoundingClientRect().height)}px`;
    if (this._widget.node.style.minHeight !== height && this._widget.parent) {
      this._widget.node.style.minHeight = height;
      this._widget.parent.fit();
    }
  }
}
