/** Asks squawk about SQL that we would hand to a DBA. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportSql, type SqlScript } from '@erp/engine/export';
import { numberOfName } from '@erp/engine/ledger';
import { type Plan, planMigrations } from '@erp/engine/plan';
import { discoverDomains, type MigrationStep } from '@erp/engine/project';

/** What a checker has to say about a place. */
export interface CheckerMessage {
  readonly rule: string;
  readonly place: string;
  readonly message: string;
}

/**
 * The newest migration of each domain when the schema was first installed anywhere. What came until then made its
 * tables, and is judged as a whole; what comes later meets rows, and is judged alone. A domain that is not here is
 * new, and its tables with it.
 */
const FIRST_INSTALLED: Readonly<Record<string, number>> = {
  channels: 2,
  crm: 10,
  logs: 5,
  marketing: 33,
  omnichannel: 7,
  orders: 10,
  products: 27,
  sms: 8,
  system: 16,
  tasks: 7,
  workforce: 10,
};

const EMPTY = { exists: false, rows: [] };

/** Every step of the checkout, for a database that has none. */
export async function planOfAll(root: string): Promise<Plan> {
  const workspace = await discoverDomains(root);
  return planMigrations(workspace, EMPTY);
}

/** The scripts of a fresh installation, one for each domain. */
export function freshScripts(plan: Plan): Promise<SqlScript[]> {
  return exportSql(EMPTY, plan, true, new Map());
}

/** A script for each migration that came after the first installations. */
export function laterScripts(plan: Plan): Promise<SqlScript[]> {
  const later = plan.steps.flatMap(({ step }) =>
    step.kind === 'migration' &&
    numberOfName(step.name) > (FIRST_INSTALLED[step.domain] ?? Number.POSITIVE_INFINITY)
      ? [step]
      : [],
  );
  return Promise.all(later.map((step) => scriptOf(plan, step)));
}

/** The script of one migration, named after it. */
export async function scriptOf(plan: Plan, step: MigrationStep): Promise<SqlScript> {
  const [script] = await exportSql(EMPTY, { ...plan, steps: [{ step, reason: 'new' }] }, false, new Map());
  return { file: `${step.name.replace('/', '_')}.sql`, sql: script?.sql ?? '' };
}

/** What squawk finds; the place ends with the words that it points at, from the beginning of their clause. */
export function squawk(scripts: readonly SqlScript[]): CheckerMessage[] {
  if (scripts.length === 0) return [];
  const folder = mkdtempSync(join(tmpdir(), 'erp-squawk-'));
  try {
    const lines = new Map<string, string[]>();
    for (const { file, sql } of scripts) {
      // Commands of psql itself are no SQL.
      const text = sql.replaceAll(/^\\.*$/gm, '');
      writeFileSync(join(folder, file), text);
      lines.set(file, text.split('\n'));
    }
    const files = scripts.map(({ file }) => join(folder, file));
    const { stdout, stderr, error } = spawnSync(
      'squawk',
      ['--pg-version=15.0', '--reporter=json', ...files],
      { encoding: 'utf8', maxBuffer: 1e9 },
    );
    if (error !== undefined || stdout === '') throw error ?? new Error(stderr);
    const report = JSON.parse(stdout) as {
      rule_name: string;
      file: string;
      line: number;
      column: number;
      message: string;
    }[];
    return report.map(({ rule_name: rule, file, line, column, message }) => {
      const name = file.slice(folder.length + 1);
      return {
        rule,
        place: `${name}:${line + 1} ${clauseAt(lines.get(name)?.[line] ?? '', column)}`,
        message,
      };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function clauseAt(line: string, column: number): string {
  const from = Math.max(...['(', ', '].map((mark) => line.lastIndexOf(mark, column - 1) + mark.length), 0);
  const rest = line.slice(from === 1 || from === 2 ? 0 : from);
  return (/^[^,;]{0,100}/.exec(rest.trim())?.[0] ?? '').trim();
}
