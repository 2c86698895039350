import { stampAuthors } from '@erp/kit/authors';
import { finiteMoments, knownCurrency, textLine } from '@erp/kit/input-checks';
import {
  authorship,
  createTenantTable,
  currency,
  email,
  jsonObject,
  phone,
  tenantRoot,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Of whom goods and materials are bought. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'vendors',
    { read: 'purchasing.read', write: 'purchasing.write' },
    (table) => {
      table.comment('Somebody of whom goods or materials are bought.');
      textLine(table, 'code', 50).notNullable().comment('Short name, unique within the tenant, e.g. ACME.');
      textLine(table, 'name', 300).notNullable();
      currency(table).comment('ISO 4217 code of what the vendor usually asks.');
      textLine(table, 'contact_name').comment('Whom to ask there.');
      email(table, 'email');
      phone(table, 'phone');
      textLine(table, 'website', 4000);
      jsonObject(table, 'contact_info').comment('Further people and ways to reach them.');
      textLine(table, 'address', 300).comment('Street and number.');
      textLine(table, 'city', 300);
      textLine(table, 'state', 300).comment('State, province or region.');
      textLine(table, 'postal_code', 50);
      table.specificType('country', 'char(2)').comment('ISO 3166 code, e.g. DE.');
      table.boolean('is_active').notNullable().defaultTo(true).comment('Whether more may be ordered there.');
      table.text('notes');
      authorship(table);
      table.check('code = upper(code)', [], 'ck_vendors_code');
      table.check("country ~ '^[A-Z]{2}$'", [], 'ck_vendors_country');
      table.check('char_length(email) <= 320', [], 'ck_vendors_email_length');
      knownCurrency(table);
      finiteMoments(table, ['created_at', 'updated_at']);
      table.unique(['tenant_id', 'code'], { indexName: 'uq_vendors_code' });
      tenantRoot(table);
    },
  );
  await stampAuthors(knex, 'vendors');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('vendors');
}
