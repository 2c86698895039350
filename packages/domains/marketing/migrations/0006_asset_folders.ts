import { authorship, createTenantTable, tenantForeign, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** The tree of folders that assets lie in. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'mkt_asset_folders',
    { write: 'marketing.write', delete: 'marketing.delete' },
    (table) => {
      table.comment('A folder of assets. Folders form a tree without loops.');
      table.text('name').notNullable().comment('Unique among the living folders in the same folder.');
      table.text('description');
      table.bigInteger('parent_folder_id').comment('Folder that it lies in; empty at the top.');
      table.text('color').comment('How it is shown: #rrggbb, lower case.');
      table.boolean('ai_optimized').notNullable().defaultTo(false).comment('Sorted by a model.');
      table
        .specificType('tags', 'text[]')
        .notNullable()
        .defaultTo(knex.raw("'{}'::text[]"))
        .comment('Words to find it by.');
      table.timestamp('deleted_at', { useTz: true }).comment('Soft delete: empty while the folder is shown.');
      table.check("btrim(name) <> '' AND name = btrim(name)", [], 'ck_mkt_asset_folders_name');
      table.check("color ~ '^#[0-9a-f]{6}$'", [], 'ck_mkt_asset_folders_color');
      table.check('array_position(tags, NULL) IS NULL', [], 'ck_mkt_asset_folders_tags');
      table.check('parent_folder_id <> id', [], 'ck_mkt_asset_folders_parent_folder_id');
      // A folder that has others in it is emptied first: they do not come to the top unnoticed.
      tenantForeign(table, 'parent_folder_id', 'mkt_asset_folders');
      authorship(table);
      tenantRoot(table);
    },
  );
  // Knex has no word for NULLS NOT DISTINCT: two folders at the top cannot have one name either.
  await knex.raw(
    'CREATE UNIQUE INDEX uq_mkt_asset_folders_parent_folder_id_name ON mkt_asset_folders ' +
      '(tenant_id, parent_folder_id, name) NULLS NOT DISTINCT WHERE deleted_at IS NULL',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_asset_folders');
}
