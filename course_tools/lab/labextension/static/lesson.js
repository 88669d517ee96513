/**
 * Lesson mode for JupyterLab: a lesson of the course starts by itself, with no code in sight.
 *
 * This one file is the whole extension. JupyterLab loads it as a federated extension: the container registered at the
 * end is given JupyterLab's own modules (`init`) and hands over one plugin (`get`). It is not compiled.
 *
 *   checkNotebook  the lesson grammar; the same rules and test vectors as grammar.py, both from grammar.json
 *   Banner         the line over a notebook that says how things stand, with at most one button
 *   Lesson         one notebook panel: may it run, is it running, has it lost its kernel, how does it go on
 *   activate       the plugin: watches notebooks, links between lessons, dialogs that a lesson speaks for itself
 *
 * Nothing runs unless every code cell fits the grammar, the server trusts the file (or the reader pressed the button),
 * and the kernel is the kernelspec `course`. All three are looked at again before each run.
 */
(function () {
  'use strict';

  const NAME = 'course-tools';
  const HERE = typeof document !== 'undefined' && document.currentScript ? document.currentScript.src : '';
  const STARTING = ['starting', 'restarting', 'autorestarting'];
  const SLOW_START = 30000;
  const PROBE_EVERY = 1500;
  const ASK_EVERY = 3000;
  const START = 'Start this lesson';
  const START_AGAIN = 'Start this lesson again';
  const SAFE = 'What you saved is safe.';
  const SAYS = {
    getting: 'Getting this lesson ready…',
    ready: 'Ready',
    ask: 'This lesson came from somewhere else, so it waits for you before it starts.',
    again: `This lesson is starting again. ${SAFE}`,
    stopping: `This lesson is being stopped. ${SAFE}`,
    stopped: `This lesson stopped. ${SAFE} Press the button to go on.`,
    slow: `This lesson takes longer than usual. ${SAFE} You can wait, or start it again.`,
    failed: `Part of this lesson did not start. ${SAFE} Start it again; if that does not help, tell the person who runs the course.`,
    kernel: `This lesson was moved to another kernel, so it cannot go on. ${SAFE} Press the button to put it back.`,
    down: `The course's server does not answer. ${SAFE} Start the course again the way you started it before, and this lesson goes on by itself.`,
    elsewhere: `The course was started again and asks who you are. ${SAFE} Open the address that it shows, and go on from there.`,
    grammar: 'The rules for lessons could not be loaded, so nothing was started. Please load this page again.'
  };
  const SPOKEN_FOR = ['Kernel Restarting', 'Server Connection Error', 'Error Starting Kernel', 'File Save Error'];

  // ---- the lesson grammar ------------------------------------------------------------------------------------------

  function sourceOf(cell) {
    const lines = Array.isArray(cell.source) ? cell.source : [cell.source];
    return lines.every(line => typeof line === 'string') ? lines.join('') : null;
  }

  function defectOf(nb, grammar) {
    const spec = nb.metadata && nb.metadata.kernelspec;
    if (!spec || spec.name !== grammar.kernel) {
      return 'kernel';
    }
    if (nb.nbformat !== grammar.nbformat) {
      return 'format';
    }
    if (!Array.isArray(nb.cells)) {
      return 'damaged';
    }
    const name = grammar.names.join('|');
    const args = `(?:"${grammar.id}"(?:, "${grammar.id}"){0,${grammar.max_ids - 1}})?`;
    const first = new RegExp(
      `^(?:${grammar.comment}\\n)?from course_tools\\.lesson import ((?:${name})(?:, (?:${name}))*)$`
    );
    const other = new RegExp(`^(?:(?:${grammar.comment}\\n)*(?:${grammar.comment}|(${name})\\(${args}\\))|)$`);
    let imported = null;
    for (const cell of nb.cells) {
      if (!cell || !['code', 'markdown', 'raw'].includes(cell.cell_type)) {
        return 'damaged';
      }
      const source = sourceOf(cell);
      if (source === null) {
        return 'damaged';
      }
      if (cell.cell_type !== 'code') {
        continue;
      }
      const match = (imported ? other : first).exec(source);
      if (!imported) {
        imported = match ? match[1].split(', ') : [];
        if (!imported.length || new Set(imported).size < imported.length) {
          return 'first';
        }
      } else if (!match || !imported.includes(match[1] || imported[0])) {
        return 'code';
      }
    }
    return null;
  }

  /** Why a notebook is not a lesson, in one plain sentence; null if it is one. */
  function checkNotebook(nb, grammar) {
    const defect = defectOf(nb, grammar);
    return defect === null ? null : grammar.sentences[defect];
  }

  /** Whether the notebook is none of our business: another kernel, and no word of the course's code. */
  function isForeign(nb, grammar) {
    const spec = nb.metadata && nb.metadata.kernelspec;
    const code = nb.cells.filter(cell => cell.cell_type === 'code');
    return (!spec || spec.name !== grammar.kernel) && !code.some(cell => (sourceOf(cell) || '').includes('course_tools'));
  }

  // ---- the line over a lesson --------------------------------------------------------------------------------------

  class Banner {
    constructor(panel, Widget) {
      const node = document.createElement('div');
      node.className = 'course-banner';
      this._row = node.appendChild(document.createElement('div'));
      this._row.className = 'course-banner-row';
      this._text = this._row.appendChild(document.createElement('p'));
      this._text.setAttribute('role', 'status');
      this._text.setAttribute('aria-live', 'polite');
      this._button = this._row.appendChild(document.createElement('button'));
      this._button.type = 'button';
      this._button.addEventListener('click', () => this._action && this._action());
      this._widget = new Widget({ node });
      this._size = new ResizeObserver(() => this._fit());
      this._size.observe(this._row);
      this._widget.disposed.connect(() => this._size.disconnect());
      panel.contentHeader.addWidget(this._widget);
    }

    /** Say one thing. `kind` is a word for the style sheet and for tests. */
    show(kind, text, label, action) {
      this._widget.node.dataset.kind = kind;
      if (this._text.textContent !== text) {
        this._text.textContent = text;
      }
      this._action = action || null;
      this._button.textContent = label || '';
      this._button.hidden = !label;
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

  // ---- one lesson --------------------------------------------------------------------------------------------------

  class Lesson {
    constructor(panel, lab) {
      this.panel = panel;
      this._lab = lab;
      this._context = panel.context;
      this._session = panel.sessionContext;
      this._allowed = false; // may it run at all
      this._due = false; // does it have to run when its kernel is next idle
      this._epoch = 0; // goes up whenever what ran before is void
      this._running = false;
      this._watching = false;
      this._runs = 0;
      this._kernel = null;
      this._voice = ''; // the session id that its messages carry
      this._grammar = null;
    }

    /** Look at the file, once its content and its trust are known, and start, ask or say why not. */
    async open() {
      await this._context.ready;
      const nb = this._context.model.toJSON();
      const grammar = (this._grammar = await this._lab.grammar);
      if (this.panel.isDisposed || (grammar && isForeign(nb, grammar))) {
        return;
      }
      this._banner = new Banner(this.panel, this._lab.Widget);
      const why = grammar ? checkNotebook(nb, grammar) : SAYS.grammar;
      if (why) {
        this._banner.show('refused', why);
        return;
      }
      this._dress();
      if (this._codeCells().every(cell => cell.model.trusted)) {
        await this._start();
      } else {
        this._banner.show('ask', SAYS.ask, START, () => this._start());
      }
    }

    get allowed() {
      return this._allowed;
    }

    /** Start with a fresh kernel: asked for by the reader or by a widget. */
    async restart() {
      if (!this._allowed || this._session.isRestarting) {
        return;
      }
      this._lost('again', SAYS.again);
      const kernel = this._session.session && this._session.session.kernel;
      try {
        if (kernel && !kernel.isDisposed && kernel.name === 'course' && kernel.status !== 'dead') {
          await this._session.restartKernel();
        } else {
          await this._freshKernel();
        }
      } catch (error) {
        console.warn(error);
      }
      this._watch();
    }

    /** The server may be gone: find out, say so, and go on when it is back. */
    checkServer() {
      if (this._allowed) {
        this._watch();
      }
    }

    _codeCells() {
      return this.panel.content.widgets.filter(cell => cell.model.type === 'code');
    }

    /** No code in sight, and nothing that a stray key or a double click could alter. */
    _dress() {
      const { panel } = this;
      const notebook = panel.content;
      panel.addClass('course-lesson');
    panel.toolbar.hide();
      notebook.notebookConfig = { ...notebook.notebookConfig, windowingMode: 'none', showInputPlaceholder: false };
      // JupyterLab binds its one-letter keys to these two classes.
      const modes = ['jp-mod-commandMode', 'jp-mod-editMode'];
      const calm = () => modes.forEach(mode => notebook.hasClass(mode) && notebook.removeClass(mode));
      const observer = new MutationObserver(calm);
      observer.observe(notebook.node, { attributes: true, attributeFilter: ['class'] });
      calm();
      const keep = event => event.target.closest('.jp-MarkdownCell') && event.stopPropagation();
      notebook.node.addEventListener('dblclick', keep, true);
      panel.node.addEventListener('contextmenu', event => event.stopPropagation());
      const model = this._context.model;
      const clean = (_, change) => {
        if (change.name === 'dirty' && change.newValue) {
          model.dirty = false;
        }
      };
      model.stateChanged.connect(clean);
      model.dirty = false;
      panel.disposed.connect(() => {
        observer.disconnect();
        this._allowed = false;
      });
      // The notebook's own "Kernel Restarting" dialog: the banner says it.
      if (typeof panel._onSessionStatusChanged === 'function') {
        this._session.statusChanged.disconnect(panel._onSessionStatusChanged, panel);
      }
    }

    async _start() {
      if (this._allowed) {
        return;
      }
      this._allowed = true;
      this._due = true;
      this._banner.show('getting', SAYS.getting);
      this._session.statusChanged.connect((_, status) => this._onStatus(status));
      this._session.connectionStatusChanged.connect((_, status) => this._onConnection(status));
      this._session.kernelChanged.connect((_, change) => this._onKernel(change.newValue));
      this._session.iopubMessage.connect((_, message) => this._onMessage(message.header));
      await this._session.ready;
      this._next();
    }

    /** A restart by another client may pass unheard. Then the first word of the new kernel gives it away. */
    _onMessage(header) {
      if (!this._due && this._voice && header.session !== this._voice) {
        this._lost('again', SAYS.again);
        this._next();
      } else if (this._running) {
        this._voice = header.session;
      }
    }

    _onStatus(status) {
      if (status === 'terminating') {
        this._lost('stopping', SAYS.stopping); // the button comes once it is over
      } else if (status === 'dead') {
        this._lost('stopped', SAYS.stopped, START_AGAIN);
      } else if (STARTING.includes(status)) {
        this._lost('again', this._runs ? SAYS.again : SAYS.getting);
      }
      this._next();
    }

    _onConnection(status) {
      if (status === 'connected') {
        this._next();
      } else if (!this._session.isRestarting) {
        this._watch();
      }
    }

    _onKernel(kernel) {
      if (!kernel) {
        this._lost('stopped', SAYS.stopped, START_AGAIN);
      } else if (kernel !== this._kernel) {
        this._lost('again', this._runs ? SAYS.again : SAYS.getting);
      }
      this._next();
    }

    /** What is on the page belongs to a kernel that is gone: say so, and let nothing look alive. */
    _lost(kind, text, label) {
      if (!this._allowed) {
        return;
      }
      this._epoch += 1;
      this._running = false;
      this._due = true;
      if (this._runs) {
        this._mark('lost');
      }
      this._banner.show(kind, text, label, () => this.restart());
      clearTimeout(this._slow);
      this._slow = setTimeout(() => {
        if (this._due && this._allowed && !this._watching && kind === 'again') {
          this._banner.show('stopped', SAYS.slow, START_AGAIN, () => this.restart());
        }
      }, SLOW_START);
    }

    _mark(state) {
      const { node, content } = this.panel;
      this.panel.toggleClass('course-lost', state === 'lost');
    for (const output of content.node.querySelectorAll('.jp-OutputArea-output')) {
      // A question disables itself and says why; any other widget just stops being usable; text stays text.
      const isWidget = output.querySelector('.jupyter-widgets') && !output.querySelector('[data-item]');
      output.inert = state === 'lost' && Boolean(isWidget);
    }
      if (node.dataset.courseKernel !== state) {
        node.dataset.courseKernel = state;
        node.dispatchEvent(new CustomEvent('course-kernel', { bubbles: false, detail: { state } }));
      }
    }

    /** Run if it is due and the kernel is ours and idle; signals come in bursts, so wait for the burst to end. */
    _next() {
      clearTimeout(this._timer);
      this._timer = setTimeout(() => {
        const kernel = this._session.session && this._session.session.kernel;
        const settled = !this._session.isRestarting && !this._session.isTerminating;
        if (!this._allowed || !this._due || this._running || !kernel || !settled) {
          return;
        }
        if (kernel.name !== 'course') {
          this._due = false;
          this._mark('lost');
          this._banner.show('kernel', SAYS.kernel, START_AGAIN, () => this.restart());
        } else if (kernel.connectionStatus === 'connected' && ['idle', 'starting'].includes(kernel.status)) {
          this._runWhenItAnswers(kernel, this._epoch);
        }
      }, 60);
    }

    /** Restarted by another client, a kernel says `starting` and no more: JupyterLab asks it nothing. So we do. */
    async _runWhenItAnswers(kernel, epoch) {
      // JupyterLab sends widgets' messages to a subshell, and goes on with one that died with the kernel if another
      // client restarted it: answers would be lost. Lessons need no subshell.
      if ('commsOverSubshells' in kernel) {
        kernel.commsOverSubshells = 'disabled';
      }
      // What is sent while the kernel comes up may get lost: then ask again.
      const patience = new Promise((_, reject) => setTimeout(reject, ASK_EVERY, new Error('The kernel is silent.')));
      try {
        await Promise.race([kernel.requestKernelInfo(), patience]);
      } catch (error) {
        this._next();
        return;
      }
      if (this._allowed && this._due && !this._running && epoch === this._epoch) {
        this._kernel = kernel;
        await this._run();
      }
    }

    async _run() {
      const grammar = this._grammar;
      const why = checkNotebook(this._context.model.toJSON(), grammar);
      if (why) {
        this._allowed = false;
        this._banner.show('refused', why);
        return;
      }
      const epoch = this._epoch;
      this._due = false;
      this._voice = '';
      this._running = true;
      this._runs += 1;
      this.panel.node.dataset.courseRuns = String(this._runs);
      this._banner.show('getting', SAYS.getting);
      const top = this.panel.content.outerNode ? this.panel.content.outerNode.scrollTop : 0;
      let failed = false;
      for (const cell of this._codeCells()) {
        try {
          const reply = await this._lab.CodeCell.execute(cell, this._session);
          failed = Boolean(reply) && reply.content.status !== 'ok';
        } catch (error) {
          failed = true;
        }
        if (epoch !== this._epoch || this.panel.isDisposed) {
          return; // the kernel went away under it; another run is due
        }
        if (failed) {
          break;
        }
      }
      this._running = false;
      this._context.model.dirty = false;
      this._mark('ready');
      if (this.panel.content.outerNode) {
        this.panel.content.outerNode.scrollTop = top;
      }
      if (failed) {
        this._banner.show('failed', SAYS.failed, START_AGAIN, () => this.restart());
      } else {
        this._banner.show('ready', SAYS.ready);
      }
    }

    /** A new kernel where the old one, or the whole server, is gone. */
    async _freshKernel() {
      const { sessions, kernels } = this._lab.services;
      await kernels.refreshRunning();
      await sessions.refreshRunning();
      await this._session.changeKernel({ name: 'course' });
    }

    /** 'ok', 'gone' (the kernel), 'stranger' (the server does not know this page) or 'down' (no server). */
    async _probe(kernel) {
      const { settings, request } = this._lab;
      try {
        const url = `${settings.baseUrl}api/kernels${kernel ? `/${kernel.id}` : ''}`;
        const reply = await request(url, { cache: 'no-store' }, settings);
        return reply.status === 404 ? 'gone' : reply.ok ? 'ok' : reply.status < 500 ? 'stranger' : 'down';
      } catch (error) {
        return 'down';
      }
    }

    /** While there is no connection, look again and again, and take the lesson up once there is. */
    async _watch() {
      if (this._watching || !this._allowed) {
        return;
      }
      this._watching = true;
      const current = () => this._session.session && this._session.session.kernel;
      let broken = false;
      while (this._allowed && !this.panel.isDisposed) {
        const kernel = current();
        const found = await this._probe(kernel);
        if (found === 'ok' && kernel && kernel.connectionStatus === 'connected') {
          break;
        }
        if (found === 'down' || found === 'stranger') {
          broken = true;
          this._lost(found, found === 'down' ? SAYS.down : SAYS.elsewhere);
        } else if (found === 'gone' || (broken && !kernel)) {
          this._lost('again', SAYS.again);
          await this._freshKernel().catch(error => console.warn(error));
        } else if (!kernel) {
          break; // stopped on purpose: the banner has a button
        } else if (kernel.connectionStatus === 'disconnected') {
          this._lost('again', SAYS.again);
          void kernel.reconnect().catch(error => console.warn(error));
        }
        await new Promise(resolve => setTimeout(resolve, PROBE_EVERY));
      }
      this._watching = false;
      this._next();
    }
  }

  // ---- the plugin --------------------------------------------------------------------------------------------------

  /** A path of a notebook inside the course: no scheme, no way up, not absolute. Null for anything else. */
  function lessonPath(link) {
    const parts = String(link).split('/');
    const plain = /^[A-Za-z0-9][A-Za-z0-9 ._-]*$/;
    return parts.every(part => plain.test(part)) && /\.ipynb$/.test(link) ? parts.join('/') : null;
  }

  function loadStyle() {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = new URL('style.css', HERE).href;
    document.head.appendChild(link);
  }

  async function loadGrammar() {
    try {
      const reply = await fetch(new URL('grammar.json', HERE));
      return reply.ok ? await reply.json() : null;
    } catch (error) {
      return null;
    }
  }

  /** No empty strip on the right, which JupyterLab leaves in a new workspace; on a narrow screen no file list. */
  function makeRoom(shell) {
    if (typeof shell.toggleSideTabBarVisibility === 'function' && shell.isEmpty('right')) {
      shell.toggleSideTabBarVisibility('right'); // makes the shell see that the right side is empty, and close it
    }
    if (typeof shell.collapseLeft === 'function' && window.innerWidth < 960) {
      shell.collapseLeft();
    }
  }

  async function activate(app, tracker, modules, registry) {
    if (registry) {
      const settings = await registry.load(`${NAME}:plugin`).catch(() => null);
      if (settings && settings.composite.lessonMode === false) {
        return;
      }
    }
    loadStyle();
    const lab = {
      grammar: loadGrammar(),
      services: app.serviceManager,
      settings: app.serviceManager.serverSettings,
      request: modules.services.ServerConnection.makeRequest,
      CodeCell: modules.cells.CodeCell,
      Widget: modules.widgets.Widget
    };
    const lessons = new Map();
    const add = panel => {
      const lesson = new Lesson(panel, lab);
      lessons.set(panel, lesson);
      panel.disposed.connect(() => lessons.delete(panel));
      lesson.open().catch(error => console.error(error));
    };
    void app.restored.then(() => makeRoom(app.shell));
    tracker.widgetAdded.connect((_, panel) => add(panel));
    tracker.forEach(add);
    app.serviceManager.connectionFailure.connect(() => lessons.forEach(lesson => lesson.checkServer()));

    document.addEventListener('course-restart-lesson', event => {
      lessons.forEach((lesson, panel) => panel.node.contains(event.target) && lesson.restart());
    });
    document.addEventListener('click', event => {
      const link = event.target instanceof Element && event.target.closest('a[data-course-open]');
      if (link) {
        event.preventDefault();
        const path = lessonPath(link.dataset.courseOpen);
        if (path) {
          app.commands.execute('docmanager:open', { path }).catch(error => console.warn(error));
        }
      }
    });
    const { Dialog } = modules.apputils;
    const close = dialog => {
      const said = dialog.node.getAttribute('aria-label') || dialog.node.textContent;
      const lesson = lessons.get(tracker.currentWidget);
      if (lesson && lesson.allowed && SPOKEN_FOR.some(title => said.startsWith(title))) {
        dialog.reject();
      }
    };
    Dialog.tracker.widgetAdded.connect((_, dialog) => void Promise.resolve(dialog.ready).then(() => close(dialog)));
  }

  let scope = {};

  /** One of JupyterLab's own modules, out of what it shares. */
  async function shared(name) {
    const versions = scope[name] || {};
    const found = Object.values(versions).find(version => version.loaded) || Object.values(versions)[0];
    return (await found.get())();
  }

  /** The plugins; none where JupyterLab does not offer what lesson mode needs, so that it starts all the same. */
  async function plugins() {
    try {
      const names = ['notebook', 'cells', 'apputils', 'services', 'settingregistry'];
      const [notebook, cells, apputils, services, registry, widgets] = await Promise.all([
        ...names.map(name => shared(`@jupyterlab/${name}`)),
        shared('@lumino/widgets')
      ]);
      const modules = { cells, apputils, services, widgets };
      return [
        {
          id: `${NAME}:plugin`,
          description: 'Lessons of the course start by themselves, with no code in sight.',
          autoStart: true,
          requires: [notebook.INotebookTracker],
          optional: [registry.ISettingRegistry],
          activate: (app, tracker, settings) => {
            // Not awaited: JupyterLab's start must not hang on ours.
            activate(app, tracker, modules, settings).catch(error => console.error(error));
          }
        }
      ];
    } catch (error) {
      console.error('Lesson mode could not be loaded', error);
      return [];
    }
  }

  const page = typeof window === 'undefined' ? globalThis : window;
  page._JUPYTERLAB = page._JUPYTERLAB || {};
  page._JUPYTERLAB[NAME] = {
    init: given => {
      scope = given;
    },
    get: async () => {
      const found = await plugins();
      const module = { default: found };
      Object.defineProperty(module, '__esModule', { value: true });
      return () => module;
    },
    checkNotebook,
    lessonPath
  };
})();
