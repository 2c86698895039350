import { relative } from 'node:path';
import { Problem } from '@erp/kit/problem';
import { currentRows, type Ledger } from './ledger.ts';
import { domainOfName, kindOfName, type MigrationStep, numberOfName, type Step } from './step.ts';
import type { Workspace } from './workspace.ts';

/** How the ledger and the checkout differ in what is already applied. */
export interface History {
  /** Things that a person has to decide on before anything is applied. */
  readonly problems: readonly Problem[];
  /** Recorded names that a newer checkout has applied; an older one leaves them and repeats nothing. */
  readonly fromTheFuture: readonly string[];
  /** Recorded functions and links whose declaration is gone; they stay in the database. */
  readonly leftOver: readonly string[];
}

/**
 * Compares what was applied with what the checkout holds. Repeatable steps may differ; a migration may not.
 *
 * @param steps every step of the workspace.
 */
export function compareHistory(workspace: Workspace, steps: readonly Step[], ledger: Ledger): History {
  const local = new Map(steps.map((step) => [step.name, step]));
  const recorded = currentRows(ledger);
  const newest = new Map<string, string>();
  // By content: what may be a recorded migration under another name.
  const unrecorded = new Map<string, MigrationStep>();
  for (const step of steps) {
    if (step.kind !== 'migration') continue;
    newest.set(step.domain, step.name);
    if (!recorded.has(step.name) && !unrecorded.has(step.checksum)) unrecorded.set(step.checksum, step);
  }
  const problems: Problem[] = [];
  const fromTheFuture: string[] = [];
  const leftOver: string[] = [];

  for (const row of recorded.values()) {
    // Somebody else's: stock Knex of another program, in the same database.
    if (domainOfName(row.name) === '') continue;
    const step = local.get(row.name);
    if (step !== undefined) {
      if (step.kind === 'migration' && row.checksum !== null && row.checksum !== step.checksum) {
        problems.push(edited(workspace, step.name, step.file));
      }
      continue;
    }
    if (kindOfName(row.name) !== 'migration') {
      leftOver.push(row.name);
      continue;
    }
    const twin = row.checksum === null ? undefined : unrecorded.get(row.checksum);
    const last = newest.get(domainOfName(row.name));
    if (twin !== undefined) problems.push(renamed(workspace, row.name, twin.name, twin.file));
    else if (last === undefined || numberOfName(row.name) > numberOfName(last)) fromTheFuture.push(row.name);
    else problems.push(missing(row.name));
  }
  return { problems, fromTheFuture, leftOver };
}

function edited(workspace: Workspace, name: string, file: string): Problem {
  const shown = relative(workspace.root, file);
  return new Problem({
    code: 'migration_edited',
    message: `The migration ${name} was changed after it was applied.`,
    detail: `${shown} no longer has the content that this database got. Formatting and comments do not count.`,
    hint: `Take the change back (git log -- ${shown}) and put it into a new migration: pnpm new migration ${domainOfName(name)} "…"`,
  });
}

function renamed(workspace: Workspace, from: string, to: string, file: string): Problem {
  return new Problem({
    code: 'migration_renamed',
    message: `The migration ${from} is applied; the checkout has the same content as ${to}.`,
    detail: relative(workspace.root, file),
    hint: `Give the file its old name back. To keep the new one: UPDATE knex_migrations SET name = '${to}' WHERE name = '${from}';`,
  });
}

function missing(name: string): Problem {
  return new Problem({
    code: 'migration_missing',
    message: `The migration ${name} is applied, but its file is gone.`,
    detail: `The checkout has later migrations of ${domainOfName(name)}, so it is not an older one.`,
    hint: `Bring the file back: git log --diff-filter=D -- '*${name.split('/')[1]}*'`,
  });
}
