import type { MigrationStep } from '@erp/engine/project';
import fc from 'fast-check';
import { type OrderedDomain, orderSteps } from '../src/project/order.ts';

function migration(domain: string, number: number, after: string[] = []): MigrationStep {
  const name = `${domain}/${String(number).padStart(4, '0')}_step`;
  return { kind: 'migration', name, domain, file: `${name}.ts`, checksum: '', after, transactional: true };
}

function domain(name: string, dependencies: string[], migrations: MigrationStep[]): OrderedDomain {
  return { name, dependencies, migrations, functions: [], reference: undefined, links: [] };
}

/** Domains whose dependencies point at domains with a smaller number, each with up to four migrations. */
const domains = fc
  .array(fc.record({ needs: fc.array(fc.nat(), { maxLength: 4 }), steps: fc.nat(4) }), {
    minLength: 1,
    maxLength: 20,
  })
  .map((all) =>
    all.map(({ needs, steps }, i) => {
      // Names must not follow the order, or the order would follow from the names.
      const name = (n: number) => `d${(n * 7919) % 1000}`;
      const below = i === 0 ? [] : [...new Set(needs.map((n) => name(n % i)))];
      return domain(
        name(i),
        below,
        Array.from({ length: steps }, (_, n) => migration(name(i), n + 1)),
      );
    }),
  );

test('every migration comes behind its domain’s earlier ones and all of its dependencies', () => {
  fc.assert(
    fc.property(domains, (input) => {
      const names = orderSteps(input).steps.map((step) => step.name);
      const place = new Map(names.map((name, i) => [name, i]));
      expect(place.size).toBe(input.flatMap((each) => each.migrations).length);
      const byName = new Map(input.map((each) => [each.name, each]));
      for (const each of input) {
        each.migrations.forEach((step, i) => {
          const earlier = [
            ...each.migrations.slice(0, i),
            ...each.dependencies.flatMap((name) => byName.get(name)?.migrations ?? []),
          ];
          for (const needed of earlier)
            expect(place.get(needed.name)).toBeLessThan(place.get(step.name) as number);
        });
      }
    }),
  );
});

test('the order does not depend on the sequence of the input', () => {
  fc.assert(
    fc.property(
      domains.chain((input) =>
        fc.tuple(fc.constant(input), fc.shuffledSubarray(input, { minLength: input.length })),
      ),
      ([input, shuffled]) => {
        const names = (list: OrderedDomain[]) => orderSteps(list).steps.map((step) => step.name);
        expect(names(shuffled)).toEqual(names(input));
      },
    ),
  );
});

test('an added domain leaves the others in their order', () => {
  fc.assert(
    fc.property(domains, fc.nat(), (input, at) => {
      const before = orderSteps(input).domains;
      const leaf = domain('zz', [input[at % input.length]?.name ?? ''], [migration('zz', 1)]);
      expect(orderSteps([...input, leaf]).domains.filter((name) => name !== 'zz')).toEqual(before);
    }),
  );
});

test('a migration can wait for one of a domain that depends on its own', () => {
  const order = orderSteps([
    domain('crm', [], [migration('crm', 1), migration('crm', 2, ['orders/0001_step']), migration('crm', 3)]),
    domain('orders', ['crm'], [migration('orders', 1), migration('orders', 2)]),
  ]);
  expect(order.steps.map((step) => step.name)).toEqual([
    'crm/0001_step',
    'orders/0001_step',
    'crm/0002_step',
    'crm/0003_step',
    'orders/0002_step',
  ]);
});

test('late domains thousands deep stand in front of what they wait for, and of what depends on them', () => {
  const count = 2_000;
  const name = (i: number) => `d${String(i).padStart(4, '0')}`;
  const last = `${name(count - 1)}/0001_step`;
  const chain = Array.from({ length: count }, (_, i) =>
    domain(name(i), i === 0 ? [] : [name(i - 1)], [
      migration(name(i), 1),
      ...(i < count - 1 ? [migration(name(i), 2, [last])] : []),
    ]),
  );
  const names = orderSteps(chain).steps.map((step) => step.name);
  expect(names.slice(0, count)).toEqual(chain.map((each) => `${each.name}/0001_step`));
  expect(names).toHaveLength(2 * count - 1);
});

test('migrations that wait for each other are drawn as a circle', () => {
  expect(() =>
    orderSteps([
      domain('a', [], [migration('a', 1, ['b/0001_step'])]),
      domain('b', [], [migration('b', 1, ['a/0001_step'])]),
    ]),
  ).toThrow('Migrations wait for each other in a circle: a/0001_step → b/0001_step → a/0001_step.');
});

test('dependents and prerequisites are found through other domains', () => {
  const order = orderSteps([
    domain('a', [], [migration('a', 1), migration('a', 2)]),
    domain('b', ['a'], [migration('b', 1)]),
    domain('c', [], [migration('c', 1)]),
  ]);
  expect([...order.dependentsOf(['a/0002_step'])].sort()).toEqual(['a/0002_step', 'b/0001_step']);
  expect([...order.prerequisitesOf('b/0001_step')].sort()).toEqual([
    'a/0001_step',
    'a/0002_step',
    'b/0001_step',
  ]);
});
