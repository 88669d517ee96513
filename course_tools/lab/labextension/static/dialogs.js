/** Questions that lesson mode asks, and JupyterLab's dialogs whose news the line over a lesson tells in calmer words. */

/** A question with two answers; true for the first. */
export async function ask({ Dialog, showDialog }, { title, body, yes, no }) {
  const buttons = [Dialog.cancelButton({ label: no }), Dialog.okButton({ label: yes })];
  return (await showDialog({ title, body, buttons })).button.accept;
}

/**
 * Close the dialogs that a lesson speaks for: of the lesson in view, `current()`, or of one that cannot be
 * shown, for which `mend(panel)` then asks. They are known by their titles, in whatever language JupyterLab speaks.
 */
export function speakForDialogs(Dialog, translator, lessons, current, mend) {
  const said = translator.load('jupyterlab');
  const news = ['Kernel Restarting', 'Server Connection Error', 'Error Starting Kernel'].map(title => said.__(title));
  const about = (title, lesson) => said.__(title, lesson.panel.context.path.split('/').pop());
  Dialog.tracker.widgetAdded.connect(async (_, dialog) => {
    await dialog.ready;
    const says = dialog.node.getAttribute('aria-label') || ''; // the title, then the rest; the header is drawn later
    const lesson = current();
    if (lesson && lesson.allowed && [...news, about('File Save Error for %1', lesson)].some(title => says.startsWith(title))) {
      dialog.reject();
      return;
    }
    const damaged = lessons().find(one => !one.isLesson && says.startsWith(about('File Load Error for %1', one)));
    if (damaged && (await damaged.isKept())) {
      dialog.reject();
      await mend(damaged.panel);
    }
  });
}
