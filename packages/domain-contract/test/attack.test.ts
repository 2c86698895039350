import { migratedDatabase, type TestDatabase, testWorkspace } from '@erp/testing/database';
import { type FilledTable, fillTables } from '@erp/testing/sample-rows';
import { type Attack, attacks, attackTable } from '../src/attack.ts';
import { foreignKeyFaults } from '../src/foreign-keys.ts';
import { callsWithoutRights } from '../src/functions-without-rights.ts';

/** The contract suite is worth something only if it finds what is planted. */
let database: TestDatabase;
let pages: FilledTable;

beforeEach(async () => {
  database = await migratedDatabase({ domains: ['channels'] });
  const [table] = await fillTables(database, ['channels_platform_pages'], {});
  pages = table as FilledTable;
});
afterEach(() => database.drop());

async function breaches(): Promise<string[]> {
  const client = await database.connect();
  const found: string[] = [];
  for (const attack of Object.keys(attacks) as Attack[])
    found.push(...(await attackTable(database, client, pages, attack)));
  return found;
}

test('a table as the kit makes it withstands every attack', async () => {
  expect(await breaches()).toEqual([]);
});

test.each([
  ['a select policy for all rows', open('select', 'USING (true)'), 'saw'],
  ['an insert policy for all rows', open('insert', 'WITH CHECK (true)'), 'an insert got past the policy'],
  [
    'an update policy for all rows',
    open('update', 'USING (true) WITH CHECK (true)'),
    'updated rows of others',
  ],
  ['a delete policy for all rows', open('delete', 'USING (true)'), 'DELETE'],
  [
    'a delete policy that asks for no permission',
    open('delete', 'USING (tenant_id = app.current_tenant_id())'),
    'no permission: DELETE',
  ],
  [
    'a read policy that asks for nothing beside one that asks',
    `CREATE POLICY probe ON channels_platform_pages FOR SELECT TO erp_app USING (tenant_id = app.current_tenant_id())`,
    'is seen without channels.read',
  ],
  [
    'a read policy that forgets who writes',
    open(
      'select',
      "USING (tenant_id = app.tenant_read_by('{channels.read,channels.write}') AND app.has_permission('channels.write'))",
    ),
    'is not seen with channels.read',
  ],
  ['no row level security', 'ALTER TABLE channels_platform_pages DISABLE ROW LEVEL SECURITY', 'saw'],
  [
    'a foreign key without the tenant',
    `ALTER TABLE channels_platforms ADD UNIQUE (id);
     ALTER TABLE channels_platform_pages DROP CONSTRAINT fk_channels_platform_pages_platform_id,
       ADD FOREIGN KEY (tenant_id, platform_id) REFERENCES channels_platforms (tenant_id, id) NOT VALID;
     ALTER TABLE channels_platform_pages DROP CONSTRAINT channels_platform_pages_tenant_id_platform_id_fkey`,
    'a reference to channels_platforms',
  ],
])('%s is found', async (_, plant, found) => {
  await database.knex.raw(plant);
  expect((await breaches()).join('\n')).toContain(found);
});

test('a function that asks for nothing, or asks last, is found', async () => {
  const workspace = await testWorkspace(['system']);
  const system = workspace.domains.find((each) => each.name === 'system');
  if (system === undefined) throw new Error('system is not there');
  expect(await callsWithoutRights(database, system)).toEqual([]);
  await database.knex.raw(`
    CREATE OR REPLACE FUNCTION app.revoke_invitation(p_invitation_id bigint) RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN UPDATE public.sys_tenant_invitations i SET revoked_at = now() WHERE i.id = p_invitation_id; END $$`);
  expect((await callsWithoutRights(database, system)).join()).toContain(
    'worked for a member who holds nothing',
  );
});

test('a foreign key that can leave the tenant, or has no index, is found', async () => {
  const workspace = await testWorkspace(['channels']);
  const channels = workspace.domains.find((each) => each.name === 'channels');
  if (channels === undefined) throw new Error('channels is not there');
  const session = await database.session();
  expect(await foreignKeyFaults(session, channels, workspace.domains)).toEqual([]);
  await session.query('ALTER TABLE channels_platforms ADD CONSTRAINT uq_probe UNIQUE (id)');
  await session.query(
    'ALTER TABLE channels_platform_pages ADD CONSTRAINT fk_probe FOREIGN KEY (platform_id) REFERENCES channels_platforms (id)',
  );
  expect(await foreignKeyFaults(session, channels, workspace.domains)).toEqual([
    'fk_probe can point into another tenant',
    'fk_probe has no index that starts with its columns',
  ]);
  expect(await foreignKeyFaults(session, channels, [channels])).toContain(
    'fk_channels_platforms_tenant_id points at sys_tenants, which is not in a declared dependency',
  );
});

function open(command: string, clauses: string): string {
  const table = 'channels_platform_pages';
  return `DROP POLICY ${table}_${command} ON ${table};
    CREATE POLICY ${table}_${command} ON ${table} FOR ${command} TO erp_app ${clauses}`;
}
