import { isServerError } from '@erp/engine/connection';
import { Problem } from '@erp/kit/problem';

/** Classes of SQLSTATE that speak of the rows: bad data, a broken constraint, what a trigger or function raises. */
const OF_ROWS = ['22', '23', 'P0'];

/**
 * Says which table or constraint did not take what a factory made. What has nothing to do with the rows, such as a full
 * disk or a lock, stays as it is.
 *
 * @param what the table or constraint.
 */
export function explainRefusal(domain: string, what: string, error: unknown): unknown {
  if (!isServerError(error) || !OF_ROWS.includes(error.code.slice(0, 2))) return error;
  const { where, detail, message } = error;
  return new Problem({
    code: 'row_refused',
    message: `The server refused generated rows of ${domain}, ${what}: ${message.split(' - ').at(-1)}`,
    detail: [detail, where?.slice(0, 600)].filter((line) => line !== undefined).join('\n'),
    hint: `Nothing of this domain was loaded. Look at factories/ and demo/ of packages/domains/${domain}: what they make does not keep a rule of the schema.`,
    cause: error,
  });
}

/** Says that a table got fewer rows than were made for it, or more: what is recorded as loaded would not be there. */
export function rowsLost(domain: string, table: string, taken: number, made: number): Problem {
  return new Problem({
    code: 'rows_lost',
    message: `The server took ${taken} rows into ${table}, and ${made} were made for it.`,
    detail: `They were lost on the way to the server: no factory and no rule of the schema has a part in it.`,
    hint: `Nothing of ${domain} was loaded. Run the command again with --workers 0, and report what was typed before.`,
  });
}
