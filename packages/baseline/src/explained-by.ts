import type { Change } from './replay-steps.ts';
import { readSchemaLine } from './schema-line.ts';

/**
 * Whether what a database has explains a change: it has what some functions make together, and nothing more on them.
 *
 * @param live lines of the live schema.
 */
export function explainedBy(live: readonly string[]): (change: Change) => boolean {
  const lines = new Set(live);
  const bySubject = new Map<string, number>();
  for (const line of live) {
    const { subject } = readSchemaLine(line);
    bySubject.set(subject, (bySubject.get(subject) ?? 0) + 1);
  }
  return ({ added, removed }) => {
    if (!added.every((line) => lines.has(line)) || removed.some((line) => lines.has(line))) return false;
    const made = added.map(readSchemaLine);
    const routines = new Set(made.flatMap((line) => (line.kind === 'routine' ? [line.subject] : [])));
    return [...routines].every(
      (subject) => made.filter((line) => line.subject === subject).length === bySubject.get(subject),
    );
  };
}
