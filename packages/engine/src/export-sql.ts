import { orphansOf, recordOfFunction } from './function-undo.ts';
import { CREATE_LEDGER, type Ledger, nextBatch } from './ledger.ts';
import { bindLink, validateLink } from './link-sql.ts';
import { LOCK } from './lock.ts';
import type { Plan } from './plan.ts';
import { inlineValues, recordMigration } from './record-sql.ts';
import { sendFunction } from './send-function.ts';
import type { Step } from './step.ts';
import { readFunctionText } from './steps/function-envelope.ts';

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
      if (!open) parts.push('BEGIN;', guard(applied));
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
      const alone = step.kind === 'migration' && !step.transactional;
      if (alone) commit();
      else begin();
      parts.push(`\n-- ${step.name}`, ...(await statementsOf(step, undone.get(step.name) ?? [])));
      if (alone) begin();
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

/** Stops a script that is run twice, out of order, or against another database than it was made for. */
function guard(applied: number): string {
  return `DO $guard$
DECLARE
  applied bigint := 0;
BEGIN
  PERFORM pg_advisory_xact_lock${LOCK};
  IF to_regclass('public.knex_migrations') IS NOT NULL THEN
    SELECT count(*) INTO applied FROM public.knex_migrations;
  END IF;
  IF applied <> ${applied} THEN
    RAISE EXCEPTION 'this script expects ${applied} applied steps and finds %', applied
      USING HINT = 'Run the files in the order of their numbers, each once; or make new ones: pnpm plan --sql';
  END IF;
END
$guard$;`;
}

async function statementsOf(step: Step, undone: readonly string[]): Promise<string[]> {
  switch (step.kind) {
    case 'migration':
    case 'reference': {
      const recorded = await recordMigration(step, 'up');
      return Promise.all(recorded.map(async (statement) => terminated(await inlineValues(statement))));
    }
    case 'function': {
      const sql = await readFunctionText(step);
      return [...sendFunction(sql), ...(await orphansOf(step.name, sql, undone))].map(terminated);
    }
    case 'link':
      return [`${bindLink(step.link, true)};`, `${validateLink(step.link)};`];
  }
}

async function recordLine(step: Step, batch: number): Promise<string> {
  const { content, undo } = await recordOfFunction(step);
  const forget =
    step.kind === 'reference' ? `DELETE FROM public.knex_migrations WHERE name = '${step.name}';\n` : '';
  return (
    forget +
    (await inlineValues({
      sql: `INSERT INTO public.knex_migrations (name, batch, migration_time, checksum, undo, content, duration_ms)
VALUES ($1, $2, now(), $3, $4, $5, NULL);`,
      values: [step.name, batch, step.checksum, undo && JSON.stringify(undo), content],
    }))
  );
}

function terminated(sql: string): string {
  const text = sql.trimEnd();
  if (text.endsWith(';')) return text;
  // A semicolon behind a comment would belong to it.
  return text.slice(text.lastIndexOf('\n') + 1).includes('--') ? `${text}\n;` : `${text};`;
}
