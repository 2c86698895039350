import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Reads what `keepJson` has kept; undefined where nothing was, or where it is not whole. */
export function readKeptJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Keeps a value for the next run, which can make it again: a run beside this one sees the whole file or none.
 *
 * @returns whether it could be written.
 */
export function keepJson(file: string, value: unknown): boolean {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(value));
    renameSync(draft, file);
    return true;
  } catch {
    return false;
  }
}
