import type { CatalogSession } from './catalog.ts';
import type { DemoTenant, Sample } from './samples.ts';

/** What a statement gave, or what the database refused it with. */
export interface Outcome {
  readonly output?: Sample;
  readonly refusal?: string;
}

/**
 * Runs statements as a member of a demo tenant, as the application's role. Each finds the rows as they are: what one has
 * done is taken back before the next.
 */
export function runAsMember(
  session: CatalogSession,
  statements: readonly string[],
  member: DemoTenant,
): Promise<readonly Outcome[]> {
  // In the message that begins, which takes no parameters; what is no number does not get into it.
  const entering = `SELECT app.enter_tenant(${BigInt(member.id)}, ${BigInt(member.user)})`;
  return runInRole(session, statements, `SET LOCAL ROLE erp_app; ${entering}`);
}

/** Runs statements as a job does, in the role of services and inside no tenant; each is taken back. */
export function runAsService(
  session: CatalogSession,
  statements: readonly string[],
): Promise<readonly Outcome[]> {
  return runInRole(session, statements, 'SET LOCAL ROLE erp_service');
}

/** In one transaction: to enter a tenant, and to plan what functions ask, for each statement anew costs most of a run. */
async function runInRole(
  session: CatalogSession,
  statements: readonly string[],
  role: string,
): Promise<readonly Outcome[]> {
  const begin = `BEGIN; SET LOCAL lock_timeout = '5s'; SET LOCAL TimeZone = 'UTC'; ${role}; SAVEPOINT before`;
  const outcomes: Outcome[] = [];
  try {
    await session.query(begin);
    for (const sql of statements) {
      outcomes.push(await outcomeOf(session, sql));
      await session.query('ROLLBACK TO before');
    }
    return outcomes;
  } catch (error) {
    // Whoever may not be there is refused everything.
    return statements.map((_, place) => outcomes[place] ?? { refusal: refusalOf(error) });
  } finally {
    await session.query('ROLLBACK');
  }
}

async function outcomeOf(session: CatalogSession, sql: string): Promise<Outcome> {
  try {
    const rows = await session.query(sql);
    const columns = Object.keys(rows[0] ?? {});
    return { output: { columns, rows: rows.map((row) => columns.map((name) => asText(row[name]))) } };
  } catch (error) {
    return { refusal: refusalOf(error) };
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
