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

test.each([
  ['a from without a column', { from: 'a', to: 'c.id', because: 'x' }],
  ['a to with a schema', { from: 'a.b', to: 'public.c.id', because: 'x' }],
  ['SQL in a name', { from: 'a.b; DROP TABLE a', to: 'c.id', because: 'x' }],
  ['no reason', { from: 'a.b', to: 'c.id', because: ' ' }],
])('a link with %s is refused', (_, fields) => {
  expect(() => link({ ...fields, domain: 'd', onDelete: 'CASCADE' })).toThrow(Problem);
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
