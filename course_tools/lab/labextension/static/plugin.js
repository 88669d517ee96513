/** The plugin: watches notebooks, links between lessons, and the dialogs that a lesson speaks for itself. */

import { ask, speakForDialogs } from './dialogs.js';
import { Lesson } from './lesson.js';
import { HOME_PATH, lessonPath } from './paths.js';
import { CourseServer } from './server.js';
import { ASK_MEND } from './words.js';

const NAME = 'course-tools';
const NEEDED = ['@jupyterlab/notebook', '@jupyterlab/cells', '@jupyterlab/apputils', '@jupyterlab/services'];
const ALSO = ['@jupyterlab/settingregistry', '@jupyterlab/translation', '@lumino/widgets'];

/** `shared` gives JupyterLab's own modules by name. Throws where one is missing. */
export async function makePlugin(shared) {
  const found = await Promise.all([...NEEDED, ...ALSO].map(shared));
  const [notebook, cells, apputils, services, registry, translation, widgets] = found;
  return {
    id: `${NAME}:plugin`,
    description: 'Lessons of the course start by themselves, with no code in sight.',
    autoStart: true,
    requires: [notebook.INotebookTracker, translation.ITranslator],
    optional: [registry.ISettingRegistry],
    activate: (app, tracker, translator, settings) => {
      // Not awaited: JupyterLab's start must not hang on ours.
      activate(app, tracker, translator, settings, { cells, apputils, services, widgets }).catch(error =>
        console.error(error)
      );
    }
  };
}

async function activate(app, tracker, translator, registry, modules) {
  const loaded = registry && (await registry.load(`${NAME}:plugin`).catch(() => null));
  const settings = loaded ? loaded.composite : {};
  if (settings.lessonMode === false) {
    return;
  }
  loadStyle();
  const tools = settings.tools === true;
  const server = new CourseServer(modules.services.ServerConnection, app.serviceManager.serverSettings);
  let opening = 0;
  const open = async path => {
    opening += 1;
    try {
      await app.commands.execute('docmanager:open', { path });
    } catch (error) {
      console.warn(error);
      await mend(path);
    } finally {
      opening -= 1;
    }
  };
  /** JupyterLab cannot show a file at all: ask, put it back as it came, and open it. */
  const mend = async path => {
    if ((await lab.isKept(path)) && (await lab.ask(ASK_MEND))) {
      await lab.putBack(path);
      await open(path);
    }
  };
  const lab = {
    tools,
    grammar: loadGrammar(),
    services: app.serviceManager,
    settings: app.serviceManager.serverSettings,
    CodeCell: modules.cells.CodeCell,
    Widget: modules.widgets.Widget,
    ask: question => ask(modules.apputils, question),
    probe: kernel => server.probe(kernel),
    startSession: session => server.startSession(session),
    isKept: path => server.isKept(path),
    putBack: path => server.putBack(path)
  };
  const lessons = new Map();
  // One lesson at a time: a trainee who reads on does not gather kernels.
  const alone = opened => tools || lessons.forEach(other => other !== opened && other.isLesson && other.leave());
  const add = panel => {
    const lesson = new Lesson(panel, lab, alone);
    lessons.set(panel, lesson);
    panel.disposed.connect(() => lessons.delete(panel));
    lesson.open().catch(error => console.error(error));
  };
  tracker.widgetAdded.connect((_, panel) => add(panel));
  tracker.forEach(add);
  app.serviceManager.connectionFailure.connect(() => lessons.forEach(lesson => lesson.checkServer()));
  document.addEventListener('course-restart-lesson', event => {
    lessons.forEach((lesson, panel) => panel.node.contains(event.target) && lesson.restart());
  });
  followLinks(open);
  const current = () => lessons.get(tracker.currentWidget);
  speakForDialogs(modules.apputils.Dialog, translator, () => [...lessons.values()], current, panel => {
    const { path } = panel.context;
    panel.dispose();
    return mend(path);
  });
  const named = window.location.pathname.includes('/tree/'); // then JupyterLab opens what the address names
  await app.restored;
  if (!tools) {
    if (!named && app.shell.isEmpty('main')) {
      void open(HOME_PATH);
    }
    makeRoom(app.shell, () => opening || open(HOME_PATH));
  }
}

function loadStyle() {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = new URL('style.css', import.meta.url).href;
  document.head.appendChild(link);
}

async function loadGrammar() {
  try {
    const reply = await fetch(new URL('grammar.json', import.meta.url));
    return reply.ok ? await reply.json() : null;
  } catch (error) {
    return null;
  }
}

/** Links of widgets and of the line over a lesson open here; with a key held, as any link does. */
function followLinks(open) {
  document.addEventListener('click', event => {
    const link = event.target instanceof Element && event.target.closest('a[data-course-open]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    const path = lessonPath(link.dataset.courseOpen);
    if (path) {
      void open(path);
    }
  });
}

/** Lessons alone: no file list, no strip on the right, and where the last tab is closed, the way back in. */
function makeRoom(shell, goHome) {
  if (typeof shell.toggleSideTabBarVisibility === 'function' && shell.isEmpty('right')) {
    shell.toggleSideTabBarVisibility('right'); // makes the shell see that the right side is empty, and close it
  }
  if (typeof shell.collapseLeft === 'function') {
    shell.collapseLeft();
  }
  let full = !shell.isEmpty('main');
  shell.layoutModified.connect(() => {
    const closed = full && shell.isEmpty('main');
    full = !shell.isEmpty('main');
    if (closed) {
      goHome();
    }
  });
}
