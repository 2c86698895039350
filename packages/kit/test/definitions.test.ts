import { defineDomain } from '@erp/kit/domain';
import { irreversible } from '@erp/kit/irreversible';
import { link } from '@erp/kit/link';
import { Problem, Problems, throwProblems } from '@erp/kit/problem';

test.each(['Crm', 'crm_x', '9crm', 'crm-', '', 'a'.repeat(41), 'crm/../x'])(
  '%j cannot name a domain',
  (name) => {
    expect(() => defineDomain({ name, purpose: 'x', owner: 'x' })).toThrow(Problem);
  },
);

test('a domain is a frozen value', () => {
  expect(Object.isFrozen(defineDomain({ name: 'point-of-sale', purpose: 'x', owner: 'x' }))).toBe(true);
});

test('a link is taken apart into tables and columns', () => {
  const made = link({ from: 'a.b_id', to: 'c.id', domain: 'd', onDelete: 'SET NULL', because: 'Circle.' });
  expect(made.from).toEqual({ table: 'a', column: 'b_id' });
  expect(made.to).toEqual({ table: 'c', column: 'id' });
});

const LINK = { from: 'a.b', to: 'c.id', domain: 'd', onDelete: 'CASCADE', because: 'Circle.' } as const;

test.each<[string, object, RegExp]>([
  ['a from without a column', { ...LINK, from: 'a' }, /from is "a" and has to be 'table.column'/],
  ['a to with a schema', { ...LINK, to: 'public.c.id' }, /to is "public.c.id"/],
  ['SQL in a name', { ...LINK, from: 'a.b; DROP TABLE a' }, /from is /],
  ['no reason', { ...LINK, because: ' ' }, /because is " " and has to say why/],
  ['a mistyped field', { ...LINK, because: undefined, becuase: 'Circle.' }, /no field becuase/],
  ['a mistyped field alone', without('because', { becuase: 'Circle.' }), /Did you mean because\?/],
  [
    'an unknown rule',
    { ...LINK, onDelete: 'cascade' },
    /onDelete is "cascade" and has to be one of CASCADE, /,
  ],
  ['a domain that cannot be one', { ...LINK, domain: 'Orders' }, /domain is "Orders"/],
  ['two things wrong', { ...LINK, domain: undefined, because: 3 }, /domain is missing.*because is 3/],
])('a link with %s is refused', (_, fields, message) => {
  // @ts-expect-error: what runs is not held to the types.
  expect(() => link(fields)).toThrow(message);
});

function without(field: keyof typeof LINK, more: object): object {
  return Object.fromEntries(Object.entries({ ...LINK, ...more }).filter(([key]) => key !== field));
}

test('types refuse a mistyped link before it runs', () => {
  // @ts-expect-error: `becuase` is no field of a link.
  expect(() => link({ from: 'a.b', to: 'c.id', domain: 'd', onDelete: 'CASCADE', becuase: 'x' })).toThrow();
  // @ts-expect-error: a column is named with its table.
  expect(() => link({ ...LINK, from: 'a' })).toThrow();
  // @ts-expect-error: there is no such rule.
  expect(() => link({ ...LINK, onDelete: 'RESTRICT' })).toThrow();
});

test.each<[string, object, RegExp]>([
  [
    'a mistyped field',
    { name: 'a', purpose: 'x', owner: 'x', link: [] },
    /no field link \(Did you mean links\?/,
  ],
  ['no owner', { name: 'a', purpose: 'x' }, /owner is missing/],
  ['a link that link() did not make', { name: 'a', purpose: 'x', owner: 'x', links: [LINK] }, /did not make/],
])('a domain with %s is refused', (_, fields, message) => {
  // @ts-expect-error: what runs is not held to the types.
  expect(() => defineDomain(fields)).toThrow(message);
});

test('irreversible says why', () => {
  expect(() => irreversible('The old column is gone.')).toThrow(/The old column is gone/);
});

test('problems are thrown together', () => {
  const one = new Problem({ code: 'one', message: 'One.' });
  const two = new Problem({ code: 'two', message: 'Two.' });
  expect(() => throwProblems([])).not.toThrow();
  expect(() => throwProblems([one])).toThrow(one);
  expect(() => throwProblems([one, two])).toThrow(Problems);
});
