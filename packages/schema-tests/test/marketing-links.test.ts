import { takeFingerprint } from '@erp/engine/catalog';
import { findWorkspaceRoot } from '@erp/engine/project';
import { askErp } from '@erp/test-database/ask-erp';
import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';

const root = findWorkspaceRoot(import.meta.dirname);

/** What earlier domains point at in marketing. */
const LINKS = [
  ['crm/links/crm_personal_journey.campaign_id', 'mkt_campaigns', 'campaign_id'],
  ['crm/links/crm_potential.campaign_id', 'mkt_campaigns', 'campaign_id'],
  ['products/links/product.promotion_id', 'mkt_promotions', 'promotion_id'],
  ['sms/links/sms_service_accounts.linked_campaign_id', 'mkt_campaigns', 'linked_campaign_id'],
] as const;

let database: EmptyDatabase;

beforeEach(async () => {
  database = await emptyDatabase();
});
afterEach(() => database.drop());

const erp = (...args: string[]) => askErp(root, database.settings, args);

async function query<Row extends object>(sql: string): Promise<Row[]> {
  const client = await database.connect();
  return (await client.query<Row>(sql)).rows;
}

async function fingerprint(): Promise<readonly string[]> {
  const session = await database.session();
  const { lines } = await takeFingerprint(session);
  await session.close();
  return lines;
}

/** The foreign keys that lead from other domains into marketing, as the database has them. */
const bound = () =>
  query<{ link: string; definition: string }>(
    `SELECT c.conrelid::regclass::text || '.' || substr(c.conname, length('fk_' || r.relname || '_') + 1) AS link,
            pg_get_constraintdef(c.oid) AS definition
       FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
      WHERE c.contype = 'f' AND c.convalidated AND c.confrelid::regclass::text LIKE 'mkt\\_%'
        AND c.conrelid::regclass::text NOT LIKE 'mkt\\_%' ORDER BY 1`,
  );
const recorded = async () =>
  (
    await query<{ name: string }>(
      "SELECT name FROM knex_migrations WHERE name LIKE '%/links/%' ORDER BY name",
    )
  ).map((row) => row.name);

test('marketing binds what waited for it, and goes and comes back without a trace', async () => {
  const others = ['channels', 'crm', 'orders', 'products', 'sms', 'tasks'].flatMap((domain) => [
    '--only',
    domain,
  ]);
  expect(await erp('migrate', ...others)).toMatchObject({ code: 0 });
  const without = await fingerprint();
  expect(await bound()).toEqual([]);
  const before = await recorded();

  expect(await erp('migrate', ...others, '--only', 'marketing')).toMatchObject({ code: 0 });
  const whole = await fingerprint();
  expect(await bound()).toEqual(
    LINKS.map(([name, target, column]) => ({
      link: name.split('/')[2],
      definition:
        `FOREIGN KEY (tenant_id, ${column}) REFERENCES ${target}(tenant_id, id)` +
        ` ON DELETE SET NULL (${column}) DEFERRABLE`,
    })),
  );
  expect((await recorded()).filter((name) => !before.includes(name))).toEqual(LINKS.map(([name]) => name));

  expect(await erp('rollback', '--domain', 'marketing', '--yes')).toMatchObject({ code: 0 });
  expect(await fingerprint()).toEqual(without);
  expect(await recorded()).toEqual(before);

  expect(await erp('migrate', ...others, '--only', 'marketing')).toMatchObject({ code: 0 });
  expect(await fingerprint()).toEqual(whole);
});
