import { inDomain } from '@erp/testing/in-domain';
import type { Knex } from 'knex';

const { database: db } = inDomain('system');
beforeAll(async () => {
  await db.knex.raw(SHADOWS);
});

/** Every operator, function and type that a body could take from the path of its caller, as one that raises. */
const SHADOWS = `
  CREATE SCHEMA shadow;
  GRANT USAGE ON SCHEMA shadow TO PUBLIC;
  CREATE FUNCTION shadow.refuse() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'shadowed'; END $$;
  DO $shadows$
  DECLARE
    v_pair text[];
    v_operator text;
    v_function text;
    v_type text;
  BEGIN
    FOREACH v_pair SLICE 1 IN ARRAY ARRAY[['text', 'text'], ['jsonb', 'text'], ['jsonb', '_text'], ['_text', '_text'], ['int4', 'int4'], ['int8', 'int8']] LOOP
      EXECUTE format(
        'CREATE FUNCTION shadow.operate(pg_catalog.%s, pg_catalog.%s) RETURNS boolean LANGUAGE sql AS ''SELECT shadow.refuse()''', v_pair[1], v_pair[2]);
      FOREACH v_operator IN ARRAY '{=,<>,<,>,<=,>=,||,~,!~,~~,->,->>,#>,#>>,&&,@>,<@}'::text[] LOOP
        EXECUTE format(
          'CREATE OPERATOR shadow.%s (FUNCTION = shadow.operate, LEFTARG = pg_catalog.%s, RIGHTARG = pg_catalog.%s)', v_operator, v_pair[1], v_pair[2]);
      END LOOP;
    END LOOP;
    FOREACH v_function IN ARRAY ARRAY['current_setting(pg_catalog.text, pg_catalog.bool)', 'split_part(pg_catalog.text, pg_catalog.text, pg_catalog.int4)',
      'concat(pg_catalog.text, pg_catalog.text, pg_catalog.text)', 'string_to_array(pg_catalog.text, pg_catalog.text)', 'strpos(pg_catalog.text, pg_catalog.text)'] LOOP
      EXECUTE format('CREATE FUNCTION shadow.%s RETURNS pg_catalog.text LANGUAGE sql AS ''SELECT shadow.refuse()::pg_catalog.text''', v_function);
    END LOOP;
    FOREACH v_type IN ARRAY '{text,jsonb,bool,int8,_text}'::text[] LOOP
      EXECUTE format('CREATE DOMAIN shadow.%I AS pg_catalog.%I CHECK (shadow.refuse())', v_type, v_type);
    END LOOP;
  END
  $shadows$;
  -- What a body without qualified names would do.
  CREATE FUNCTION app.careless() RETURNS bigint LANGUAGE plpgsql STABLE AS
    $$ BEGIN RETURN nullif(current_setting('app.tenant_id', true), ''); END $$;
  GRANT EXECUTE ON FUNCTION app.careless() TO erp_app;`;

const ASK = `
  SELECT app.current_tenant_id() AS tenant, app.current_user_id() AS "user",
         app.has_permission('system.manage') AS manages, app.has_permission('nobody.may') AS may,
         app.tenant_read_by('{system.manage}') AS first, app.tenant_read_by('{nobody.may,system.manage}') AS second,
         app.tenant_read_by('{nobody.may}') AS none`;

async function underShadows(settings: Record<string, string>, sql = ASK): Promise<unknown> {
  return db.knex.transaction(async (trx: Knex.Transaction) => {
    await trx.raw('SET LOCAL ROLE erp_app');
    for (const [name, value] of Object.entries(settings)) {
      await trx.raw('SELECT set_config(?, ?, true)', [name, value]);
    }
    await trx.raw('SET LOCAL search_path = shadow, pg_catalog');
    return (await trx.raw(sql)).rows[0];
  });
}

const ENTERED = { 'app.tenant_id': '7', 'app.entered_tenant_id': '7', 'app.user_id': '3' };
const NOTHING = {
  tenant: null,
  user: null,
  manages: false,
  may: false,
  first: null,
  second: null,
  none: null,
};

test('what policies ask means the same whatever the path of the caller holds', async () => {
  await expect(underShadows(ENTERED, 'SELECT app.careless()')).rejects.toThrow('shadowed');
  const held = { ...ENTERED, 'app.permissions': ',roles.read,system.manage,' };
  const seen = { tenant: '7', user: '3', manages: true, may: false, first: '7', second: '7', none: null };
  expect(await underShadows(held)).toEqual(seen);
  expect(await underShadows({ ...held, 'app.permissions': ',system.manage,' })).toEqual(seen);
  expect(await underShadows({ ...held, 'app.permissions': '' })).toEqual({
    ...seen,
    manages: false,
    first: null,
    second: null,
  });
  expect(await underShadows({})).toEqual(NOTHING);
  expect(await underShadows({ ...held, 'app.tenant_id': '8' })).toEqual({ ...NOTHING });
  for (const claims of ['{"tenant_id": "9"}', '{"app_metadata": {"tenant_id": 9}}']) {
    expect(await underShadows({ 'request.jwt.claims': claims })).toEqual({ ...NOTHING, tenant: '9' });
  }
});

test('a permission is held whole, at any place of the list', async () => {
  const ask = (held: string, asked: string) =>
    underShadows(
      { ...ENTERED, 'app.permissions': held },
      `SELECT app.has_permission('${asked}') AS held, app.tenant_read_by('{${asked}}') IS NOT NULL AS reads`,
    );
  for (const held of [',a.read,', ',a.read,b.read,', ',b.read,a.read,', ',b.read,a.read,c.read,']) {
    expect(await ask(held, 'a.read')).toEqual({ held: true, reads: true });
    for (const other of ['a.rea', '.read', 'a', 'read', 'd.read', 'aa.read', 'a.read.b']) {
      expect(await ask(held, other)).toEqual({ held: false, reads: false });
    }
  }
});
