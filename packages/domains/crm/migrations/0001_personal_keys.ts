import { createTenantTable, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** The hub that everything personal hangs on. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'crm_personal_keys',
    { write: 'crm.write', delete: 'crm.delete' },
    (table) => {
      table.comment('A person as one tenant knows them; everything personal hangs on this key.');
      table
        .text('external_key')
        .notNullable()
        .defaultTo(knex.raw('gen_random_uuid()::text'))
        .comment('Key of the person in outside systems; a random one when there is none.');
      table
        .timestamp('erased_at', { useTz: true })
        .comment('When app.erase_person removed the personal data; empty for everybody else.');
      table
        .text('erasure_hash')
        .comment(
          'SHA-256 in hex of the key that an erased person had, to know it again when an import brings it back.',
        );
      table.check("btrim(external_key) <> ''", [], 'ck_crm_personal_keys_external_key');
      table.check("erasure_hash ~ '^[0-9a-f]{64}$'", [], 'ck_crm_personal_keys_erasure_hash');
      table.check('(erased_at IS NULL) = (erasure_hash IS NULL)', [], 'ck_crm_personal_keys_erased');
      table.unique(['tenant_id', 'external_key'], { indexName: 'uq_crm_personal_keys_external_key' });
      table.index(['tenant_id', 'created_at', 'id'], 'ix_crm_personal_keys_created_at');
      table.index(['tenant_id', 'erasure_hash'], 'ix_crm_personal_keys_erasure_hash', {
        predicate: knex.whereNotNull('erasure_hash'),
      });
      tenantRoot(table);
    },
  );
  // Who was erased is known by app.erase_person alone.
  await knex.raw(`
    REVOKE INSERT, UPDATE ON crm_personal_keys FROM erp_app;
    GRANT INSERT (tenant_id, external_key, created_at), UPDATE (external_key) ON crm_personal_keys TO erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('crm_personal_keys');
}
