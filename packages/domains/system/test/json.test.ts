import { refusal } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';

const { database } = inDomain('system');

const ask = (name: string, json: unknown, columns: string[]) =>
  database.knex.raw(`SELECT app.${name}('gifts', ?::jsonb, VARIADIC ?::text[])`, [
    JSON.stringify(json),
    columns,
  ]);
const record = (json: unknown, ...columns: string[]) => refusal(ask('require_record', json, columns));
const list = (json: unknown, ...columns: string[]) => refusal(ask('require_recordset', json, columns));
const invalid = (message: string, hint?: string) =>
  expect.objectContaining({ code: '22023', message, ...(hint === undefined ? {} : { hint }) });

test.each([
  ['bigint', 7, '7', '9223372036854775807'],
  ['integer', 0, -3, '42', 2147483647],
  ['numeric(7,2)', 12, 12.5, '12.50', '-99999.99', '1e3'],
  ['boolean', true, 'false', 'yes'],
  ['text', 'Ada', '', 1815],
  ['char(3)', 'EUR'],
  ['date', '2026-11-30'],
  ['timestamptz', '2026-11-30T14:00:00.000Z', '2026-11-30'],
  ['time', '09:30'],
  ['inet', '192.0.2.7', '2001:db8::/32'],
  ['object', {}, { a: [1] }],
  ['jsonb', 1, 'x', [], {}],
  ['text[]', [], ['gold', 14]],
  ['bigint[]', [7, '42']],
  ['object[]', [], [{}]],
])('%s is read from %j', async (type, ...values) => {
  for (const value of [...values, null]) await ask('require_record', { gift: value }, [`gift ${type}`]);
});

test.each([
  ['bigint', '9223372036854775808', '"9223372036854775808"'],
  ['integer', 2147483648, '2147483648'],
  ['integer', 1.5, '1.5'],
  ['integer', 'two', '"two"'],
  ['numeric(7,2)', 100000, '100000'],
  ['numeric(7,2)', 'NaN', '"NaN"'],
  ['boolean', 5, '5'],
  ['text', true, 'true'],
  ['char(3)', 'EURO', '"EURO"'],
  ['date', '2026-02-30', '"2026-02-30"'],
  ['date', 'infinity', '"infinity"'],
  ['timestamptz', 20261130, '20261130'],
  ['time', '25:00', '"25:00"'],
  ['inet', 'here', '"here"'],
  ['object', [], 'an array'],
  ['text[]', ['gold', null], 'an array'],
  ['object[]', { a: 1 }, 'an object'],
])('%s is not read from %j', async (type, value, found) => {
  expect(await record({ gift: value }, 'note text', `gift ${type}`)).toEqual(
    invalid(`The gifts: gift is ${found}, not of type ${type}.`),
  );
});

test('says what is not known, what is missing, and what has too many decimals', async () => {
  expect(await record({ gift: 1, wraping: true }, 'gift bigint', 'wrapping text')).toEqual(
    invalid('The gifts: wraping is not known.', 'Known are gift bigint, wrapping text.'),
  );
  expect(await record({ gift: null }, 'gift bigint NOT NULL')).toEqual(
    invalid('The gifts: gift is missing.'),
  );
  expect(await record({ unit_price: 1.005 }, 'unit_price numeric(7,2)')).toEqual(
    invalid('The unit price has more than 2 decimals: 1.005.'),
  );
  await ask('require_record', { gift: 1, wraping: true }, ['gift bigint', '*']);
});

test('says which object of a list is wrong', async () => {
  const columns = ['gift bigint NOT NULL', 'note text'];
  await ask('require_recordset', [], columns);
  await ask('require_recordset', [{ gift: 1 }, { gift: '2', note: 'x' }], columns);
  expect(await list([{ gift: 1 }, { gift: 'x' }], ...columns)).toEqual(
    invalid('Number 2 of the gifts: gift is "x", not of type bigint.', 'For example 7.'),
  );
  expect(await list([{ gift: 1 }, {}], ...columns)).toEqual(
    invalid('Number 2 of the gifts: gift is missing.'),
  );
  expect(await list([{ gift: 1 }, null], ...columns)).toEqual(
    invalid('Number 2 of the gifts is no JSON object.', 'With gift bigint NOT NULL, note text.'),
  );
});

test.each([
  ['require_record', [], 'The gifts are no JSON object.'],
  ['require_record', null, 'The gifts are no JSON object.'],
  ['require_recordset', {}, 'The gifts are no JSON array.'],
  ['require_recordset', 'x', 'The gifts are no JSON array.'],
])('%s refuses %j', async (name, json, message) => {
  expect(await refusal(ask(name, json, ['gift bigint']))).toEqual(invalid(message));
});

test('a list that is left out, or null, is none', async () => {
  const { rows } = await database.knex.raw(
    "SELECT app.json_list(NULL) AS absent, app.json_list('null') AS empty, app.json_list('[null]') AS given",
  );
  expect(rows).toEqual([{ absent: [], empty: [], given: [null] }]);
});

interface Times {
  readonly sent?: number;
  readonly delivered?: number;
  readonly read?: number;
  readonly failed?: number;
}

test.each<[string, Times, Times]>([
  ['sent', { delivered: 2 }, { sent: 2, delivered: 2 }],
  ['sent', { sent: 1 }, { sent: 1 }],
  ['delivered', { sent: 5 }, { sent: 5, delivered: 5 }],
  ['delivered', { read: 2 }, { delivered: 2, read: 2 }],
  ['read', { sent: 5, delivered: 6 }, { sent: 5, delivered: 6, read: 6 }],
  ['failed', { sent: 5 }, { sent: 5, failed: 5 }],
  ['queued', { sent: 5 }, { sent: 5 }],
])('a report of %s at the third minute, after %j', async (status, before, after) => {
  const moment = (minute?: number) =>
    minute === undefined ? null : new Date(Date.UTC(2026, 0, 1, 0, minute));
  const { rows } = await database.knex.raw(
    `SELECT p_sent_at AS sent, p_delivered_at AS delivered, p_read_at AS read, p_failed_at AS failed
       FROM app.reported_times(?, ?::timestamptz, true, ?::timestamptz, ?::timestamptz, ?::timestamptz, ?::timestamptz)`,
    [status, moment(3), ...[before.sent, before.delivered, before.read, before.failed].map(moment)],
  );
  const { sent, delivered, read, failed } = after;
  expect(rows).toEqual([
    { sent: moment(sent), delivered: moment(delivered), read: moment(read), failed: moment(failed) },
  ]);
});
