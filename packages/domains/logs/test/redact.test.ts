import { Draw } from '@erp/kit/draw';
import { inDomain } from '@erp/testing/in-domain';
import type { Knex } from 'knex';

const { database: db } = inDomain('logs');

const redact = async (json: string) => {
  const { rows } = await db.knex.raw<{ rows: { redacted: unknown }[] }>(
    'SELECT app.redact_secrets(?::jsonb) AS redacted',
    [json],
  );
  return rows[0]?.redacted;
};
const inA = <Result>(work: (trx: Knex.Transaction) => Promise<Result>) => db.asTenant(db.tenants.a, work);

const SECRET = [
  'password',
  'accessToken',
  'Set-Cookie',
  'API key',
  'api_KEY',
  'x"token',
  'to\\ken',
  'secret\n',
  'PIN',
];
const OPEN = ['name', 'id', 'note', 'key', 'pinned', 'a": ', '{', '] , [', '\\"', 'ü'];
const PLAIN = [
  'x',
  '',
  '": ',
  '", "',
  '{"password": "',
  '\\',
  '\\"',
  ']}',
  1.5,
  true,
  false,
  null,
  'ü\u0001',
];

/** JSON of any shape in which every secret holds the word, and nothing else does; beside it what is to be left. */
function draw(random: Draw, depth: number): { given: unknown; kept: unknown } {
  const kind = depth === 0 ? 'plain' : random.pick(['object', 'object', 'array', 'plain']);
  if (kind === 'plain') {
    const value = random.pick(PLAIN);
    return { given: value, kept: value };
  }
  const parts = Array.from({ length: random.integer(0, 4) }, () => draw(random, depth - 1));
  if (kind === 'array')
    return { given: parts.map((part) => part.given), kept: parts.map((part) => part.kept) };
  const [given, kept]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}];
  for (const part of parts) {
    if (random.chance(0.6)) {
      const name = `${random.pick(OPEN)}${random.integer(0, 3)}`;
      [given[name], kept[name]] = [part.given, part.kept];
    } else {
      const name = random.pick(SECRET);
      given[name] = random.pick<unknown>([
        'classified',
        ['classified', [part.given]],
        { a: { b: 'classified' } },
      ]);
      kept[name] = '***';
    }
  }
  return { given, kept };
}

test('no secret stays, at whatever depth and however it is spelled, and everything else does', async () => {
  const random = new Draw(7);
  for (let round = 0; round < 300; round++) {
    const { given, kept } = draw(random, random.integer(0, 9));
    expect(await redact(JSON.stringify(given))).toEqual(kept);
  }
});

test('a secret that is empty stays empty', async () => {
  expect(await redact('{"password": null, "token": "", "a": [{"pin": null}]}')).toEqual({
    password: null,
    token: '***',
    a: [{ pin: null }],
  });
});

test('the work grows with the length, whatever the shape: one call, and one question per name', async () => {
  const calls = (json: string) =>
    db.knex.transaction(async (trx) => {
      await trx.raw("SET LOCAL track_functions = 'all'");
      const counted = async () => {
        const { rows } = await trx.raw<{ rows: { funcname: string; calls: string }[] }>(
          "SELECT funcname, calls FROM pg_stat_xact_user_functions WHERE schemaname = 'app'",
        );
        return new Map(rows.map((row) => [row.funcname, Number(row.calls)]));
      };
      const before = await counted();
      await trx.raw('SELECT app.redact_secrets(?::jsonb)', [json]);
      return Object.fromEntries(
        [...(await counted())].map(([name, n]) => [name, n - (before.get(name) ?? 0)]),
      );
    });
  const wide = (objects: number) => JSON.stringify(Array.from({ length: objects }, () => ({ a: 1, b: '' })));
  expect(await calls(wide(1000))).toEqual({ redact_secrets: 1, names_secret: 2000 });
  expect(await calls(wide(4000))).toEqual({ redact_secrets: 1, names_secret: 8000 });
  const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  expect(await calls(deep(1000))).toEqual({ redact_secrets: 1, names_secret: 64 });
  expect(await calls(deep(4000))).toEqual({ redact_secrets: 1, names_secret: 64 });
});

