import type { CatalogSession } from './catalog.ts';
import type { DemoTenant, Sample } from './samples.ts';

/** What a statement gave, or what the database refused it with. */
export interface Outcome {
  readonly output?: Sample;
  readonly refusal?: string;
}

/** Runs a statement as a member of a demo tenant, as the application's role, in a transaction that is rolled back. */
export async function runAsMember(
  session: CatalogSession,
  sql: string,
  member: DemoTenant,
): Promise<Outcome> {
  // In the message that begins, which takes no parameters; what is no number does not get into it.
  const entering = `SELECT app.enter_tenant(${BigInt(member.id)}, ${BigInt(member.user)})`;
  return runInRole(session, sql, `SET LOCAL ROLE erp_app; ${entering}`);
}

/** Runs a statement as a job does, in the role of services and inside no tenant, in a transaction that is rolled back. */
export async function runAsService(session: CatalogSession, sql: string): Promise<Outcome> {
  return runInRole(session, sql, 'SET LOCAL ROLE erp_service');
}

async function runInRole(session: CatalogSession, sql: string, role: string): Promise<Outcome> {
  try {
    await session.query(`BEGIN; SET LOCAL lock_timeout = '5s'; SET LOCAL TimeZone = 'UTC'; ${role}`);
    const rows = await session.query(sql);
    const columns = Object.keys(rows[0] ?? {});
    return { output: { columns, rows: rows.map((row) => columns.map((name) => asText(row[name]))) } };
  } catch (error) {
    return { refusal: refusalOf(error) };
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
