import { officeHour, officeHourBefore } from '@erp/demo-world/office-hours';
import { onTheWall, weekdayOf } from '@erp/kit/local-time';
import { beforeStory, DAY, HOUR } from '@erp/kit/moment';

const athens = { timezone: 'Europe/Athens' };
const MONDAY = Date.UTC(2026, 2, 23);

test.each([
  // The clocks go on in the night to Sunday 29.
  [4, '2026-03-27T15:00:00Z', '2026-03-27T15:00:00Z'],
  [5, '2026-03-30T14:00:00Z', '2026-03-27T15:00:00Z'],
  [6, '2026-03-30T14:00:00Z', '2026-03-27T15:00:00Z'],
])('day %i of a week at 17 in an office is %s, or %s at the latest', (day, after, before) => {
  const moment = MONDAY + day * DAY + 11 * HOUR;
  expect(new Date(officeHour(athens, moment, 17)).toISOString()).toBe(after.replace('Z', '.000Z'));
  expect(new Date(officeHourBefore(athens, moment, 17)).toISOString()).toBe(before.replace('Z', '.000Z'));
});

test('what was set up before a story was so on a weekday at eight, and never in it', () => {
  for (let day = 0; day < 14; day += 1) {
    const tenant = { timezone: 'America/New_York', since: MONDAY + day * DAY };
    const wall = onTheWall(tenant.timezone, beforeStory(tenant));
    expect(weekdayOf(wall) % 6).not.toBe(0);
    expect(wall % DAY).toBe(8 * HOUR);
    expect(beforeStory(tenant)).toBeLessThan(tenant.since);
    expect(beforeStory(tenant, 31)).toBeLessThan(beforeStory(tenant, 30) + 1);
  }
});
