import { type Ledger, nextBatch } from '../ledger/ledger.ts';
import { CREATE_LEDGER } from '../ledger/ledger-tables.ts';
import { expectApplied, forgetInScript, recordInScript } from '../ledger/script.ts';
import type { Plan } from '../plan/plan.ts';
import { inlineValues } from '../steps/captured-statements.ts';
import { kindOf } from '../steps/kinds.ts';
import type { Step } from '../steps/step.ts';

/** One script of an exported plan, for `psql -f`. */
export interface SqlScript {
  /** `001_system.sql`; the number is its place in the order of running. */
  readonly file: string;
  readonly sql: string;
}

/**
 * Writes a plan as SQL that psql runs: the same statements and the same ledger lines as `erp migrate`, one
 * transaction per script. A script refuses to run on a database that is not in the state it was made for.
 *
 * @param split one script per domain (and one for the links), or all in one.
 * @param undone what takes the applied versions of functions back, by recorded name; see `readUndo`.
 */
export async function exportSql(
  ledger: Ledger,
  plan: Plan,
  split: boolean,
  undone: ReadonlyMap<string, readonly string[]>,
): Promise<SqlScript[]> {
  const batch = nextBatch(ledger);
  let applied = ledger.rows.length;
  const scripts: SqlScript[] = [];
  for (const group of split
    ? groupSteps(plan)
    : [{ title: 'plan', steps: plan.steps.map(({ step }) => step) }]) {
    const parts = [heading(group.title, group.steps)];
    let open = false;
    const begin = () => {
      if (!open) parts.push('BEGIN;', expectApplied(applied));
      open = true;
    };
    const commit = () => {
      if (open) parts.push('COMMIT;');
      open = false;
    };
    if (scripts.length === 0) {
      begin();
      parts.push('SET LOCAL client_min_messages = warning;', `${CREATE_LEDGER};`);
    }
    for (const step of group.steps) {
      const nontransactional = step.kind === 'migration' && !step.transactional;
      if (nontransactional) commit();
      else begin();
      parts.push(`\n-- ${step.name}`, ...(await statementsOf(step, undone.get(step.name) ?? [])));
      if (nontransactional) begin();
      parts.push(await recordLine(step, batch));
      applied += 1;
    }
    commit();
    const number = String(scripts.length + 1).padStart(3, '0');
    scripts.push({ file: `${number}_${group.title.replaceAll('-', '_')}.sql`, sql: `${parts.join('\n')}\n` });
  }
  return scripts;
}

/** Runs of steps of one domain, in order; all links together at the end. */
function groupSteps(plan: Plan): { title: string; steps: Step[] }[] {
  const groups: { title: string; steps: Step[] }[] = [];
  for (const { step } of plan.steps) {
    const title = step.kind === 'link' ? 'links' : step.domain;
    const last = groups.at(-1);
    if (last?.title === title) last.steps.push(step);
    else groups.push({ title, steps: [step] });
  }
  return groups;
}

function heading(title: string, steps: readonly Step[]): string {
  return [
    `-- ${title}: ${steps.length} steps. Run it with: psql -v ON_ERROR_STOP=1 -f <this file>`,
    '\\set ON_ERROR_STOP on',
    'SET client_encoding = UTF8;',
    'SET standard_conforming_strings = on;',
    "SET lock_timeout = '10s';",
  ].join('\n');
}

/** What the script sends of a step; the questions between its statements are left to whoever runs it. */
async function statementsOf(step: Step, undone: readonly string[]): Promise<string[]> {
  const sent: string[] = [];
  for await (const statement of kindOf(step).statements(step, 'up', async () => undone)) {
    if (statement.answered === undefined) sent.push(terminated(await inlineValues(statement)));
  }
  return sent;
}

async function recordLine(step: Step, batch: number): Promise<string> {
  const { name, checksum } = step;
  const record = recordInScript({ name, checksum, ...(await kindOf(step).record(step)) }, batch);
  const lines = kindOf(step).replacesRecord ? [forgetInScript(name)] : [];
  return [...lines, await inlineValues(record)].join('\n');
}

function terminated(sql: string): string {
  const text = sql.trimEnd();
  if (text.endsWith(';')) return text;
  // A semicolon behind a comment would belong to it.
  return text.slice(text.lastIndexOf('\n') + 1).includes('--') ? `${text}\n;` : `${text};`;
}
