import { call } from '@erp/testing/calls';
import type { TestDatabase } from '@erp/testing/database';
import type { Knex } from 'knex';
import { ANSWERS } from './busy-tenant.ts';
import { GOODS_SUMS, goodsDeeds, type KeyedDeed, MAKERS, type Step } from './order-to-stock.ts';

/** How long and how hard: rounds of each session, or seconds when these are given. */
interface GoodsLoad {
  readonly sessions: number;
  readonly rounds: number;
  readonly seconds?: number;
}

/** What came of it. */
interface GoodsResult {
  readonly done: number;
  /** Calls that were made again with their key. */
  readonly repeated: number;
  readonly seconds: number;
  /** How often each SQLSTATE was answered that is no answer to a wish, and what a repeated call answered otherwise. */
  readonly failures: Readonly<Record<string, number>>;
  readonly deeds: Readonly<Record<string, number>>;
  /** Rows that successful calls say they made, by table. */
  readonly made: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Lets sessions do the deeds between an order and the stock, each chosen by chance, all at once. Every third call is made
 * again, as if its answer had been lost: at the same moment by another session, or afterwards. It has to answer the same.
 */
export async function runGoods(database: TestDatabase, load: GoodsLoad): Promise<GoodsResult> {
  const { a } = database.tenants;
  const deeds = goodsDeeds().flatMap((deed) => Array<KeyedDeed>(deed.weight).fill(deed));
  const counts: Record<string, number> = {};
  const failures: Record<string, number> = {};
  const made = new Map<string, Set<string>>();
  let repeated = 0;
  const begun = performance.now();
  const elapsed = () => (performance.now() - begun) / 1000;
  const goesOn = (round: number) =>
    load.seconds === undefined ? round < load.rounds : elapsed() < load.seconds;

  const attempt = async <Result>(deed: KeyedDeed, work: (trx: Knex.Transaction) => Promise<Result>) => {
    try {
      return { result: await database.asTenant(a, work) };
    } catch (error) {
      const { code = String(error), detail } = error as { code?: string; detail?: string };
      if (!ANSWERS.has(code)) note(failures, [code, deed.name, detail].filter(Boolean).join(' '));
      return undefined;
    }
  };

  const session = async (number: number) => {
    for (let round = 0; goesOn(round); round += 1) {
      const deed = deeds[Math.floor(Math.random() * deeds.length)] as KeyedDeed;
      const key = `goods ${number}/${round}`;
      const { pick } = deed;
      const step = pick === undefined ? undefined : (await attempt(deed, (trx) => pick(trx, key)))?.result;
      if (pick !== undefined && step === undefined) continue;
      const go = () => attempt(deed, (trx) => (step === undefined ? deed.run(trx, key) : doStep(trx, step)));
      if (step === undefined || round % 3 > 0) {
        const answer = await go();
        if (answer !== undefined) note(counts, deed.name);
        remember(made, step, answer);
        continue;
      }
      // At the same moment, one of the two does it, and the other one finds it done; what was refused may go later.
      const beside = round % 2 === 0;
      const answers = beside ? await Promise.all([go(), go()]) : [await go(), await go()];
      repeated += 1;
      for (const answer of answers) remember(made, step, answer);
      if (answers.some((answer) => answer !== undefined)) note(counts, deed.name);
      if (!(step[0] in MAKERS)) continue;
      const [first, second] = answers.map((answer) => answer?.result);
      const isLost = !beside && first !== undefined && second === undefined;
      const isTwice = first !== undefined && second !== undefined && first !== second;
      if (isLost || isTwice) note(failures, `${step[0]} answered its key with ${first} and ${second}`);
    }
  };
  await Promise.all(Array.from({ length: load.sessions }, (_, i) => session(i)));
  const done = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { done, repeated, seconds: elapsed(), failures, deeds: counts, made };
}

/** Sums that are not what they should be, and rows that a call has made and that are not there, or the other way round. */
export async function wrongGoods(
  database: TestDatabase,
  made: GoodsResult['made'],
): Promise<Record<string, number>> {
  const wrong: Record<string, number> = {};
  for (const [name, query] of Object.entries(GOODS_SUMS)) {
    const { rows } = await database.knex.raw<{ rows: unknown[] }>(query);
    if (rows.length > 0) wrong[name] = rows.length;
  }
  for (const table of Object.values(MAKERS)) {
    const { rows } = await database.knex.raw<{ rows: { id: string }[] }>('SELECT id FROM ??', [table]);
    const told = made.get(table) ?? new Set();
    const lost = rows.filter(({ id }) => !told.has(id)).length + told.size - rows.length;
    if (rows.length !== told.size || lost !== 0)
      wrong[`${table}: ${told.size} made, ${rows.length} there`] = 1;
  }
  return wrong;
}

function doStep(trx: Knex.Transaction, [name, ...values]: Step): Promise<string> {
  return call<string>(trx, name, ...values);
}

function remember(
  made: Map<string, Set<string>>,
  step: Step | undefined,
  answer: { readonly result: unknown } | undefined,
): void {
  const table = step === undefined ? undefined : MAKERS[step[0]];
  if (table === undefined || answer === undefined) return;
  made.set(table, (made.get(table) ?? new Set()).add(String(answer.result)));
}

function note(counts: Record<string, number>, what: string): void {
  counts[what] = (counts[what] ?? 0) + 1;
}
