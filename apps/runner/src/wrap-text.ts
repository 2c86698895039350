/**
 * Breaks a text between words.
 *
 * @param indent what every line begins with; it counts.
 * @param width letters in a line at most; only a single word may be longer.
 */
export function wrapText(text: string, indent = '', width = 80): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line === '' ? `${indent}${word}` : `${line} ${word}`;
    if (line !== '' && longer.length > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}
