/**
 * A lesson and its kernel: it runs once for each new kernel, knows when its kernel or the server is gone, and goes on.
 *
 * Nothing runs unless every code cell fits the grammar and the kernel is the kernelspec `course`. Both are looked at
 * again before each run. Whether it may run at all is for whoever calls `start`.
 */

import { GO_ON, SAYS } from './words.js';

const STARTING = ['starting', 'restarting', 'autorestarting'];
const KERNEL = 'course';
const SLOW_START = 30000;
const PROBE_EVERY = 1500;
const ASK_EVERY = 3000;
const BURST = 60;

export class Running {
  /** `defect` says why the notebook may not run now, or null. */
  constructor(panel, lab, bar, defect) {
    this.panel = panel;
    this._lab = lab;
    this._bar = bar;
    this._defect = defect;
    this._context = panel.context;
    this._session = panel.sessionContext;
    this._allowed = false; // may it run at all
    this._connected = false; // does it hear its session
    this._due = false; // does it have to run when its kernel is next idle
    this._ended = false; // did the reader end its kernel
    this._epoch = 0; // goes up whenever what ran before is void
    this._busy = false;
    this._watching = false;
    this._runs = 0;
    this._kernel = null;
    this._voice = ''; // the session id that its messages carry
    panel.disposed.connect(() => this.stop());
  }

  get allowed() {
    return this._allowed;
  }

  /** From now on it may run: when its kernel is ready, or, `again`, in a fresh one. */
  async start(again) {
    const first = !this._allowed;
    this._allowed = true;
    if (first) {
      this._due = true;
      this._bar.show('getting', SAYS.getting);
      this._listen();
      this._session.kernelPreference = { ...this._session.kernelPreference, shutdownOnDispose: true };
      this._wakeKernel();
    }
    if (again) {
      await this.restart();
    } else if (first) {
      await this._session.ready;
      this._next(0);
    }
  }

  /** It may not run any more. */
  stop() {
    this._allowed = false;
  }

  /** Start with a fresh kernel. */
  async restart() {
    if (!this._allowed || this._session.isRestarting) {
      return;
    }
    this._ended = false;
    this._lost('again', SAYS.again);
    const kernel = this._session.session && this._session.session.kernel;
    try {
      if (kernel && !kernel.isDisposed && kernel.name === KERNEL && kernel.status !== 'dead') {
        await this._session.restartKernel();
      } else {
        await this._freshKernel();
      }
    } catch (error) {
      console.warn(error);
    }
    this.watch();
  }

  /** The code cells, in order. */
  codeCells() {
    return this.panel.content.widgets.filter(cell => cell.model.type === 'code');
  }

  /**
   * JupyterLab asks for a kernel when it has drawn the page. Asked for now, it comes up meanwhile, and JupyterLab finds
   * it. It must not look before it is there, or there would be two.
   */
  _wakeKernel() {
    const session = this._session;
    const { path, name, type } = session;
    const awake = this._lab.startSession({ path, name, type, kernel: { name: KERNEL } });
    const initialize = session.initialize.bind(session);
    session.initialize = () => awake.then(initialize);
  }

  _listen() {
    if (this._connected) {
      return;
    }
    this._connected = true;
    this._session.statusChanged.connect((_, status) => this._onStatus(status));
    this._session.connectionStatusChanged.connect((_, status) => this._onConnection(status));
    this._session.kernelChanged.connect((_, change) => this._onKernel(change.newValue));
    this._session.iopubMessage.connect((_, message) => this._onMessage(message.header));
    // The notebook's own "Kernel Restarting" dialog: the line over the lesson says it.
    if (typeof this.panel._onSessionStatusChanged === 'function') {
      this._session.statusChanged.disconnect(this.panel._onSessionStatusChanged, this.panel);
    }
  }

  /** A restart by another client may pass unheard. Then the first word of the new kernel gives it away. */
  _onMessage(header) {
    if (!this._due && this._voice && header.session !== this._voice) {
      this._lost('again', SAYS.again);
      this._next();
    } else if (this._busy) {
      this._voice = header.session;
    }
  }

  _onStatus(status) {
    if (status === 'terminating') {
      this._ended = true;
      this._lost('stopping', SAYS.stopping); // the button comes once it is over
    } else if (status === 'dead') {
      this._lost('stopped', SAYS.stopped, GO_ON);
    } else if (STARTING.includes(status)) {
      this._lostForStart();
    }
    this._next();
  }

  _onConnection(status) {
    if (status === 'connected') {
      this._next();
    } else if (!this._session.isRestarting) {
      this.watch();
    }
  }

  _onKernel(kernel) {
    if (!kernel && this._ended) {
      this._lost('stopped', SAYS.stopped, GO_ON);
    } else if (!kernel) {
      this._lost('again', SAYS.again); // taken away by another client
      this.watch();
    } else if (kernel !== this._kernel) {
      this._lostForStart();
    }
    this._next();
  }

