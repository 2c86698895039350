import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DomainPackage } from '@erp/engine/project';
import type { CatalogSession } from './catalog.ts';
import type { DemoTenant, Sample } from './samples.ts';

/** A call of a function that can be run as it stands, and what came of it on the demo. */
export interface Example {
  /** Name of the function. */
  readonly of: string;
  readonly sql: string;
  readonly output?: Sample;
  /** What the database refused it with. */
  readonly refusal?: string;
}

/**
 * The examples of domains: `examples/<function>.sql`, one statement each, as a member of a demo tenant runs it. It finds
 * its rows by itself and gives nothing that differs from run to run: no time of day, no new number of a row.
 */
export function readExamples(domains: readonly DomainPackage[]): readonly Example[] {
  return domains.flatMap(({ directory }) => {
    const folder = join(directory, 'examples');
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .sort()
      .map((name) => ({ of: basename(name, '.sql'), sql: readFileSync(join(folder, name), 'utf8').trim() }));
  });
}

/** Runs examples as the owner of the demo tenant, as the application's role; each in a transaction that is rolled back. */
export async function runExamples(
  session: CatalogSession,
  examples: readonly Example[],
  tenant: DemoTenant | undefined,
): Promise<readonly Example[]> {
  if (tenant === undefined) return examples;
  const run: Example[] = [];
  for (const example of examples) run.push(await runExample(session, example, tenant));
  return run;
}

async function runExample(session: CatalogSession, example: Example, tenant: DemoTenant): Promise<Example> {
  await session.query(
    `BEGIN; SET LOCAL lock_timeout = '5s'; SET LOCAL TimeZone = 'UTC'; SET LOCAL ROLE erp_app`,
  );
  try {
    await session.query('SELECT app.enter_tenant($1, $2)', [tenant.id, tenant.user]);
    const rows = await session.query(example.sql);
    const columns = Object.keys(rows[0] ?? {});
    return {
      ...example,
      output: { columns, rows: rows.map((row) => columns.map((name) => asText(row[name]))) },
    };
  } catch (error) {
    return { ...example, refusal: refusalOf(error) };
  } finally {
    await session.query('ROLLBACK');
  }
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function refusalOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return `${code ?? ''} ${message ?? String(error)}`.trim();
}
