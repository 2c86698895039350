import type { Knex } from 'knex';

/** Calls a function of schema app and returns what it returns. */
export async function call<Result>(trx: Knex, name: string, ...values: readonly unknown[]): Promise<Result> {
  const marks = values.map(() => '?').join(', ');
  const { rows } = await trx.raw<{ rows: { result: Result }[] }>(`SELECT app.${name}(${marks}) AS result`, [
    ...values,
  ] as Knex.RawBinding[]);
  return rows[0]?.result as Result;
}

/** What came of many calls at once: results of those that went through, SQLSTATEs of the others. */
export async function outcomes<Result>(
  calls: readonly Promise<Result>[],
): Promise<{ results: Result[]; codes: string[] }> {
  const settled = await Promise.allSettled(calls);
  return {
    results: settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])),
    codes: settled.flatMap((each) => (each.status === 'rejected' ? [String(each.reason.code)] : [])),
  };
}

/**
 * What PostgreSQL said when it refused, without the statement that Knex puts in front.
 *
 * @param id a number that is made equal, so that two refusals can be compared.
 */
export async function refusal(refused: Promise<unknown>, id = ''): Promise<unknown> {
  const error = await refused.then(
    (value) => ({ message: `not refused but ${String(value)}` }),
    (reason) => reason,
  );
  const { code, message, detail, hint, constraint } = error;
  const said = message.split(' - ').at(-1);
  return { code, message: id === '' ? said : said.replaceAll(id, '#'), detail, hint, constraint };
}
