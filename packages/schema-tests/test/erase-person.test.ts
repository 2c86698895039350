import { discoverDomains, findWorkspaceRoot } from '@erp/engine/project';
import { prepareDemo } from '@erp/seed/demo';
import { SILENT } from '@erp/seed/progress';
import { call } from '@erp/testing/calls';
import { migratedDatabase, type TestDatabase } from '@erp/testing/database';
import { type Planted, plantMarkers, tablesWith, textOfTables } from './planted-person.ts';

/** Values that others have as well. */
const SHORT = new Set(['ZZ', 'Pacific/Chatham', '1977-07-07']);

describe('a person about whom every declared column of every domain says something', () => {
  let database: TestDatabase;
  let planted: Planted[];
  let person: string;
  const inA = <Result>(name: string, ...values: readonly unknown[]) =>
    database.asTenant(database.tenants.a, (trx) => call<Result>(trx, name, ...values));

  beforeAll(async () => {
    database = await migratedDatabase();
    planted = await plantMarkers(database, 'person');
    person = planted.find(({ table }) => table === 'crm_personal_keys')?.key.id as string;
    // The audit of every table that an erasure touches: what it takes away must not be written down there instead.
    const audited = [...new Set(planted.map(({ table }) => table))].filter(
      (table) => !/^(logs_|alert)/.test(table),
    );
    await database
      .knex('sys_audited_tables')
      .insert(audited.map((table_name) => ({ table_name })))
      .onConflict('table_name')
      // All of it, and nothing masked, whatever the domains ask for.
      .merge({ masked_columns: [], watched_columns: null, added_when: null });
  });
  afterAll(() => database.drop());

  test('has no column whose erasure makes two rows equal that a unique index tells apart', async () => {
    // Either the index holds rows in which the column is empty, or the erased value is the same in every row.
    const { rows } = await database.knex.raw(`
      SELECT c.table_name || '.' || c.column_name AS "column", i.indexrelid::regclass::text AS "index"
        FROM sys_personal_columns c
        JOIN sys_personal_tables t ON t.table_name = c.table_name AND t.rows_removed IS NOT TRUE
        JOIN pg_attribute a ON a.attrelid = ('public.' || c.table_name)::regclass AND a.attname = c.column_name
        JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisunique
       WHERE c.subject IN ('person', 'member') AND c.kept_because IS NULL AND c.by_trigger IS NULL AND CASE
         WHEN c.becomes IS NOT NULL THEN a.attnum = ANY (i.indkey::int2[]) AND c.becomes !~ '\\mid\\M'
         WHEN a.attnotnull THEN a.attnum = ANY (i.indkey::int2[])
         ELSE pg_get_expr(i.indpred, i.indrelid) ~ ('\\m' || c.column_name || ' IS NULL') END`);
    expect(rows).toEqual([]);
  });

  test('is exported with all of it', async () => {
    const exported = JSON.stringify(await inA('export_person', person));
    const missing = planted.filter(({ marker }) => !exported.includes(marker));
    expect(missing.map(({ table, column }) => `${table}.${column}`)).toEqual([]);
    expect(planted.length).toBeGreaterThan(100);
  });

  test('is erased from every column of every table, the audit of the erasure included', async () => {
    // A contact that was taken away before lives on in the audit alone.
    const gone = 'gone-before@example.com';
    await database.asTenant(database.tenants.a, async (trx) => {
      const row = {
        tenant_id: database.tenants.a.id,
        personal_key_id: person,
        contact_type: 'email' as const,
        contact_value: gone,
      };
      await trx('crm_personal_contacts').insert(row);
      await trx('crm_personal_contacts').where(row).delete();
    });
    const before = await textOfTables(database.knex);
    expect(tablesWith(before, gone)).toEqual([expect.stringMatching(/^logs_human_/)]);

    expect(await inA('erase_person', person)).toBe(true);
    const after = await textOfTables(database.knex);
    const left: string[] = [];
    for (const { table, column, marker, kept, key } of planted) {
      if (kept) continue;
      const found = SHORT.has(marker)
        ? (await database.knex(table).where(key).where(column, marker)).map(() => table)
        : tablesWith(after, marker);
      if (found.length > 0) left.push(`${table}.${column} in ${found.join(', ')}`);
    }
    expect(left).toEqual([]);
    expect(tablesWith(after, gone)).toEqual([]);
    const { rows } = await database.knex.raw(
      "SELECT count(*)::int AS n FROM logs_human WHERE entity_type = 'crm_personal_contacts' AND action = 'delete' AND changes -> 'contact_value' ->> 'before' = '***'",
    );
    expect(rows).toEqual([{ n: 2 }]);
  });

  test('keeps what is declared to be kept, with the reason, and nothing else', async () => {
    const after = await textOfTables(database.knex);
    for (const { table, column, marker } of planted.filter((each) => each.kept && !SHORT.has(each.marker))) {
      const found = tablesWith(after, marker);
      expect([`${table}.${column}`, found]).toEqual([
        `${table}.${column}`,
        [expect.stringMatching(new RegExp(`^${table}`))],
      ]);
    }
    const { kept_when_erased: reasons } = await inA<{ kept_when_erased: Record<string, string> }>(
      'export_person',
      person,
    );
    const declared = planted.filter((each) => each.kept).map(({ table, column }) => `${table}.${column}`);
    expect(Object.keys(reasons).sort()).toEqual(['crm_personal_keys.erasure_hash', ...declared.sort()]);
  });
});

