import type { TenantSeeds } from '@erp/kit/demo';
import { shapeOfDemo } from '../src/demo-shape.ts';
import type { SeedRecord } from '../src/seed-records.ts';

const seeds = { profileOf: (position: number) => ({ slug: `tenant-${position}` }) } as TenantSeeds;
const begun: readonly SeedRecord[] = [
  {
    tenantId: 1,
    slug: 'tenant-0',
    table: 'orders',
    domain: 'orders',
    scale: 2,
    rows: 9,
    seed: 3,
    until: '2026-05-01',
    generator: 'a',
  },
];
const untilOf = (asked: object, seeded: readonly SeedRecord[], anew = false) =>
  shapeOfDemo(seeds, asked, seeded, anew).settings.until;

test('a demo that begins ends today, one that was begun where it ended, and any other one where it is said', () => {
  const today = '2027-02-03';
  expect(untilOf({ today }, [])).toBe(today);
  expect(untilOf({ today }, begun)).toBe('2026-05-01');
  expect(untilOf({ today }, begun, true)).toBe(today);
  expect(untilOf({ today, until: '2027-01-01' }, [])).toBe('2027-01-01');
  expect(untilOf({}, [])).toBe('2026-11-01');
});
