import type { Session } from '@erp/engine/connection';
import { migratedDatabase, type TestDatabase, testWorkspace } from '@erp/testing/database';
import { fillTables } from '@erp/testing/sample-rows';
import { SILENT } from '../src/database/progress.ts';
import { copyTenant } from '../src/tenant/copy-tenant.ts';
import { loadDisarmRules } from '../src/tenant/disarm-rows.ts';
import { backupsOfTest, KILL, runScript } from './backups.ts';
import { hashesOfTenant, tablesOfTenants } from './tenant-hashes.ts';

const directory = backupsOfTest();
let database: TestDatabase;
let session: Session;

beforeAll(async () => {
  database = await migratedDatabase({ domains: ['omnichannel', 'sms', 'logs'], broken: 'any' });
  session = await database.session();
  await fillTables(database, await tablesOfTenants(session), {});
  const { a } = database.tenants;
  await session.query(`UPDATE sys_tenants SET domain = 'a.example.com' WHERE id = ${a.id}`);
  await session.query(`
    ALTER TABLE sms_messages DISABLE TRIGGER USER; ALTER TABLE omnichannel_message DISABLE TRIGGER USER;
    UPDATE sms_messages SET direction = 'outbound', status = 'queued', due_at = now(), from_number = '+15550000001', to_number = '+15550000002';
    UPDATE omnichannel_message SET sender_type = 'admin', is_note = false, delivery_status = 'queued';
    UPDATE sms_sender_accounts SET is_active = true, credential_reference = 'vault:sms/token';
    UPDATE channels_platform_pages SET status = 'active', credential_reference = 'vault:channels/token', connection_state = 'connected';
    ALTER TABLE sms_messages ENABLE TRIGGER USER; ALTER TABLE omnichannel_message ENABLE TRIGGER USER`);
});
afterAll(() => database.drop());

async function copy(as: string, live = false) {
  const disarm = live ? undefined : await loadDisarmRules(await testWorkspace(), session);
  return copyTenant({ session, slug: 'tenant-a', as, disarm, progress: SILENT, waits() {} });
}

/** What a tenant would send, or let in. */
async function acting(tenant: string): Promise<Record<string, number>> {
  const [row] = await session.query<Record<string, number>>(
    `SELECT (SELECT count(*)::int FROM sms_messages WHERE tenant_id = $1 AND status = 'queued') AS texts,
       (SELECT count(*)::int FROM omnichannel_message WHERE tenant_id = $1 AND delivery_status = 'queued') AS messages,
       (SELECT count(*)::int FROM sms_sender_accounts WHERE tenant_id = $1 AND (is_active OR credential_reference IS NOT NULL)) AS senders,
       (SELECT count(*)::int FROM channels_platform_pages WHERE tenant_id = $1 AND (status = 'active' OR credential_reference IS NOT NULL)) AS pages,
       (SELECT count(*)::int FROM sys_tenant_invitations WHERE tenant_id = $1 AND num_nonnulls(accepted_at, revoked_at) = 0) AS invitations`,
    [tenant],
  );
  return row ?? {};
}

test('a live copy has every row with its key, and nobody else changes', async () => {
  const { a, b } = database.tenants;
  const [ofA, ofB] = [await hashesOfTenant(session, a.id), await hashesOfTenant(session, b.id)];
  const made = await copy('live-a', true);
  expect(made).toMatchObject({ slug: 'live-a', name: 'Tenant A', disarmed: [] });
  expect(await hashesOfTenant(session, made.id)).toEqual(ofA);
  expect(await hashesOfTenant(session, a.id)).toEqual(ofA);
  expect(await hashesOfTenant(session, b.id)).toEqual(ofB);
  expect(await session.query('SELECT domain FROM sys_tenants WHERE id = $1', [made.id])).toEqual([
    { domain: null },
  ]);
  expect(await acting(made.id)).toEqual(await acting(a.id));
  // Its people enter it, and what they add goes on behind the copied numbers.
  const brands = await database.asTenant({ id: made.id, ownerId: a.ownerId }, async (trx) => {
    await trx('sys_brands').insert({ tenant_id: made.id, name: 'Another', code: 'another' });
    return trx('sys_brands').where('tenant_id', '<>', made.id);
  });
  expect(brands).toEqual([]);
  expect(
    await session.query(
      "SELECT FROM pg_class WHERE relrowsecurity AND NOT relforcerowsecurity AND relkind IN ('r', 'p') AND relname !~ '^knex'",
    ),
  ).toEqual([]);
  expect(await session.query("SELECT FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'D'")).toEqual(
    [],
  );
});