describe('a person whom another one was merged into', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await migratedDatabase();
  });
  afterAll(() => database.drop());

  test('is exported and erased with what the other one left', async () => {
    const { a } = database.tenants;
    const secrets = [
      'Zoe Dropped',
      'zoe@dropped.example',
      'said of the dropped',
      'an order of the dropped',
      'DROPPED-1',
    ];
    const keep = await database.asTenant(a, async (trx) => {
      const [kept, dropped] = await trx('crm_personal_keys').insert(
        [
          { tenant_id: a.id, external_key: 'KEPT-1' },
          { tenant_id: a.id, external_key: 'DROPPED-1' },
        ],
        'id',
      );
      for (const personal_key_id of [kept?.id ?? '', dropped?.id ?? '']) {
        const own = { tenant_id: a.id, personal_key_id };
        await trx('crm_personal_contacts').insert({
          ...own,
          contact_type: 'email',
          contact_value: 'zoe@dropped.example',
        });
        await trx('crm_personal_profile').insert({
          ...own,
          display_name: personal_key_id === kept?.id ? 'Zoe' : 'Zoe Dropped',
        });
        const [lead] = await trx('crm_leads').insert({ ...own, source: 'web' }, 'id');
        await call(trx, 'convert_lead', lead?.id);
      }
      const customer = await trx('crm_customers')
        .where({ personal_key_id: dropped?.id ?? '' })
        .first('id');
      await call(trx, 'add_note', 'person', dropped?.id, 'said of the dropped');
      await call(trx, 'add_note', 'customer', customer?.id, 'said of the dropped customer');
      const lines = JSON.stringify([{ product_name: 'Ring', quantity: 1, unit_price: 1, tax_rate: 0 }]);
      const order = await call<string>(trx, 'create_order', customer?.id, 'EUR', lines);
      await call(trx, 'add_note', 'order', order, 'an order of the dropped');
      await call(trx, 'merge_persons', kept?.id, dropped?.id);
      return kept?.id ?? '';
    });
    const inA = <Result>(name: string) => database.asTenant(a, (trx) => call<Result>(trx, name, keep));
    const exported = JSON.stringify(await inA('export_person'));
    for (const secret of secrets) expect(exported).toContain(secret);
    expect(await inA('erase_person')).toBe(true);
    const after = await textOfTables(database.knex);
    for (const secret of [...secrets, 'Zoe', 'KEPT-1']) {
      expect([secret, tablesWith(after, secret)]).toEqual([secret, []]);
    }
  });
});

describe('a member who has left', () => {
  let database: TestDatabase;
  let planted: Planted[];
  let member: string;
  beforeAll(async () => {
    database = await migratedDatabase();
    planted = await plantMarkers(database, 'member');
    member = planted.find(({ table }) => table === 'sys_tenant_members')?.key.user_id as string;
  });
  afterAll(() => database.drop());

  const erase = () => {
    const { id } = database.tenants.a;
    return database.knex.transaction(async (trx) => {
      await trx.raw('SET LOCAL ROLE erp_service');
      await trx.raw(
        "SELECT set_config('app.tenant_id', ?, true), set_config('app.permissions', ',members.erase,', true)",
        [id],
      );
      return call<boolean>(trx, 'erase_member', member);
    });
  };

  test('is erased once, from every declared column, and only after leaving', async () => {
    await expect(erase()).rejects.toMatchObject({ code: '55000' });
    const before = await textOfTables(database.knex);
    for (const { table, marker } of planted) {
      expect([table, tablesWith(before, marker)]).not.toEqual([table, []]);
    }
    await database.knex.transaction(async (trx) => {
      // The member is the only owner, who could not leave.
      await trx.raw('SET LOCAL session_replication_role = replica');
      await trx('sys_user_roles').where({ user_id: member }).delete();
      await trx('sys_tenant_members')
        .where({ user_id: member })
        .update({ status: 'left', left_at: trx.fn.now() });
    });

    expect(await erase()).toBe(true);
    const after = await textOfTables(database.knex);
    const left: string[] = [];
    for (const { table, column, marker } of planted) {
      const found = tablesWith(after, marker);
      if (found.length > 0) left.push(`${table}.${column} in ${found.join(', ')}`);
    }
    expect(left).toEqual([]);
    expect(
      await database.knex('sys_tenant_members').where({ user_id: member }).first('display_name'),
    ).toEqual({
      display_name: `Former member ${member}`,
    });
    expect(await erase()).toBe(false);
    await database.knex('sys_tenant_members').where({ user_id: member }).update({ status: 'active' });
    expect(await database.knex('sys_tenant_members').where({ user_id: member }).first('erased_at')).toEqual({
      erased_at: null,
    });
  });

  test('of another tenant is not there', async () => {
    const { a, b } = database.tenants;
    await expect(database.asTenant(b, (trx) => call(trx, 'erase_member', a.ownerId))).rejects.toMatchObject({
      code: 'P0002',
    });
  });
});