test('what is nested too deeply is left out, and what follows it is not', async () => {
  const nested = (depth: number, core: string) => `${'['.repeat(depth)}${core}${']'.repeat(depth)}`;
  const flat = (value: unknown) => JSON.stringify(value);
  expect(flat(await redact(nested(64, '1')))).toBe(nested(64, '1'));
  expect(flat(await redact(nested(65, '1')))).toBe(nested(64, '"[nested too deeply]"'));
  for (const depth of [1000, 6000]) {
    expect(flat(await redact(`[${nested(depth, '{"a":1}')}, {"b": 2, "password": 1}]`))).toBe(
      `[${nested(63, '"[nested too deeply]"')},{"b":2,"password":"***"}]`,
    );
  }
});

test.each([
  [
    'many small objects',
    JSON.stringify(Array.from({ length: 40_000 }, (_, id) => ({ id, token: 'classified' }))),
  ],
  ['one long text', JSON.stringify({ a: 'x'.repeat(300_000), token: 'classified' })],
  ['a torn escape', JSON.stringify({ a: ['x'.repeat(249_970), '\\'.repeat(1000)], token: 'classified' })],
  ['a torn secret', JSON.stringify({ a: 1, token: `classified${'y'.repeat(300_000)}` })],
  ['a torn secret object', JSON.stringify({ a: 1, token: { b: `classified${'y'.repeat(300_000)}` } })],
  ['brackets alone', `${'[],'.repeat(100_000)}[]`.replace(/^(.*)$/s, '[$1]')],
  ['a text and nothing else', JSON.stringify('z'.repeat(300_000))],
  ['numbers whose text is long', `[${'1e100000,'.repeat(30)}1]`],
])('what is too long is cut, and says how long it was: %s', async (_what, json) => {
  const text = JSON.stringify(await redact(json));
  expect(text).toMatch(/\[truncated(: \d{6,7} characters\]|\]":"\d{6,7} characters")/);
  expect(text).not.toContain('classified');
  expect(text.length).toBeLessThanOrEqual(251_000);
});

test('a torn value is left out with its name, wherever the cut falls', async () => {
  const item = { 'a"b': ['\\', { c: '"' }], token: 'classified' };
  for (let shift = 0; shift < 60; shift++) {
    const json = JSON.stringify({
      a: 'x'.repeat(249_900 + shift),
      b: Array.from({ length: 20 }, () => item),
    });
    const redacted = (await redact(json)) as { a: string; b?: unknown[] };
    expect(JSON.stringify(redacted)).toContain('truncated');
    expect(JSON.stringify(redacted)).not.toContain('classified');
  }
});

test('whatever is sent, the call of a webhook, the event and the alert are recorded', async () => {
  const deep = `${'{"a":'.repeat(6000)}1${'}'.repeat(6000)}`;
  for (const body of [deep, '[{"password": "x"}]', '"text"', '7', 'null']) {
    await inA(async (trx) => {
      await trx.raw("SELECT app.log_webhook('in', 'https://example.com', 'bodies', ?::jsonb)", [body]);
      await trx.raw("SELECT app.log_event('view', 'body', 1, ?::jsonb)", [body]);
      await trx.raw("SELECT app.log_system_event('sync', 'body', 1, ?::jsonb)", [body]);
      await trx.raw("SELECT app.raise_alert('odd_body', 'body', 1, ?::jsonb)", [body]);
    });
  }
  const recorded = (await db.knex('logs_webhook').where({ sent_by: 'bodies' }).orderBy('id')).map(
    (row) => row.request_data,
  );
  expect(recorded.slice(1)).toEqual([
    { body: [{ password: '***' }] },
    { body: 'text' },
    { body: 7 },
    { body: null },
  ]);
  expect(JSON.stringify(recorded[0])).toContain('[nested too deeply]');
  expect(await db.knex('logs_human').where({ entity_type: 'body' })).toHaveLength(5);
  expect(await db.knex('logs_system').where({ entity_type: 'body' })).toHaveLength(5);
});

test.each([
  ['an endless address', `https://example.com/${'a'.repeat(9000)}`, 'carrier', 'd-1'],
  ['control characters', 'https://example.com/\u001b[31m', 'car\nrier', 'd\t1'],
  ['nothing that is seen', '\u00a0\t', '\t', '\u200b'],
  ['a number that is too long', 'https://example.com/', 'carrier', '9'.repeat(3000)],
])('a call of a webhook is recorded with %s', async (_what, endpoint, sender, delivery) => {
  const recorded = () => db.knex('logs_webhook').count({ n: '*' }).first();
  const before = Number((await recorded())?.n);
  await inA((trx) =>
    trx.raw("SELECT app.log_webhook('in', ?, ?, '{}', '{}', NULL, ?)", [endpoint, sender, delivery]),
  );
  expect(Number((await recorded())?.n)).toBe(before + 1);
});
