/**
 * The name that somebody who wrote another one most likely meant: the one with the fewest letters to insert, drop or
 * exchange, as long as these are no more than a third of what was written.
 *
 * @returns undefined when none is near.
 */
export function nearName(written: string, names: Iterable<string>): string | undefined {
  let near: string | undefined;
  let fewest = Math.max(1, Math.floor(written.length / 3)) + 1;
  for (const name of names) {
    // As many letters as the lengths differ by are missing at least.
    if (Math.abs(name.length - written.length) >= fewest) continue;
    const changes = lettersToChange(written, name);
    if (changes >= fewest) continue;
    near = name;
    fewest = changes;
  }
  return near;
}

/** Levenshtein's distance, row by row. */
function lettersToChange(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...from].entries()) {
    const row = [i + 1];
    for (const [j, other] of [...to].entries()) {
      const exchanged = (above[j] ?? 0) + (letter === other ? 0 : 1);
      row.push(Math.min(exchanged, (above[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1));
    }
    above = row;
  }
  return above.at(-1) ?? 0;
}
