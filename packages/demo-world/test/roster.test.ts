import {
  daytimeFrom,
  dutyFrom,
  isAway,
  managerFrom,
  officeTime,
  onDuty,
  presentStaff,
} from '@erp/demo-world/roster';
import { approvedAbsencesOf } from '@erp/demo-world/time-off';
import { workersOf } from '@erp/demo-world/workers';
import { onTheWall, weekdayOf } from '@erp/kit/local-time';
import { DAY, HOUR } from '@erp/kit/moment';
import { sampleTenant } from '@erp/kit/sample-tenant';

const tenant = { ...sampleTenant, key: 4 };
/** Every 3 hours and 7 minutes of eight weeks, with weekends, nights, vacations and illness among them. */
const moments = Array.from(
  { length: (56 * DAY) / (187 * 60_000) },
  (_, index) => tenant.until - 160 * DAY + index * 187 * 60_000,
);
const hourOf = (moment: number) => Math.floor((onTheWall(tenant.timezone, moment) % DAY) / HOUR);

test('nobody is on duty at night, at weekends or on leave', () => {
  const workers = workersOf(tenant);
  const wrong = moments.filter((moment) => {
    const there = onDuty(tenant, moment);
    const isClosed =
      hourOf(moment) < 8 || hourOf(moment) >= 20 || weekdayOf(onTheWall(tenant.timezone, moment)) % 6 === 0;
    return there.some(({ userId }) => isClosed || isAway(tenant, userId, moment));
  });
  expect(wrong).toEqual([]);
  expect(moments.some((moment) => onDuty(tenant, moment).length > 1)).toBe(true);
  expect(moments.some((moment) => workers.some(({ userId }) => isAway(tenant, userId, moment)))).toBe(true);
});

test('what comes up is done at once by who is there, else as soon as somebody is', () => {
  const third = workersOf(tenant)[2]?.userId;
  const wrong = moments.filter((moment) => {
    const { at, by } = dutyFrom(tenant, moment, 0.7);
    const isThere = onDuty(tenant, at).some(({ userId }) => userId === by);
    const isAtOnce = at === moment || onDuty(tenant, moment).length === 0;
    return at < moment || !isThere || !isAtOnce || dutyFrom(tenant, moment, 0, third).by !== third;
  });
  expect(wrong).toEqual([]);
});

test('the owner does what the manager would while the manager is on leave', () => {
  const manager = workersOf(tenant).find(
    ({ userId }) => tenant.staff.find((each) => each.userId === userId)?.role === 'manager',
  );
  const [vacation] = approvedAbsencesOf(tenant, manager?.number ?? -1);
  const owner = tenant.staff.find(({ role }) => role === 'owner')?.userId;
  expect(managerFrom(tenant, (vacation?.start ?? 0) + 10 * HOUR).by).toBe(owner);
  expect(managerFrom(tenant, (vacation?.start ?? 0) - 20 * DAY).by).toBe(manager?.userId);
});

test('times of work follow each other as those that they were made of', () => {
  const worked = moments.map((moment) => officeTime(tenant, moment));
  expect([...worked].sort((a, b) => a - b)).toEqual(worked);
  expect(worked.filter((at) => hourOf(at) < 8 || hourOf(at) > 18)).toEqual([]);
});

test('carriers and those who answer work by day, and are not on leave', () => {
  const wrong = moments.filter((moment) => {
    const at = daytimeFrom(tenant, moment, 8, 20);
    const isNight = hourOf(at) < 8 || hourOf(at) >= 20;
    return at < moment || isNight || isAway(tenant, presentStaff(tenant, at, 0.4), at);
  });
  expect(wrong).toEqual([]);
});
