/** What lesson mode asks the course's server, beyond what JupyterLab asks. */

export class CourseServer {
  /** `connection` is JupyterLab's ServerConnection, `settings` its server settings. */
  constructor(connection, settings) {
    this._connection = connection;
    this._settings = settings;
    this._lesson = `${settings.baseUrl}course-tools/lesson`;
  }

  /** 'ok', 'gone' (the kernel), 'stranger' (the server does not know this page) or 'down' (no server). */
  async probe(kernel) {
    try {
      const reply = await this._ask(`${this._settings.baseUrl}api/kernels${kernel ? `/${kernel.id}` : ''}`);
      return reply.status === 404 ? 'gone' : reply.ok ? 'ok' : reply.status < 500 ? 'stranger' : 'down';
    } catch (error) {
      return 'down';
    }
  }

  /** A session with its kernel, or the one that is there. Resolves in any case: JupyterLab reports what is wrong. */
  async startSession(session) {
    const url = `${this._settings.baseUrl}api/sessions`;
    await this._ask(url, { method: 'POST', body: JSON.stringify(session) }).catch(error => console.warn(error));
  }

  /** Whether the notebook is a lesson that can be put back as it came. */
  async isKept(path) {
    try {
      const reply = await this._ask(`${this._lesson}?path=${encodeURIComponent(path)}`);
      return reply.ok && (await reply.json()).kept === true;
    } catch (error) {
      return false;
    }
  }

  /** Put a lesson back; `{replaced, earlier}`. Throws an error whose `said`, if the server gave one, is a sentence. */
  async putBack(path) {
    const reply = await this._ask(this._lesson, { method: 'POST', body: JSON.stringify({ path }) });
    const answer = await reply.json().catch(() => ({}));
    if (reply.status === 404) {
      return { replaced: false }; // a server without the course's part: nothing is kept there
    }
    if (!reply.ok) {
      throw Object.assign(new Error(`The server answered ${reply.status}.`), { said: answer.message });
    }
    return answer;
  }

  _ask(url, init = {}) {
    return this._connection.makeRequest(url, { cache: 'no-store', ...init }, this._settings);
  }
}
