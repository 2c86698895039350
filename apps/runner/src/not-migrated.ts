import { Problem } from '@erp/kit/problem';

/** What a database without a ledger is told by commands that ask about what migrations made. */
export function notMigrated(): Problem {
  return new Problem({
    code: 'not_migrated',
    message: 'This database has not been migrated.',
    hint: 'pnpm migrate; where it was made by hand: pnpm erp baseline --dry-run',
  });
}
