import { installedDatabase } from '@erp/testing/database';
import { installStoryClock } from '../src/story-clock.ts';

test('functions, triggers and defaults read the clock of the story, and the clock of the server without one', async () => {
  const database = await installedDatabase({ domains: ['system'] });
  try {
    const client = await database.connect();
    expect(await installStoryClock(client)).toBeGreaterThan(10);
    await client.query('BEGIN');
    await client.query("SELECT set_config('replay.now', '2001-02-03 04:05:06+00', true)");
    const made = await client.query<{ created_at: Date; expires_at: Date; day: Date }>(`
      WITH tenant AS (INSERT INTO sys_tenants (slug, name) VALUES ('then', 'Then') RETURNING created_at)
      SELECT created_at FROM tenant`);
    expect(made.rows[0]?.created_at.toISOString()).toBe('2001-02-03T04:05:06.000Z');
    const changed = await client.query<{ updated_at: Date }>(
      "UPDATE sys_tenants SET name = 'Once' WHERE slug = 'then' RETURNING updated_at",
    );
    expect(changed.rows[0]?.updated_at.toISOString()).toBe('2001-02-03T04:05:06.000Z');
    await client.query('COMMIT');
    const later = await client.query<{ same: boolean }>(
      "INSERT INTO sys_tenants (slug, name) VALUES ('now', 'Now') RETURNING created_at = pg_catalog.now() AS same",
    );
    expect(later.rows).toEqual([{ same: true }]);
  } finally {
    await database.drop();
  }
});

test('a definition that still reads the clock of the server ends the replay', async () => {
  const database = await installedDatabase({ domains: ['system'] });
  try {
    const client = await database.connect();
    await client.query(`
      CREATE FUNCTION app.too_late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
      CREATE TRIGGER tr_too_late AFTER UPDATE ON sys_tenants FOR EACH ROW
        WHEN (NEW.created_at < now()) EXECUTE FUNCTION app.too_late()`);
    await expect(installStoryClock(client)).rejects.toThrow(/tr_too_late/);
  } finally {
    await database.drop();
  }
});
