/** The lesson grammar: the same rules and test vectors as `grammar.py`, both from `grammar.json`. */

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
export function checkNotebook(nb, grammar) {
  const defect = defectOf(nb, grammar);
  return defect === null ? null : grammar.sentences[defect];
}

/** Whether a notebook has another kernel, and no word of the course's code. */
export function isForeign(nb, grammar) {
  const spec = nb.metadata && nb.metadata.kernelspec;
  const code = nb.cells.filter(cell => cell.cell_type === 'code');
  return (!spec || spec.name !== grammar.kernel) && !code.some(cell => (sourceOf(cell) || '').includes('course_tools'));
}
