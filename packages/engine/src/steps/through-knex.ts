import type { Knex } from 'knex';
import type { Direction } from '../ledger/in-progress.ts';
import type { Reversible, StepStatement } from './step-kind.ts';

/** A step as stock Knex runs it: the statements of a run, one by one, all of them or none. */
export function throughKnex(statements: (direction: Direction) => AsyncIterable<StepStatement>): Reversible {
  const run = async (knex: Knex, direction: Direction) => {
    for await (const { sql, answered } of statements(direction)) {
      // Knex takes every question mark for a value; the backslash says that it is none.
      const { rows } = await knex.raw(sql.replaceAll('?', '\\?'));
      answered?.(rows);
    }
  };
  const whole = (direction: Direction) => (knex: Knex) =>
    knex.isTransaction === true ? run(knex, direction) : knex.transaction((trx) => run(trx, direction));
  return { up: whole('up'), down: whole('down') };
}
