/**
 * The part of a text around a position, with a caret under it.
 *
 * @param position counted in characters from 1, as the server gives it; without one the statement's beginning is shown.
 */
export function pointAt(sql: string, position: number | undefined): string {
  const characters = [...sql];
  const lines = sql.split('\n');
  if (position === undefined || position < 1) {
    const shown = lines.slice(0, 3).map((line) => `  ${shorten(line, 0).text}`);
    return [...shown, ...(lines.length > 3 ? ['  …'] : [])].join('\n');
  }
  const before = characters
    .slice(0, position - 1)
    .join('')
    .split('\n');
  const number = before.length;
  const column = [...(before.at(-1) ?? '')].length;
  const { text, caret } = shorten(lines[number - 1] ?? '', column);
  const label = `line ${number}: `;
  return `  ${label}${text}\n  ${' '.repeat(label.length + caret)}^`;
}

/** Cuts a long line around a column, so that the caret stays on the screen. */
function shorten(line: string, column: number): { text: string; caret: number } {
  const characters = [...line];
  const width = 100;
  if (characters.length <= width) return { text: line, caret: column };
  const start = Math.max(0, column - 60);
  const cut = characters.slice(start, start + width).join('');
  const lead = start > 0 ? '…' : '';
  return {
    text: `${lead}${cut}${start + width < characters.length ? '…' : ''}`,
    caret: column - start + lead.length,
  };
}
