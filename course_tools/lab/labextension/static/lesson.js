/** One notebook of the course: is it a lesson, may it start, how it looks, and how it comes back as it was shipped. */

import { Bar } from './bar.js';
import { checkNotebook, isForeign } from './grammar.js';
import { LESSONS } from './paths.js';
import { Running } from './running.js';
import { ASK_AGAIN, SAYS, START } from './words.js';

/** Nothing that a stray key, a click or a save could alter: for readers, who have no tools to alter a lesson with. */
function calm(panel) {
  const notebook = panel.content;
  panel.addClass('course-calm');
  panel.toolbar.hide();
  // JupyterLab binds its one-letter keys to these two classes.
  const modes = ['jp-mod-commandMode', 'jp-mod-editMode'];
  const still = () => modes.forEach(mode => notebook.hasClass(mode) && notebook.removeClass(mode));
  const observer = new MutationObserver(still);
  observer.observe(notebook.node, { attributes: true, attributeFilter: ['class'] });
  panel.disposed.connect(() => observer.disconnect());
  still();
  const keep = event => event.target.closest('.jp-MarkdownCell') && event.stopPropagation();
  notebook.node.addEventListener('dblclick', keep, true);
  panel.node.addEventListener('contextmenu', event => event.stopPropagation());
  const model = panel.context.model;
  model.stateChanged.connect((_, change) => {
    if (change.name === 'dirty' && change.newValue) {
      model.dirty = false;
    }
  });
  model.dirty = false;
  asText(panel);
}

/** To a screen reader a lesson is a text, not JupyterLab's feed in which each paragraph is "Markdown Cell Content". */
function asText(panel) {
  const notebook = panel.content;
  const feed = notebook.node.querySelector('[role="feed"]');
  ['role', 'aria-label'].forEach(name => feed && feed.removeAttribute(name));
  const unnamed = cell => cell.node.hasAttribute('aria-label') && cell.node.removeAttribute('aria-label');
  const observer = new MutationObserver(() => notebook.widgets.forEach(unnamed));
  notebook.widgets.forEach(cell => observer.observe(cell.node, { attributes: true, attributeFilter: ['aria-label'] }));
  panel.disposed.connect(() => observer.disconnect());
  notebook.widgets.forEach(unnamed);
}

export class Lesson {
  /** `lab` is what lesson mode has of JupyterLab (plugin.js); `onOpened` is called once the notebook is known to be ours. */
  constructor(panel, lab, onOpened) {
    this.panel = panel;
    this._lab = lab;
    this._onOpened = onOpened;
    this._context = panel.context;
    this._running = null;
    this._bar = null;
    this._grammar = null;
    this._dressed = false;
    this._left = false;
    this._asking = false;
    const { model } = this._context;
    const nothingYet = () => {
      if (model.dirty && !this._context.isReady) {
        model.dirty = false; // or JupyterLab, closing a file that it cannot read, would ask to save it
      }
    };
    model.stateChanged.connect(nothingYet);
    nothingYet();
  }

  /** Whether it may run, so that its line speaks for JupyterLab's dialogs. */
  get allowed() {
    return Boolean(this._running && this._running.allowed);
  }

  /** Whether the notebook was found to be of the course. */
  get isLesson() {
    return this._bar !== null;
  }

  /** Look at the file, once its content and its trust are known, and start, ask or say why not. */
  async open() {
    await this._context.ready;
    const nb = this._context.model.toJSON();
    const grammar = (this._grammar = await this._lab.grammar);
    const foreign = grammar && isForeign(nb, grammar) && !(await this.isKept());
    if (foreign || this.panel.isDisposed || this._left) {
      return;
    }
    this._bar = new Bar(this.panel, this._lab.Widget, this._lab.settings.baseUrl, () => this.startAgain());
    this._running = new Running(this.panel, this._lab, this._bar, () => this._defect());
    this._onOpened(this);
    await this._begin(false);
  }

  /** Whether the course has it as it came. */
  async isKept() {
    return this._context.path.startsWith(LESSONS) && (await this._lab.isKept(this._context.path));
  }

  /** A fresh kernel and a run from the top: asked for by a widget. */
  restart() {
    return this.allowed ? this._running.restart() : undefined;
  }

  /** The server may be gone: find out, say so, and go on when it is back. */
  checkServer() {
    if (this.allowed) {
      this._running.watch();
    }
  }

  /** The reader goes to another lesson: close this one, and let its kernel go with it. Answers are on disk. */
  leave() {
    this._left = true;
    if (this._running) {
      this._running.stop();
    }
    const session = this.panel.sessionContext;
    session.kernelPreference = { ...session.kernelPreference, shutdownOnDispose: true };
    this.panel.close();
  }

  /** Ask; then put the file back as it came, and run it in a fresh kernel. */
  async startAgain() {
    if (this._asking) {
      return;
    }
    this._asking = true;
    try {
      if (!(await this._lab.ask(ASK_AGAIN))) {
        return;
      }
      if (this._context.model.dirty) {
        await this._context.save();
      }
      const done = await this._lab.putBack(this._context.path);
      if (done.replaced) {
        await this._context.revert();
      }
      await this._begin(true);
    } catch (error) {
      console.warn(error);
      this._bar.show('failed', error.said || SAYS.notPutBack);
    } finally {
      this._asking = false;
    }
  }

  /** Start, ask or say why not; `again` wants a fresh kernel, whatever runs now. */
  async _begin(again) {
    this._bar.showWay(this._context.path, this._context.model.toJSON().metadata);
    const why = this._defect();
    if (why) {
      this._running.stop();
      const kept = await this.isKept();
      this._bar.offerAgain(kept);
      this._bar.show('refused', kept ? `${why} ${SAYS.kept}` : why);
      return;
    }
    this._dress();
    if (this.allowed || this._running.codeCells().every(cell => cell.model.trusted)) {
      await this._start(again);
    } else {
      this._bar.offerAgain(false);
      this._bar.show('ask', SAYS.ask, START, () => this._start(again));
    }
  }

  async _start(again) {
    this._bar.offerAgain(true);
    await this._running.start(again);
  }

  _defect() {
    return this._grammar ? checkNotebook(this._context.model.toJSON(), this._grammar) : SAYS.grammar;
  }

  /** No code in sight; around it JupyterLab's tools for those who have them. */
  _dress() {
    if (this._dressed) {
      return;
    }
    this._dressed = true;
    const { panel } = this;
    const notebook = panel.content;
    panel.addClass('course-lesson');
    if (['full', 'defer'].includes(notebook.notebookConfig.windowingMode)) {
      notebook.notebookConfig = { ...notebook.notebookConfig, windowingMode: 'none' }; // all of a lesson is on the page
    }
    if (!this._lab.tools) {
      calm(panel);
    }
  }
}
