import type { TestDatabase } from '@erp/testing/database';
import { ANSWERS, type Deed, deedsOf, SUMS } from './busy-tenant.ts';

/** How long and how hard: rounds of each session, or seconds when these are given. */
export interface Load {
  readonly sessions: number;
  readonly rounds: number;
  readonly seconds?: number;
  readonly isolation: 'read committed' | 'repeatable read' | 'serializable';
}

/** What came of it. */
export interface LoadResult {
  readonly done: number;
  readonly seconds: number;
  /** How often each SQLSTATE was answered that is no answer to a wish: 40001, 40P01 and whatever nobody expects. */
  readonly failures: Readonly<Record<string, number>>;
  /** How often each deed went through. */
  readonly deeds: Readonly<Record<string, number>>;
}

/** Lets sessions do the deeds of a busy tenant, each chosen by chance, all at once. */
export async function runLoad(database: TestDatabase, load: Load): Promise<LoadResult> {
  const { a } = database.tenants;
  const deeds = deedsOf(a).flatMap((deed) => Array<Deed>(deed.weight).fill(deed));
  const failures: Record<string, number> = {};
  const counts: Record<string, number> = {};
  const begun = performance.now();
  const elapsed = () => (performance.now() - begun) / 1000;
  const goesOn = (round: number) =>
    load.seconds === undefined ? round < load.rounds : elapsed() < load.seconds;

  const session = async (number: number) => {
    for (let round = 0; goesOn(round); round += 1) {
      const deed = deeds[Math.floor(Math.random() * deeds.length)] as Deed;
      const key = `${load.isolation} ${number}/${round}`;
      try {
        await database.knex.transaction(
          async (trx) => {
            await trx.raw('SET LOCAL ROLE erp_app');
            await trx.raw('SELECT app.enter_tenant(?::bigint, ?::bigint)', [a.id, a.ownerId]);
            await deed.run(trx, key);
          },
          { isolationLevel: load.isolation },
        );
        counts[deed.name] = (counts[deed.name] ?? 0) + 1;
      } catch (error) {
        const { code = String(error), detail } = error as { code?: string; detail?: string };
        if (!ANSWERS.has(code)) {
          // Who waited for whom is known only here, and may not come again for hours.
          const what = code === '40001' ? code : [code, deed.name, detail].filter(Boolean).join(' ');
          failures[what] = (failures[what] ?? 0) + 1;
        }
      }
    }
  };
  await Promise.all(Array.from({ length: load.sessions }, (_, i) => session(i)));
  return {
    done: Object.values(counts).reduce((sum, count) => sum + count, 0),
    seconds: elapsed(),
    failures,
    deeds: counts,
  };
}

/** Figures that are not what they should be: rows found by name of the sum. */
export async function wrongSums(database: TestDatabase): Promise<Record<string, number>> {
  const wrong: Record<string, number> = {};
  for (const [name, query] of Object.entries(SUMS)) {
    const { rows } = await database.knex.raw<{ rows: unknown[] }>(query);
    if (rows.length > 0) wrong[name] = rows.length;
  }
  return wrong;
}
