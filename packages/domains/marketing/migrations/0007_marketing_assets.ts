import { authorship, code, createTenantTable, tenantForeign, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Media files, and what the folders hold. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'mkt_marketing_assets',
    { write: 'marketing.write', delete: 'marketing.delete' },
    (table) => {
      table.comment('A picture, film or document that campaigns use; the file itself lies elsewhere.');
      table.text('name').notNullable();
      code(table, 'type', ['image', 'video', 'document', 'template', 'graphic']).notNullable();
      table.text('category').comment('What it is for, as a code: banner, lookbook, flyer …');
      table.bigInteger('size_bytes').comment('Size of the file.');
      table.text('format').comment('Kind of file by its ending, lower case: png, mp4 …');
      table.integer('width_px').comment('Width of a picture or film.');
      table.integer('height_px').comment('Height of a picture or film.');
      table.text('url').notNullable().comment('Where the file lies.');
      table.text('thumbnail_url').comment('Where a small picture of it lies.');
      table.bigInteger('folder_id').comment('Folder that it lies in; empty at the top.');
      table.integer('ai_score').comment('Rating by a model, 0 to 100.');
      table
        .specificType('tags', 'text[]')
        .notNullable()
        .defaultTo(knex.raw("'{}'::text[]"))
        .comment('Words to find it by.');
      table.timestamp('deleted_at', { useTz: true }).comment('Soft delete: empty while the asset is shown.');
      table.check("btrim(name) <> ''", [], 'ck_mkt_marketing_assets_name');
      table.check("category ~ '^[a-z][a-z0-9_]*$'", [], 'ck_mkt_marketing_assets_category');
      table.check('size_bytes >= 0', [], 'ck_mkt_marketing_assets_size_bytes');
      table.check("format ~ '^[a-z0-9]+$'", [], 'ck_mkt_marketing_assets_format');
      table.check('width_px > 0', [], 'ck_mkt_marketing_assets_width_px');
      table.check('height_px > 0', [], 'ck_mkt_marketing_assets_height_px');
      table.check('(width_px IS NULL) = (height_px IS NULL)', [], 'ck_mkt_marketing_assets_dimensions');
      table.check("btrim(url) <> ''", [], 'ck_mkt_marketing_assets_url');
      table.check('ai_score BETWEEN 0 AND 100', [], 'ck_mkt_marketing_assets_ai_score');
      table.check('array_position(tags, NULL) IS NULL', [], 'ck_mkt_marketing_assets_tags');
      // What a folder shows, and the newest of a kind.
      table.index(['tenant_id', 'folder_id', 'created_at', 'id'], 'ix_mkt_marketing_assets_folder_id');
      table.index(['tenant_id', 'type', 'created_at', 'id'], 'ix_mkt_marketing_assets_type_created_at', {
        predicate: knex.whereNull('deleted_at'),
      });
      tenantForeign(table, 'folder_id', 'mkt_asset_folders', { index: false }).onDelete(
        'SET NULL (folder_id)',
      );
      authorship(table);
      tenantRoot(table);
    },
  );
  // Derived, so never stored.
  await knex.raw(`
    CREATE VIEW mkt_asset_folder_figures WITH (security_invoker = true) AS
    SELECT f.tenant_id, f.id AS folder_id, count(a.id) AS item_count,
      coalesce(sum(a.size_bytes), 0)::bigint AS size_bytes
    FROM mkt_asset_folders f
    LEFT JOIN mkt_marketing_assets a
      ON a.tenant_id = f.tenant_id AND a.folder_id = f.id AND a.deleted_at IS NULL
    WHERE f.deleted_at IS NULL
    GROUP BY f.tenant_id, f.id;
    COMMENT ON VIEW mkt_asset_folder_figures IS
      'How many living assets lie in a living folder, and how large they are; what lies in folders below is not counted.';
    REVOKE ALL ON mkt_asset_folder_figures FROM PUBLIC, anon, authenticated;
    GRANT SELECT ON mkt_asset_folder_figures TO erp_app, erp_service, erp_definer;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropView('mkt_asset_folder_figures');
  await knex.schema.dropTable('mkt_marketing_assets');
}
