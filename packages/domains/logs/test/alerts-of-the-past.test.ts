import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { call } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import type { Knex } from 'knex';

const { database } = inDomain('logs');

test('an alert that was dated before the end of the one before it is dated by that end', async () => {
  const raise = () =>
    database.asTenant(database.tenants.a, (trx) => call<string>(trx, 'raise_alert', 'stock_low', 'stock', 1));
  const first = await raise();
  await database.asTenant(database.tenants.a, (trx) => call(trx, 'resolve_alert', first));
  const second = await raise();
  const { knex } = database;
  const ended = (await knex('alerts').where({ id: first }).first('resolved_at'))?.resolved_at as Date;
  // As it was while alerts were dated by the beginning of their transaction.
  const began = new Date(ended.getTime() - 160);
  await knex('alerts').where({ id: second }).update({ created_at: began, last_raised_at: began });
  await knex('alert_events').where({ alert_id: second }).update({ created_at: began });

  const folder = join(import.meta.dirname, '../migrations');
  const file = readdirSync(folder).find((each) => each.endsWith('_alerts_one_after_the_other.ts')) ?? '';
  const { up } = (await import(join(folder, file))) as { up(knex: Knex): Promise<void> };
  await knex.transaction((trx) => up(trx));

  const { rows } = await knex.raw(
    `SELECT b.created_at = a.resolved_at AND b.last_raised_at = a.resolved_at AND e.created_at = a.resolved_at AS mended
     FROM alerts a, alerts b JOIN alert_events e ON e.alert_id = b.id WHERE a.id = ? AND b.id = ?`,
    [first, second],
  );
  expect(rows).toEqual([{ mended: true }]);
});
