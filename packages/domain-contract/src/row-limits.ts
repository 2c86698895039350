import type { Invariant } from '@erp/kit/invariant';

/** Tells the rows of a demo from others: by the record of what was seeded, or by the range of their numbers. */
const DEMO_ALONE = /\bsys_demo_seeds\b|\b\d{7,}\b/;

/**
 * Invariants that leave rows out by who made them: what the functions write would never be asked. Where a rule is
 * about demos alone, it says so, and asks nobody else.
 *
 * @returns by name, what is wrong with it.
 */
export function rowLimitFaults(invariants: readonly Invariant[]): readonly string[] {
  return invariants.flatMap(({ name, sql, about }) => {
    const isLimited = DEMO_ALONE.test(sql);
    if (isLimited && about !== 'demo')
      return [
        `${name} asks rows of demos alone; make it true for what functions write, or say "about: 'demo'".`,
      ];
    if (!isLimited && about === 'demo')
      return [`${name} is about demos and asks all rows; join sys_demo_seeds, or leave out "about".`];
    return [];
  });
}
