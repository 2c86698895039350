import { Problem } from './problem.ts';

/** Rows that act outside the database as soon as they are there, and what makes them stop. */
export interface Disarmed {
  /** SQL expressions over the row, by column. */
  readonly set: Readonly<Record<string, string>>;
  /** Which rows, as an SQL condition; all when not given. */
  readonly where?: string;
  /** What was done, for people, after the number of rows: `pages of networks are inactive`. */
  readonly says: string;
}

/** A table that looks as if it acted outside, and does not. */
export interface Harmless {
  /** Why, in a sentence. */
  readonly harmless: string;
}

/** What of a domain acts outside the database, by table. */
export type Disarmament = Readonly<Record<string, Disarmed | Harmless>>;

/**
 * Declares what of a domain acts outside the database: outboxes, channels, webhooks, credentials, links that let somebody
 * in. In `disarm.ts` beside its `tables.ts`. A copy of a tenant is a second sender of the same messages; before anybody
 * sees it, these rows of it are changed as declared here, without triggers.
 *
 * @throws {Problem} `disarm` for a declaration that changes nothing, or says nothing.
 */
export function disarmTenant<Declared extends Disarmament>(declared: Declared): Declared {
  const faults = Object.entries<Disarmed | Harmless>(declared).flatMap(([table, each]) => {
    if ('harmless' in each)
      return each.harmless.trim() === '' ? [`${table} is called harmless without a reason.`] : [];
    return [
      ...(Object.keys(each.set).length === 0 ? [`${table} sets no column.`] : []),
      ...(each.says.trim() === '' ? [`${table} does not say what was done.`] : []),
    ];
  });
  if (faults.length === 0) return declared;
  throw new Problem({
    code: 'disarm',
    message: 'The declaration of what a copied tenant must not do is not complete.',
    detail: faults.join('\n'),
    hint: "A table has { set: { column: 'SQL' }, where: 'SQL', says: 'outboxes are cancelled' } or { harmless: 'Why.' }.",
  });
}
