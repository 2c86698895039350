import type { Invariant } from '@erp/kit/invariant';
import { rowLimitFaults } from '../src/row-limits.ts';

const asking = (sql: string, about?: 'demo'): Invariant => ({
  name: 'rule',
  says: 'As it should be.',
  sql: `SELECT tenant_id, id AS key, 'wrong' AS found FROM orders o WHERE ${sql}`,
  ...(about && { about }),
});

const DEMO = 'EXISTS (SELECT FROM sys_demo_seeds d WHERE d.tenant_id = o.tenant_id)';

test.each([
  ['all rows', 'total < 0', undefined],
  ['rows of demos, and says so', DEMO, 'demo' as const],
])('a rule may ask %s', (_whom, sql, about) => {
  expect(rowLimitFaults([asking(sql, about)])).toEqual([]);
});

test.each([
  ['the numbers that seeds give', 'id < 1000000000 AND total < 0', undefined, 'asks rows of demos alone'],
  ['tenants with a demo', DEMO, undefined, 'asks rows of demos alone'],
  ['all rows, though it is about demos', 'total < 0', 'demo' as const, 'asks all rows'],
])('a rule that asks %s is found', (_whom, sql, about, wrong) => {
  expect(rowLimitFaults([asking(sql, about)])).toEqual([expect.stringContaining(wrong)]);
});
