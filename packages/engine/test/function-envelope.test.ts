import { withEnvelope } from '../src/steps/function-envelope.ts';
import { readFunctionFile } from '../src/steps/function-file.ts';

const MADE = `CREATE OR REPLACE FUNCTION app.answer(p_a numeric(14, 2), p_b text DEFAULT 'a, (b', OUT p_c bigint, VARIADIC p_d text[])
LANGUAGE sql AS $$ SELECT 1; -- COMMENT ON FUNCTION nothing
COMMENT ON FUNCTION nothing
$$;
`;
const COMMENT = "COMMENT ON FUNCTION app.answer(numeric, text, text[]) IS 'Answers.';\n";

test('the first line becomes owner and rights, before the comment', () => {
  expect(
    withEnvelope('crm/functions/answer', `-- may execute: erp_app, erp_service\n${MADE}\n${COMMENT}`),
  ).toBe(
    `${MADE}
ALTER FUNCTION app.answer(numeric(14, 2), text, text[]) OWNER TO erp_definer;
REVOKE ALL ON FUNCTION app.answer(numeric(14, 2), text, text[]) FROM PUBLIC, anon, authenticated;
GRANT EXECUTE ON FUNCTION app.answer(numeric(14, 2), text, text[]) TO erp_app, erp_service;

${COMMENT}`,
  );
});

test.each([
  ['CREATE FUNCTION app.f() RETURNS trigger', 'FUNCTION app.f()'],
  ['CREATE OR REPLACE PROCEDURE app.p(INOUT p_at timestamptz)', 'PROCEDURE app.p(timestamptz)'],
  ['CREATE FUNCTION app.g(p_x double precision = 1) RETURNS void', 'FUNCTION app.g(double precision)'],
  [
    'CREATE FUNCTION app.h(\n  p_x public.leads,\n  p_y text\n) RETURNS void',
    'FUNCTION app.h(public.leads, text)',
  ],
])('%s, executed by nobody', (head, signature) => {
  expect(withEnvelope('crm/functions/f', `-- may execute: nobody\r\n${head} AS $$ $$;\n`)).toBe(
    `${head} AS $$ $$;\n\nALTER ${signature} OWNER TO erp_definer;\n` +
      `REVOKE ALL ON ${signature} FROM PUBLIC, anon, authenticated;\n`,
  );
});

test('a file without the line is applied as it is', () => {
  const text = `${MADE}ALTER FUNCTION app.answer OWNER TO postgres;\n`;
  expect(withEnvelope('crm/functions/answer', text)).toBe(text);
});

test.each(['-- may execute: nobody\n', ''])('an editor of Windows makes no other function: %j', (header) => {
  const text = `${header}${MADE}\n${COMMENT}`;
  expect(withEnvelope('crm/functions/answer', `\uFEFF${text.replaceAll('\n', '\r\n')}`)).toBe(
    withEnvelope('crm/functions/answer', text),
  );
});

test('a right of before is revoked beside the line', () => {
  const revoke = 'REVOKE EXECUTE ON FUNCTION app.answer(numeric) FROM erp_app;\n';
  expect(withEnvelope('crm/functions/answer', `-- may execute: nobody\n${MADE}${revoke}`)).toContain(revoke);
});

test.each([
  ['in the second line', `\n-- may execute: erp_app\n${MADE}`, 'not in its first line'],
  ['at the end', `${MADE}--MAY EXECUTE: erp_app`, 'not in its first line'],
  ['with SQL in it', `-- may execute: erp_app; DROP TABLE a\n${MADE}`, 'does not say who may execute it'],
  ['without a role', `-- may execute:\n${MADE}`, 'does not say who may execute it'],
  ['without a function', '-- may execute: erp_app\nCREATE TRIGGER t AFTER INSERT ON a', 'makes no function'],
  ['beside a grant', `-- may execute: erp_app\n${MADE}GRANT EXECUTE ON FUNCTION a TO b;`, 'in SQL as well'],
  ['beside an owner', `-- may execute: nobody\n${MADE}ALTER FUNCTION a\n  OWNER TO b;`, 'in SQL as well'],
])('a line %s is refused', (_where, text, message) => {
  expect(() => withEnvelope('crm/functions/answer', text)).toThrow(
    expect.objectContaining({ code: 'function_header', message: expect.stringContaining(message) }),
  );
});

test('is what the parser of PostgreSQL reads', async () => {
  const file = await readFunctionFile(
    'crm/functions/answer',
    withEnvelope('crm/functions/answer', `-- may execute: erp_app\n${MADE}`),
  );
  expect([...file.settings.keys()]).toEqual([
    'the owner of FUNCTION app.answer',
    'EXECUTE on FUNCTION app.answer of PUBLIC',
    'EXECUTE on FUNCTION app.answer of anon',
    'EXECUTE on FUNCTION app.answer of authenticated',
    'EXECUTE on FUNCTION app.answer of erp_app',
  ]);
});
