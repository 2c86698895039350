import knexFactory, { type Knex } from 'knex';
import pg from 'pg';
import type { Direction } from '../ledger/in-progress.ts';
import type { StepStatement } from './step-kind.ts';
import { loadStepModule, type ModuleStep } from './step-module.ts';

/** A statement that a step would send. */
export interface CapturedStatement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/**
 * Runs a migration or reference data against a connection that only writes down what it is asked. Reads come back
 * empty, so a step that decides by what it finds in the database captures the statements of an empty one.
 */
export async function captureStatements(
  step: ModuleStep,
  direction: Direction,
): Promise<CapturedStatement[]> {
  const module = await loadStepModule(step);
  return captureFrom((knex) => module[direction](knex));
}

/** Runs any work on such a connection, inside a transaction whose BEGIN and COMMIT are left out. */
async function captureFrom(work: (knex: Knex) => Promise<unknown>): Promise<CapturedStatement[]> {
  const statements: CapturedStatement[] = [];
  const connection = {
    release: () => {},
    query(
      query: { text: string; values: unknown[] },
      done: (error: null, result: { command: string; rows: never[]; rowCount: number }) => void,
    ) {
      statements.push({ sql: query.text, values: query.values });
      done(null, { command: query.text.split(' ')[0]?.toUpperCase() ?? '', rows: [], rowCount: 0 });
    },
  };
  const knex = knexFactory({
    client: 'pg',
    version: '15.0',
    connectionPool: { connect: async () => connection },
  } as Knex.Config);
  await knex.transaction(async (trx) => void (await work(trx)));
  await knex.destroy();
  return statements.slice(1, -1);
}

/** The statement with its values written into it, as psql wants it; parameters are found by PostgreSQL's scanner. */
export async function inlineValues({ sql, values = [] }: StepStatement): Promise<string> {
  if (values.length === 0) return sql;
  const { scan } = await import('libpg-query');
  const bytes = Buffer.from(sql, 'utf8');
  const parts: string[] = [];
  let from = 0;
  for (const token of (await scan(sql)).tokens) {
    if (token.tokenName !== 'PARAM') continue;
    parts.push(
      bytes.subarray(from, token.start).toString('utf8'),
      literal(values[Number(token.text.slice(1)) - 1]),
    );
    from = token.end;
  }
  return parts.join('') + bytes.subarray(from).toString('utf8');
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value instanceof Date) return pg.escapeLiteral(value.toISOString());
  if (Array.isArray(value)) return pg.escapeLiteral(arrayText(value));
  return pg.escapeLiteral(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

/** An array as the driver sends it: in PostgreSQL's own form, not as JSON. */
function arrayText(values: readonly unknown[]): string {
  const elements = values.map((value) => {
    if (value === null || value === undefined) return 'NULL';
    if (Array.isArray(value)) return arrayText(value);
    const text =
      value instanceof Date
        ? value.toISOString()
        : typeof value === 'object'
          ? JSON.stringify(value)
          : String(value);
    return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  });
  return `{${elements.join(',')}}`;
}
