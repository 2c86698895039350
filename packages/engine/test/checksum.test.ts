import { checksumOfCode } from '../src/source/checksum.ts';

const SOURCE = `import type { Knex } from 'knex';
export async function up(knex: Knex) {
  await knex.schema.createTable('a', (t) => t.text('b'));
}`;

test.each([
  ['white space', SOURCE.replaceAll('  ', '\t').replaceAll('\n', '\r\n\n')],
  ['comments', SOURCE.replace('export', '/* why */\n// because\nexport')],
  ['quotes', SOURCE.replaceAll("'", '"')],
  ['semicolons', SOURCE.replaceAll(';', '')],
  ['a trailing comma', SOURCE.replace("t.text('b'))", "t.text('b'),\n)")],
])('%s does not count', (_, other) => {
  expect(checksumOfCode(other)).toBe(checksumOfCode(SOURCE));
});

test.each([
  ['another name', SOURCE.replace("'b'", "'c'")],
  ['a comment inside a text', SOURCE.replace("'b'", "'b /* x */'")],
  ['white space inside a text', SOURCE.replace("'b'", "'b '")],
  ['another call', SOURCE.replace('t.text', 't.jsonb')],
])('%s counts', (_, other) => {
  expect(checksumOfCode(other)).not.toBe(checksumOfCode(SOURCE));
});
