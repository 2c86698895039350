import { authorship, code, createTenantTable, email, tenantRoot, uniqueAlive } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Partners who send buyers. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'mkt_affiliates',
    { write: 'marketing.write', delete: 'marketing.delete' },
    (table) => {
      table.comment('A partner who sends buyers and gets a share of what they spend.');
      table.text('code').notNullable().comment('Short code, unique among living partners of the tenant.');
      table.text('name').notNullable();
      code(table, 'type', ['affiliate', 'kol', 'influencer'])
        .notNullable()
        .comment('kol: an expert whose opinion counts.');
      email(table, 'email').notNullable().comment('Address, trimmed and in lower case.');
      table.text('platform').comment('Network where they are at home, as a code: instagram, youtube …');
      table
        .decimal('commission_rate', 7, 4)
        .notNullable()
        .defaultTo(0)
        .comment('Share of an order, in percent; what an order was won at is kept with it.');
      code(table, 'status', ['pending', 'active', 'inactive']).notNullable().defaultTo('pending');
      table
        .date('joined_on')
        .notNullable()
        .defaultTo(knex.raw('CURRENT_DATE'))
        .comment('Day since which they are a partner.');
      table.timestamp('deleted_at', { useTz: true }).comment('Soft delete: empty while they are shown.');
      table.check("code ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", [], 'ck_mkt_affiliates_code');
      table.check("btrim(name) <> ''", [], 'ck_mkt_affiliates_name');
      table.check("platform ~ '^[a-z][a-z0-9_]*$'", [], 'ck_mkt_affiliates_platform');
      table.check('commission_rate BETWEEN 0 AND 100', [], 'ck_mkt_affiliates_commission_rate');
      uniqueAlive(table, ['code'], knex);
      uniqueAlive(table, ['email'], knex);
      table.index(['tenant_id', 'status', 'name', 'id'], 'ix_mkt_affiliates_status_name', {
        predicate: knex.whereNull('deleted_at'),
      });
      authorship(table);
      tenantRoot(table);
    },
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_affiliates');
}
