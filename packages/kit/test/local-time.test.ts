import type { DemoTenant } from '@erp/kit/demo-tenant';
import { localHour, momentOnTheWall, onTheWall, weekdayOf } from '@erp/kit/local-time';
import { HOUR, momentOf, time } from '@erp/kit/moment';
import { sampleTenant } from '../src/sample-tenant.ts';

test.each([
  ['Europe/Berlin', '2026-01-15T08:00:00Z', '2026-01-15T09:00:00Z'],
  ['Europe/Berlin', '2026-07-15T08:00:00Z', '2026-07-15T10:00:00Z'],
  ['America/New_York', '2026-03-08T12:00:00Z', '2026-03-08T08:00:00Z'],
  ['Europe/London', '2025-10-26T00:30:00Z', '2025-10-26T01:30:00Z'],
  ['Europe/Berlin', '2026-03-29T00:59:59Z', '2026-03-29T01:59:59Z'],
  ['Europe/Berlin', '2026-03-29T01:00:00Z', '2026-03-29T03:00:00Z'],
  ['Europe/Berlin', '2026-10-25T00:59:59Z', '2026-10-25T02:59:59Z'],
  ['Europe/Berlin', '2026-10-25T01:00:00Z', '2026-10-25T02:00:00Z'],
])('the clock on a wall of %s at %s shows %s', (zone, moment, wall) => {
  expect(new Date(onTheWall(zone, Date.parse(moment)))).toEqual(new Date(wall));
});

test('what the wall shows is found again, also on the days on which clocks are changed', () => {
  for (const day of ['2026-03-29', '2026-10-25', '2026-06-01']) {
    for (const hour of [0, 8, 12, 23]) {
      const wall = Date.parse(`${day}T00:00:00Z`) + hour * HOUR;
      const moment = momentOnTheWall('Europe/Berlin', wall);
      expect(onTheWall('Europe/Berlin', moment)).toBe(wall);
      expect(localHour('Europe/Berlin', wall, hour)).toBe(moment);
    }
  }
});

test('days of the week are counted from Sunday', () => {
  expect(['2026-11-29', '2026-11-30', '1969-12-31'].map((day) => weekdayOf(Date.parse(day)))).toEqual([
    0, 1, 3,
  ]);
});

test.each(['Europe/London', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo'])(
  'customers in %s buy by day, in the order of the shares, between the beginning and the end',
  (timezone) => {
    const tenant: DemoTenant = { ...sampleTenant, timezone };
    const moments = Array.from({ length: 2_001 }, (_, index) => momentOf(tenant, index / 2_000));
    expect([...moments].sort((a, b) => a - b)).toEqual(moments);
    expect(moments.filter((moment) => moment < tenant.since || moment >= tenant.until)).toEqual([]);
    const hours = new Set(moments.map((moment) => Math.floor((onTheWall(timezone, moment) / HOUR) % 24)));
    expect(Math.min(...hours)).toBe(7);
    expect(Math.max(...hours)).toBe(23);
    expect(time(moments[0] as number)).toMatch(/\+00$/);
  },
);