describe('persons of the demo', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await migratedDatabase();
    const session = await database.session();
    const workspace = await discoverDomains(findWorkspaceRoot(import.meta.dirname));
    const demo = await prepareDemo(session, workspace, {
      tenants: 1,
      scale: 1,
      allowExistingTenants: true,
    });
    await demo.load(await demo.plan(), SILENT, 0);
  });
  afterAll(() => database.drop());

  test('leave no name, address or number anywhere, whatever a column is declared to hold', async () => {
    const { rows: people } = await database.knex.raw<{
      rows: { tenant: string; person: string; owner: string; told: string[] }[];
    }>(`
      SELECT k.tenant_id AS tenant, k.id AS person,
             (SELECT min(u.user_id) FROM sys_user_roles u JOIN sys_roles r ON r.tenant_id = u.tenant_id AND r.id = u.role_id
               WHERE u.tenant_id = k.tenant_id AND r.key = 'owner') AS owner,
             array_agg(DISTINCT v.told) AS told
        FROM crm_personal_keys k
        JOIN LATERAL (
          SELECT contact_value AS told FROM crm_personal_contacts c WHERE (c.tenant_id, c.personal_key_id) = (k.tenant_id, k.id)
          UNION SELECT display_name FROM crm_personal_profile p WHERE (p.tenant_id, p.personal_key_id) = (k.tenant_id, k.id)
          UNION SELECT phone FROM sms_contacts s WHERE (s.tenant_id, s.personal_key_id) = (k.tenant_id, k.id) AND s.consent_status <> 'opted_out'
          UNION SELECT platform_user_id FROM omnichannel_contact o WHERE (o.tenant_id, o.personal_key_id) = (k.tenant_id, k.id)
        ) v ON v.told IS NOT NULL
       WHERE EXISTS (SELECT FROM crm_customers c JOIN orders o ON (o.tenant_id, o.customer_id) = (c.tenant_id, c.id)
                      WHERE (c.tenant_id, c.personal_key_id) = (k.tenant_id, k.id))
         AND EXISTS (SELECT FROM omnichannel_contact o WHERE (o.tenant_id, o.personal_key_id) = (k.tenant_id, k.id))
         AND NOT EXISTS (SELECT FROM sms_contacts s WHERE (s.tenant_id, s.personal_key_id) = (k.tenant_id, k.id) AND s.consent_status = 'opted_out')
         -- A name that two people share stays with the other one.
         AND NOT EXISTS (SELECT FROM crm_personal_profile p JOIN crm_personal_profile q USING (display_name)
                          WHERE (p.tenant_id, p.personal_key_id) = (k.tenant_id, k.id) AND q.personal_key_id <> k.id)
       GROUP BY k.tenant_id, k.id ORDER BY k.id LIMIT 6`);
    expect(people).toHaveLength(6);
    const last = people.pop();
    for (const { tenant, person, owner } of people) {
      const erased = await database.asTenant({ id: tenant, ownerId: owner } as never, (trx) =>
        call(trx, 'erase_person', person),
      );
      expect(erased).toBe(true);
    }
    const after = await textOfTables(database.knex);
    for (const each of people.flatMap(({ told }) => told)) {
      expect([each, tablesWith(after, each)]).toEqual([each, []]);
    }

    // A column that somebody took for harmless is found by what it holds.
    await database.knex.raw(
      "UPDATE sys_personal_columns SET subject = 'none', kind = NULL, becomes = NULL WHERE table_name = 'omnichannel_message' AND column_name = 'sender_name'",
    );
    await database.asTenant({ id: last?.tenant, ownerId: last?.owner } as never, (trx) =>
      call(trx, 'erase_person', last?.person),
    );
    const wrong = await textOfTables(database.knex);
    const found = new Set(last?.told.flatMap((each) => tablesWith(wrong, each)));
    expect([...found].every((table) => table.startsWith('omnichannel_message'))).toBe(true);
    expect(found.size).toBeGreaterThan(0);
  });
});