test('a copy sends nothing and lets nobody in, unless it is live', async () => {
  const { a } = database.tenants;
  expect(Object.values(await acting(a.id)).every((count) => count > 0)).toBe(true);
  const made = await copy('quiet-a');
  expect(await acting(made.id)).toEqual({ texts: 0, messages: 0, senders: 0, pages: 0, invitations: 0 });
  expect(made.disarmed).toContainEqual({
    table: 'sms_messages',
    rows: 1,
    says: 'text messages that waited are cancelled',
  });
  const [original, copied] = [await hashesOfTenant(session, a.id), await hashesOfTenant(session, made.id)];
  const changed = Object.keys(original).filter((table) => original[table] !== copied[table]);
  expect(changed.sort()).toEqual(made.disarmed.map(({ table }) => table).sort());
});

test('a taken slug and an unknown tenant are named, and nothing is kept', async () => {
  await expect(copy('tenant-b')).rejects.toMatchObject({
    code: 'tenant_slug_taken',
    message: expect.stringContaining('tenant-b'),
  });
  const unknown = copyTenant({ session, slug: 'tenant-c', as: 'x', progress: SILENT, waits() {} });
  await expect(unknown).rejects.toMatchObject({ code: 'tenant_unknown' });
});

test('while one table is waited for, all others are closed already, so nothing new comes in between', async () => {
  const [holder, copier] = [await database.session(), await database.session()];
  await holder.query('BEGIN; LOCK TABLE alert_events IN SHARE UPDATE EXCLUSIVE MODE');
  const copying = copyTenant({
    session: copier,
    slug: 'tenant-a',
    as: 'late-a',
    progress: SILENT,
    waits() {},
  });
  expect(await database.untilBlocked(copying)).toBe(true);
  const open = await session.query(
    `SELECT t.name FROM unnest($1::text[]) AS t (name) WHERE NOT EXISTS (
       SELECT FROM pg_locks l WHERE l.pid = $2 AND l.relation = t.name::regclass AND l.mode = 'ShareRowExclusiveLock' AND l.granted)`,
    [await tablesOfTenants(session), copier.pid],
  );
  await holder.query('COMMIT');
  expect(open).toEqual([{ name: 'alert_events' }]);
  expect(await copying).toMatchObject({ slug: 'late-a' });
});

test.each(['Moving', 'Comparing'])(
  'a copy that is killed while %s leaves nothing, and the next one is whole',
  async (stage) => {
    const tenants = await session.query('SELECT id, slug FROM sys_tenants ORDER BY id');
    const { signal, said } = await runScript(
      database.settings,
      directory,
      `const { copyTenant } = await load('./src/tenant/copy-tenant.ts');
       const { SILENT } = await load('./src/database/progress.ts');
       await copyTenant({ session, slug: 'tenant-a', as: 'killed-a', waits() {},
         progress: { ...SILENT, stage: (what) => { if (what.startsWith('${stage}')) ${KILL}; } } });`,
    );
    expect({ signal, said }).toEqual({ signal: 'SIGKILL', said: '' });
    expect(await session.query('SELECT id, slug FROM sys_tenants ORDER BY id')).toEqual(tenants);
    expect(await copy(`after-${stage.toLowerCase()}`)).toMatchObject({ name: 'Tenant A' });
  },
);
