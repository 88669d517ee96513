/** Which notebooks a link may open: always one inside the course, never a scheme, a way up or an absolute path. */

export const LESSONS = 'notebooks/';
export const HOME_PATH = `${LESSONS}0-start-here.ipynb`;

/** A path from the course's root, as a widget's link names it. Null for anything else. */
export function lessonPath(link) {
  const parts = String(link).split('/');
  const plain = /^[A-Za-z0-9][A-Za-z0-9 ._-]*$/;
  return parts.every(part => plain.test(part)) && /\.ipynb$/.test(link) ? parts.join('/') : null;
}

/** A neighbour that a lesson's metadata name: `{path, title}`, the path now from the course's root. Null for anything else. */
export function neighbour(found) {
  const { path, title } = found !== null && typeof found === 'object' ? found : {};
  const fits = typeof path === 'string' && /^(?:[a-z0-9-]+\/)*[a-z0-9-]+\.ipynb$/.test(path);
  return fits && typeof title === 'string' && title.trim() ? { path: LESSONS + path, title: title.trim() } : null;
}
