import { writeApiSchema } from '@erp/gateways/api-schema';
import { inDomain } from '@erp/testing/in-domain';

const { database, a, refusal } = inDomain('orders');
const make = async () => {
  const owner = await database.connect();
  await owner.query(await writeApiSchema(owner));
};
/** What a gateway finds there. */
const offered = async () => {
  const { rows } = await database.knex.raw(
    `SELECT p.proname AS name, pg_get_function_arguments(p.oid) AS takes, p.prosecdef AS definer, p.provolatile AS volatility,
            obj_description(p.oid) AS comment FROM pg_proc p WHERE p.pronamespace = to_regnamespace('api') ORDER BY 1`,
  );
  return rows as { name: string; takes: string; definer: boolean; volatility: string; comment: string }[];
};

test('what a person may call is offered by names, and nothing that says who is at work', async () => {
  await make();
  const functions = await offered();
  expect(functions.find(({ name }) => name === 'record_payment')).toMatchObject({
    takes: expect.stringMatching(/^order_id bigint, amount numeric, .*is_deposit boolean DEFAULT false/),
    volatility: 'v',
    comment: expect.stringContaining('Needs orders.payment.'),
  });
  expect(functions.find(({ name }) => name === 'stock_levels')).toMatchObject({
    takes: expect.stringContaining('p_product_id bigint'),
    volatility: 's',
  });
  expect(functions.filter(({ definer }) => definer)).toEqual([]);
  expect(
    functions.filter(({ name }) => /^(require_|current_|entered_)|_tenant$|^pre_request$/.test(name)),
  ).toEqual([]);
  expect(functions.filter(({ comment }) => /\bp_(?!product_id|warehouse_id)\w+/.test(comment))).toEqual([]);
});

test('it is made anew as often as one likes, and runs with the rights of whoever calls', async () => {
  await make();
  const before = await offered();
  await make();
  expect(await offered()).toEqual(before);
  const draft = "SELECT api.create_order(NULL, 'EUR')";
  expect(await database.asTenant(a, async (trx) => (await trx.raw(draft)).rows.length)).toBe(1);
  expect(await refusal((trx) => trx.raw(`SELECT app.leave_tenant(); ${draft}`))).toBe('42501');
  const { rows } = await database.knex.raw("SELECT has_schema_privilege('anon', 'api', 'USAGE') AS anon");
  expect(rows).toEqual([{ anon: false }]);
});

test('what somebody else has made there is left alone', async () => {
  const script = await writeApiSchema(await database.connect());
  const stranger = await database.connect();
  const refused = async (made: string) => {
    await stranger.query(`BEGIN; ${made}`);
    const refusal = await stranger.query(script).then(
      () => 'replaced',
      ({ code }) => code,
    );
    await stranger.query('ROLLBACK');
    return refusal;
  };
  expect(await refused("COMMENT ON SCHEMA api IS 'Ours.'")).toBe('42P06');
  expect(await refused('CREATE FUNCTION api.ours() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$')).toBe(
    '2BP01',
  );
});
