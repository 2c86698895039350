import { createTenantTable, tenantRoot } from '@erp/kit/schema';
import { inDomain } from '@erp/testing/in-domain';
import { addMember, type TestTenant } from '@erp/testing/tenants';
import type { Knex } from 'knex';

const { database: db, a } = inDomain('logs');
let colleague: TestTenant;
let lead: string;

beforeAll(async () => {
  // As much of crm as a note on a lead looks at.
  await createTenantTable(db.knex, 'crm_leads', { write: 'stores.write' }, (table) => void tenantRoot(table));
  const { rows } = await db.knex.raw('INSERT INTO crm_leads (tenant_id) VALUES (?) RETURNING id', [
    db.tenants.a.id,
  ]);
  lead = rows[0].id;
  colleague = await addMember(db, db.tenants.a, 'member');
});

const note = async (tenant: TestTenant, content: string, id = lead, type = 'lead', isPrivate = false) =>
  db.asTenant(
    tenant,
    async (trx) =>
      (await trx.raw("SELECT app.add_note(?, ?, ?, 'internal', ?) AS id", [type, id, content, isPrivate]))
        .rows[0].id as string,
  );

test('a note has its author, and its record exists in the tenant', async () => {
  const id = await note(colleague, 'call back');
  expect(await db.knex('notes').where({ id }).first()).toMatchObject({
    created_by: colleague.ownerId,
    entity_type: 'lead',
    entity_id: lead,
  });
  await expect(note(colleague, 'x', '987654')).rejects.toMatchObject({ code: 'P0002' });
  await expect(note(db.tenants.b, 'x')).rejects.toMatchObject({ code: 'P0002' });
  await expect(note(colleague, '  ')).rejects.toMatchObject({ code: '23514' });
  await expect(note(colleague, 'x', lead, 'leed')).rejects.toMatchObject({ code: '22023' });
});

test('where the table of the record is not installed, the note is taken', async () => {
  const id = await note(colleague, 'later', '5', 'campaign');
  expect(await db.knex('notes').where({ id }).first()).toMatchObject({ entity_type: 'campaign' });
});

test('every type that the check allows is known to the function, and the other way round', async () => {
  const { rows } = await db.knex.raw(
    "SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = 'ck_notes_entity_type'",
  );
  const types = [...rows[0].text.matchAll(/'([a-z_]+)'::text/g)].map((match) => match[1]);
  const { rows: body } = await db.knex.raw("SELECT prosrc FROM pg_proc WHERE proname = 'record_table'");
  const known = [...body[0].prosrc.matchAll(/WHEN '([a-z_]+)'/g)].map((match) => match[1]);
  expect(known.sort()).toEqual(types.sort());
});

test('others read a note and leave it as it is, unless they may; what is private they do not see', async () => {
  const id = await note(colleague, 'mine');
  const secret = await note(colleague, 'only mine', lead, 'lead', true);
  const other = await addMember(db, db.tenants.a, 'manager');
  const change = (as: TestTenant, which: string) =>
    db.asTenant(as, (trx) => trx('notes').where({ id: which }).update({ is_pinned: true }));
  const seen = async (as: TestTenant) =>
    (await db.asTenant(as, (trx) => trx('notes').whereIn('id', [id, secret]).orderBy('id'))).map(
      (row) => row.content,
    );

  expect(await seen(colleague)).toEqual(['mine', 'only mine']);
  expect(await seen(other)).toEqual(['mine']);
  expect(await change(other, id)).toBe(0);
  expect(await change(colleague, id)).toBe(1);
  expect(await change(db.tenants.a, id)).toBe(1);
  expect(await change(db.tenants.a, secret)).toBe(0);
  expect(await db.asTenant(other, (trx) => trx('notes').where({ id }).delete())).toBe(0);
  expect(await db.asTenant(db.tenants.a, (trx) => trx('notes').where({ id }).delete())).toBe(1);
});

test('nobody signs for another, and who only looks writes nothing', async () => {
  const viewer = await addMember(db, a, 'viewer');
  await expect(note(viewer, 'x')).rejects.toMatchObject({ code: '42501' });
  const forged: Record<string, (trx: Knex) => Promise<unknown>> = {
    insert: (trx) =>
      trx('notes').insert({ tenant_id: a.id, entity_type: 'lead', entity_id: lead, content: 'x' }),
    author: (trx) => trx('notes').update({ created_by: viewer.ownerId }),
    record: (trx) => trx('notes').update({ entity_id: '1' }),
  };
  for (const write of Object.values(forged))
    await expect(db.asTenant(a, write)).rejects.toMatchObject({ code: '42501' });
});
