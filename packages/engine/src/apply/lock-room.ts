import { Problem } from '@erp/kit/problem';
import type { Session } from '../connection/session.ts';
import type { PlannedStep } from '../plan/plan.ts';
import { captureStatements } from '../steps/captured-statements.ts';

/** Relations that a migration makes at most, as a rule: as long as that many a migration have room, counting is not worth its time. */
const RELATIONS_OF_A_MIGRATION = 16;

/**
 * Makes sure that the server's lock table has room for a transaction, before hours of work find out that it has not: a
 * transaction keeps a lock for every relation that it makes. Tables, their keys, indexes and sequences are counted in the
 * statements of the migrations; what else locks comes on top, so a run that is let through may still be too large.
 *
 * @param steps those of one shared transaction.
 * @throws {Problem} `lock_room` with the setting that would do.
 */
export async function requireLockRoom(session: Session, steps: readonly PlannedStep[]): Promise<void> {
  const migrations = steps.flatMap(({ step }) => (step.kind === 'migration' ? [step] : []));
  const [server] = await session.query<{ perTransaction: number; sessions: number }>(
    `SELECT current_setting('max_locks_per_transaction')::integer AS "perTransaction",
       current_setting('max_connections')::integer + current_setting('max_prepared_transactions')::integer AS sessions`,
  );
  if (server === undefined) return;
  const room = server.perTransaction * server.sessions;
  if (migrations.length * RELATIONS_OF_A_MIGRATION <= room) return;
  let needed = 0;
  for (const migration of migrations) {
    // What cannot be told without a database says so when it is its turn.
    for (const { sql } of await captureStatements(migration, 'up').catch(() => []))
      needed += relationsMade(sql);
  }
  if (needed <= room) return;
  const fitting = Math.floor((migrations.length * room) / needed / 1.25);
  const part = migrations[Math.max(0, fitting - 1)];
  const wanted = 2 ** Math.ceil(Math.log2((needed * 1.25) / server.sessions));
  throw new Problem({
    code: 'lock_room',
    message: `This run makes ${needed.toLocaleString('en-US')} relations in one transaction; the server has room for ${room.toLocaleString('en-US')} locks.`,
    detail: `max_locks_per_transaction = ${server.perTransaction}, for ${server.sessions} sessions. ${migrations.length} migrations are pending.`,
    hint: `Nothing was changed. ALTER SYSTEM SET max_locks_per_transaction = ${wanted}; and restart the server; or go in parts: pnpm migrate --to ${part?.name}, and so on`,
  });
}

const MADE = [
  /\bcreate\s+(?:unlogged\s+)?table\b/gi,
  /\bprimary\s+key\b/gi,
  /\bcreate\s+(?:unique\s+)?index\b/gi,
  /\bgenerated\s+(?:always|by\s+default)\s+as\s+identity\b|\b(?:big)?serial\b/gi,
];

function relationsMade(sql: string): number {
  return MADE.reduce((sum, pattern) => sum + (sql.match(pattern)?.length ?? 0), 0);
}
