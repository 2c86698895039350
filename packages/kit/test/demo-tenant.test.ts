import { type DemoTenant, forgetStories, perTenant, perUnit, shared } from '../src/demo-tenant.ts';
import { sampleTenant } from '../src/sample-tenant.ts';

const tenantOf = (id: number): DemoTenant => ({ ...sampleTenant, id });

test('what a tenant has as a whole is made once, also where tenants take turns', () => {
  const made: number[] = [];
  const value = perTenant(({ id }) => {
    made.push(id);
    return `of ${id}`;
  });
  const tenants = [tenantOf(1), tenantOf(2), tenantOf(3)];
  for (let turn = 0; turn < 3; turn += 1) expect(tenants.map(value)).toEqual(['of 1', 'of 2', 'of 3']);
  expect(made).toEqual([1, 2, 3]);
  // Of many tenants the first ones are let go of, and made anew when they are asked for again.
  for (let id = 10; id < 40; id += 1) value(tenantOf(id));
  expect(value(tenants[0] as DemoTenant)).toBe('of 1');
  expect(made.filter((id) => id === 1)).toEqual([1, 1]);
});

test('what a unit of scale has as a whole is made once for each tenant, and made anew behind many others', () => {
  const made: string[] = [];
  const value = perUnit(({ id }, unit) => {
    made.push(`${id}/${unit}`);
    return unit === 1 ? undefined : `${id}/${unit}`;
  });
  const [one, two] = [tenantOf(1), tenantOf(2)];
  for (let turn = 0; turn < 2; turn += 1)
    expect([value(one, 0), value(two, 0), value(one, 1)]).toEqual(['1/0', '2/0', undefined]);
  expect(made).toEqual(['1/0', '2/0', '1/1']);
  for (let unit = 2; unit < 40; unit += 1) value(one, unit);
  expect(value(one, 0)).toBe('1/0');
  expect(made.filter((each) => each === '1/0')).toHaveLength(2);
});

test('a story is told once to all tables, one that tells nothing too, until it is forgotten', () => {
  let told = 0;
  const story = shared((tenant, number) => {
    told += 1;
    return number % 2 === 0 ? undefined : { tenant: tenant.id, number };
  });
  const tenant = tenantOf(1);
  const first = [0, 1, 2].map((number) => story(tenant, number));
  expect([0, 1, 2].map((number) => story(tenant, number))).toEqual(first);
  expect(story(tenantOf(2), 1)).toEqual({ tenant: 2, number: 1 });
  expect(told).toBe(4);
  forgetStories();
  expect(story(tenant, 1)).toEqual(first[1]);
  expect(told).toBe(5);
});

test('of a large demo no more is remembered than of a small one', () => {
  let told = 0;
  const story = shared((_tenant, number) => {
    told += 1;
    return { number };
  });
  const tenant = tenantOf(1);
  const numbers = Array.from({ length: 10_000 }, (_, number) => number);
  const first = numbers.map((number) => story(tenant, number));
  expect(told).toBe(10_000);
  expect(numbers.map((number) => story(tenant, number))).toEqual(first);
  expect(told).toBeGreaterThan(15_000);
});
