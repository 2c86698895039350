import { askFunction } from '@erp/kit/scenario';

/** Calls a function of schema app and returns what it returns. */
export const call = askFunction;

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
