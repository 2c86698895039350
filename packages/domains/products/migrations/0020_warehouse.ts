import {
  authorship,
  code,
  createTenantTable,
  currency,
  email,
  memberForeign,
  phone,
  tenantRoot,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Where stock lies. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'warehouse', { write: 'inventory.write' }, (table) => {
    table.comment('A place where stock lies and is counted.');
    table.text('code').notNullable().comment('Short name, unique within the tenant, e.g. MAIN.');
    table.text('name').notNullable();
    table.text('address').comment('Street and number.');
    table.text('city');
    table.text('country');
    phone(table, 'phone');
    email(table, 'email');
    table.bigInteger('manager_id').comment('Member who answers for it.');
    code(table, 'status', ['active', 'inactive', 'closed'])
      .notNullable()
      .defaultTo('active')
      .comment('Stock moves in an active warehouse alone.');
    table
      .boolean('is_default')
      .notNullable()
      .defaultTo(false)
      .comment('Taken where a call names no warehouse; one per tenant.');
    table
      .boolean('allow_backorder')
      .notNullable()
      .defaultTo(false)
      .comment('Whether more may be promised and shipped than lies here, so that figures may go below zero.');
    currency(table).comment('ISO 4217 code in which stock of this warehouse is valued.');
    authorship(table);
    table.check("btrim(code) <> '' AND code = upper(code)", [], 'ck_warehouse_code');
    table.check("btrim(name) <> ''", [], 'ck_warehouse_name');
    table.check("NOT is_default OR status = 'active'", [], 'ck_warehouse_is_default');
    table.unique(['tenant_id', 'code'], { indexName: 'uq_warehouse_code' });
    // Rows of stock repeat what is allowed here, and a reference to this key keeps them to it.
    table.unique(['tenant_id', 'id', 'allow_backorder'], { indexName: 'uq_warehouse_allow_backorder' });
    table.unique(['tenant_id'], {
      indexName: 'uq_warehouse_is_default',
      useConstraint: false,
      predicate: knex.whereRaw('is_default'),
    });
    memberForeign(table, 'manager_id');
    tenantRoot(table);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('warehouse');
}
