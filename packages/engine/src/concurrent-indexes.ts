import { recordMigration } from './record-sql.ts';
import type { Session } from './session.ts';
import type { MigrationStep } from './step.ts';

/**
 * Drops the indexes that a migration builds concurrently, as far as they are there: a run that ended in the middle
 * leaves them invalid, or finished but not recorded.
 */
export async function clearConcurrentIndexes(session: Session, step: MigrationStep): Promise<void> {
  const { parse } = await import('libpg-query');
  for (const { sql } of await recordMigration(step, 'up')) {
    for (const { stmt } of (await parse(sql)).stmts ?? []) {
      if (stmt === undefined || !('IndexStmt' in stmt)) continue;
      const { concurrent, idxname, relation } = stmt.IndexStmt;
      if (concurrent !== true || idxname === undefined) continue;
      const schema = relation?.schemaname === undefined ? '' : `"${relation.schemaname}".`;
      await session.query(`DROP INDEX CONCURRENTLY IF EXISTS ${schema}"${idxname}"`);
    }
  }
}
