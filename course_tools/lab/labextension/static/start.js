/**
 * The door through which JupyterLab lets lesson mode in: a federated extension, written by hand, not compiled.
 *
 * JupyterLab runs this file as a classic script, gives the container its own modules (`init`) and asks for the plugins
 * (`get`). The rest are ES modules beside it, which the browser loads by itself; they are asked for at once, so that
 * they arrive while JupyterLab is busy with its own.
 *
 *   plugin.js   watches notebooks, links and dialogs      lesson.js   one notebook: may it run, does it run, how it goes on
 *   grammar.js  what is a lesson                          bar.js      the line over it
 *   paths.js    which paths may be opened                 words.js    what the line says
 */
(function () {
  'use strict';

  const NAME = 'course-tools';
  const loaded = import(new URL('plugin.js', document.currentScript.src).href);
  loaded.catch(() => undefined); // `get` reports it
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
      return [await (await loaded).makePlugin(shared)];
    } catch (error) {
      console.error('Lesson mode could not be loaded', error);
      return [];
    }
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB[NAME] = {
    init: given => {
      scope = given;
    },
    get: async () => {
      const module = { default: await plugins() };
      Object.defineProperty(module, '__esModule', { value: true }); // without it JupyterLab does not start
      return () => module;
    }
  };
})();
