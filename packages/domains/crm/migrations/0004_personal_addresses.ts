import { code, createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Postal addresses. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'crm_personal_addresses', { write: 'crm.write' }, (table) => {
    table.comment('A postal address of a person.');
    table.bigInteger('personal_key_id').notNullable().comment('Person who lives or receives there.');
    code(table, 'type', ['primary', 'billing', 'shipping', 'other']).notNullable().defaultTo('primary');
    table.text('address_line1');
    table.text('address_line2');
    table.text('city');
    table.text('state').comment('State, province or region.');
    table.specificType('country', 'char(2)').comment('ISO 3166 code, e.g. DE.');
    table.text('postal_code');
    table
      .boolean('is_default')
      .notNullable()
      .defaultTo(false)
      .comment('Preferred address; a person has one at most.');
    table.check("country ~ '^[A-Z]{2}$'", [], 'ck_crm_personal_addresses_country');
    table.unique(['tenant_id', 'personal_key_id'], {
      indexName: 'uq_crm_personal_addresses_default',
      useConstraint: false,
      predicate: knex.whereRaw('is_default'),
    });
    table.index(['tenant_id', 'personal_key_id', 'type'], 'ix_crm_personal_addresses_personal_key_id');
    tenantForeign(table, 'personal_key_id', 'crm_personal_keys', { index: false }).onDelete('CASCADE');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('crm_personal_addresses');
}