  _lostForStart() {
    this._lost('again', this._runs ? SAYS.again : SAYS.getting);
  }

  /** What is on the page belongs to a kernel that is gone: say so, and let nothing look alive. */
  _lost(kind, text, label) {
    if (!this._allowed) {
      return;
    }
    this._epoch += 1;
    this._busy = false;
    this._due = true;
    if (this._runs) {
      this._mark('lost');
    }
    this._bar.show(kind, text, label, () => this.restart());
    clearTimeout(this._slow);
    this._slow = setTimeout(() => {
      if (this._due && this._allowed && !this._watching && kind === 'again') {
        this._bar.show('stopped', SAYS.slow, GO_ON, () => this.restart());
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
  _next(after = BURST) {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => {
      const kernel = this._session.session && this._session.session.kernel;
      const settled = !this._session.isRestarting && !this._session.isTerminating;
      if (!this._allowed || !this._due || this._busy || !kernel || !settled) {
        return;
      }
      if (kernel.name !== KERNEL) {
        this._due = false;
        this._mark('lost');
        this._bar.show('kernel', SAYS.kernel, GO_ON, () => this.restart());
      } else if (kernel.connectionStatus === 'connected' && ['idle', 'starting'].includes(kernel.status)) {
        this._runWhenItAnswers(kernel, this._epoch);
      }
    }, after);
  }

  /** Restarted by another client, a kernel says `starting` and no more: JupyterLab asks it nothing. So we do. */
  async _runWhenItAnswers(kernel, epoch) {
    // JupyterLab sends widgets' messages to a subshell, and goes on with one that died with the kernel if another
    // client restarted it: answers would be lost. Lessons need no subshell.
    if ('commsOverSubshells' in kernel) {
      kernel.commsOverSubshells = 'disabled';
    }
    const told = !this._runs && kernel.status === 'idle'; // it has just answered JupyterLab
    if (!told && !(await this._answers(kernel))) {
      this._next();
      return;
    }
    if (this._allowed && this._due && !this._busy && epoch === this._epoch) {
      this._kernel = kernel;
      await this._run();
    }
  }

  /** Whether the kernel answers soon. What is sent while it comes up may get lost: then the caller asks again. */
  async _answers(kernel) {
    let patience;
    const silence = new Promise(resolve => {
      patience = setTimeout(resolve, ASK_EVERY, false);
    });
    const answer = kernel.requestKernelInfo().then(
      () => true,
      () => false
    );
    const answered = await Promise.race([answer, silence]);
    clearTimeout(patience);
    return answered;
  }

  async _run() {
    const why = this._defect();
    if (why) {
      this.stop();
      this._bar.show('refused', why);
      return;
    }
    const epoch = this._epoch;
    this._due = false;
    this._voice = '';
    this._busy = true;
    this._runs += 1;
    this.panel.node.dataset.courseRuns = String(this._runs);
    this._bar.show('getting', SAYS.getting);
    const top = this.panel.content.outerNode ? this.panel.content.outerNode.scrollTop : 0;
    let failed = false;
    for (const cell of this.codeCells()) {
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
    this._busy = false;
    this._context.model.dirty = false;
    this._mark('ready');
    if (this.panel.content.outerNode) {
      this.panel.content.outerNode.scrollTop = top;
    }
    if (failed) {
      this._bar.show('failed', SAYS.failed, GO_ON, () => this.restart());
    } else {
      this._bar.show('ready', SAYS.ready);
    }
  }

  /** A new kernel where the old one, or the whole server, is gone. */
  async _freshKernel() {
    const { sessions, kernels } = this._lab.services;
    await kernels.refreshRunning();
    await sessions.refreshRunning();
    await this._session.changeKernel({ name: KERNEL });
  }

  /** While there is no connection, look again and again, and take the lesson up once there is. */
  async watch() {
    if (this._watching || !this._allowed) {
      return;
    }
    this._watching = true;
    const current = () => this._session.session && this._session.session.kernel;
    let broken = false;
    while (this._allowed && !this.panel.isDisposed) {
      const kernel = current();
      const found = await this._lab.probe(kernel);
      if (found === 'ok' && kernel && kernel.connectionStatus === 'connected') {
        break;
      }
      if (found === 'down' || found === 'stranger') {
        broken = true;
        this._lost(found, found === 'down' ? SAYS.down : SAYS.elsewhere);
      } else if (found === 'gone' || (!kernel && (broken || !this._ended))) {
        this._lost('again', SAYS.again);
        await this._freshKernel().catch(error => console.warn(error));
      } else if (!kernel) {
        break; // ended here on purpose: the line over the lesson has a button
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
