import { sep } from 'node:path';

/** A text whose paths are shown from the current folder, as a person would type them. */
export function displayPath(text: string): string {
  return text.replaceAll(`${process.cwd()}${sep}`, '').replaceAll('file://', '');
}
