import { code, createTenantTable, memberForeign, tenantForeign, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What lies where of a material, and the history of materials, which is the ledger behind it. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'material_stock', { write: 'inventory.write' }, (table) => {
    table.comment('How much of a material, or of one of its variants, a warehouse holds and has promised.');
    table.bigInteger('material_id').notNullable().comment('Material that is held.');
    table.bigInteger('material_variant_id').comment('Variant of it; empty for a material without variants.');
    table.bigInteger('warehouse_id').notNullable().comment('Where it lies.');
    table
      .boolean('allow_backorder')
      .notNullable()
      .comment('Repeats the warehouse, so that a check of this row can ask for it; follows it by reference.');
    table
      .decimal('on_hand', 14, 3)
      .notNullable()
      .defaultTo(0)
      .comment('What lies here, in the unit of the material: the sum of the history.');
    table
      .decimal('reserved', 14, 3)
      .notNullable()
      .defaultTo(0)
      .comment('What of it is promised to a production: the sum of the history.');
    table
      .specificType('available', 'numeric(14,3) GENERATED ALWAYS AS (on_hand - reserved) STORED')
      .comment('What can still be promised or used.');
    table
      .decimal('inbound', 14, 3)
      .notNullable()
      .defaultTo(0)
      .comment('What purchasing expects; a plan, written by whoever orders it.');
    table.timestamp('last_counted_at', { useTz: true }).comment('When it was last counted.');
    table.check("on_hand <> 'NaN' AND (on_hand >= 0 OR allow_backorder)", [], 'ck_material_stock_on_hand');
    table.check(
      "reserved >= 0 AND reserved <> 'NaN' AND (reserved <= on_hand OR allow_backorder)",
      [],
      'ck_material_stock_reserved',
    );
    table.check("inbound >= 0 AND inbound <> 'NaN'", [], 'ck_material_stock_inbound');
    table.index(
      ['tenant_id', 'warehouse_id', 'allow_backorder'],
      'ix_material_stock_warehouse_id_allow_backorder',
    );
    tenantForeign(table, 'material_id', 'material', { index: false });
    table
      .foreign(['tenant_id', 'material_id', 'material_variant_id'], 'fk_material_stock_material_variant_id')
      .references(['tenant_id', 'material_id', 'id'])
      .inTable('material_variant')
      .deferrable('immediate');
    table
      .foreign(['tenant_id', 'warehouse_id', 'allow_backorder'], 'fk_material_stock_warehouse_id')
      .references(['tenant_id', 'id', 'allow_backorder'])
      .inTable('warehouse')
      .onUpdate('CASCADE')
      .deferrable('immediate');
    // Material and warehouse are kept as long as it is there, so it goes with its tenant by itself.
    tenantRoot(table);
  });
  await knex.raw(`
    ALTER TABLE material_stock ADD CONSTRAINT uq_material_stock_material_id_variant_id_warehouse_id
      UNIQUE NULLS NOT DISTINCT (tenant_id, material_id, material_variant_id, warehouse_id);
    REVOKE INSERT, UPDATE, DELETE ON material_stock FROM erp_app;
    GRANT INSERT (tenant_id, material_id, material_variant_id, warehouse_id, allow_backorder, inbound),
      UPDATE (inbound) ON material_stock TO erp_app;
  `);

  await createTenantTable(
    knex,
    'material_history',
    { write: 'inventory.write', appendOnly: true },
    (table) => {
      table.comment(
        'Everything that happened to a material: changes of its record, and of its stock. Never changed.',
      );
      table.bigInteger('material_id').comment('Material; empty after it was deleted.');
      table.bigInteger('material_variant_id').comment('Variant of it; empty for the material itself.');
      table.bigInteger('material_stock_id').comment('Stock that changed; empty for a change of the record.');
      code(table, 'action_type', ACTIONS).notNullable().comment('What happened.');
      table.text('field_name').comment('Column of the record that changed.');
      table.text('old_value').comment('Its value before.');
      table.text('new_value').comment('Its value after.');
      table.decimal('quantity_change', 14, 3).comment('What came to the stock, or below zero left it.');
      table
        .decimal('reserved_change', 14, 3)
        .comment('What was promised of the stock, or below zero given back.');
      code(table, 'reference_type', REFERENCES).comment('Kind of document behind it.');
      table.bigInteger('reference_id').comment('Id of that document.');
      table.bigInteger('counterpart_id').comment('For the arriving side of a transfer, the leaving one.');
      table
        .text('idempotency_key')
        .comment('Key of the call that booked it; a repeated call finds it and books nothing.');
      table.text('notes').comment('Why, in the words of whoever did it.');
      table
        .timestamp('occurred_at', { useTz: true })
        .notNullable()
        .defaultTo(knex.fn.now())
        .comment('When it happened; created_at says when it was recorded.');
      table.bigInteger('created_by').comment('Member who did it; empty for a job.');
      table.check(
        `CASE
          WHEN action_type IN ('create', 'update', 'delete')
            THEN material_stock_id IS NULL AND quantity_change IS NULL AND reserved_change IS NULL
          WHEN action_type IN ('reserve', 'unreserve')
            THEN material_stock_id IS NOT NULL AND quantity_change IS NULL AND reserved_change IS NOT NULL
          ELSE material_stock_id IS NOT NULL AND quantity_change IS NOT NULL
        END`,
        [],
        'ck_material_history_shape',
      );
      table.check(
        `quantity_change <> 'NaN' AND CASE action_type
          WHEN 'stock_in' THEN quantity_change > 0
          WHEN 'stock_out' THEN quantity_change < 0
          ELSE quantity_change <> 0
        END`,
        [],
        'ck_material_history_quantity_change',
      );
      table.check(
        `reserved_change <> 'NaN' AND CASE action_type
          WHEN 'reserve' THEN reserved_change > 0
          ELSE reserved_change < 0
        END`,
        [],
        'ck_material_history_reserved_change',
      );
      table.check("action_type <> 'stock_adjust' OR btrim(notes) <> ''", [], 'ck_material_history_notes');
      table.check(
        "(action_type = 'update') = (field_name IS NOT NULL)",
        [],
        'ck_material_history_field_name',
      );
      table.check('(reference_type IS NULL) = (reference_id IS NULL)', [], 'ck_material_history_reference');
      table.check(
        "counterpart_id IS NULL OR action_type = 'transfer' AND counterpart_id <> id",
        [],
        'ck_material_history_counterpart_id',
      );
      table.check("btrim(idempotency_key) <> ''", [], 'ck_material_history_idempotency_key');
      table.unique(['tenant_id', 'idempotency_key'], {
        indexName: 'uq_material_history_idempotency_key',
        useConstraint: false,
        predicate: knex.whereNotNull('idempotency_key'),
      });
      table.unique(['tenant_id', 'counterpart_id'], { indexName: 'uq_material_history_counterpart_id' });
      table.index(['tenant_id', 'material_stock_id', 'id'], 'ix_material_history_material_stock_id_id');
      table.index(['tenant_id', 'material_id', 'occurred_at'], 'ix_material_history_material_id_occurred_at');
      table.index(
        ['tenant_id', 'reference_type', 'reference_id'],
        'ix_material_history_reference_type_reference_id',
        { predicate: knex.whereNotNull('reference_id') },
      );
      tenantForeign(table, 'material_id', 'material', { index: false }).onDelete('SET NULL (material_id)');
      tenantForeign(table, 'material_variant_id', 'material_variant').onDelete(
        'SET NULL (material_variant_id)',
      );
      tenantForeign(table, 'material_stock_id', 'material_stock', { index: false });
      memberForeign(table, 'created_by');
      // Its material may be gone, so the tenant is a reference of its own.
      tenantRoot(table);
    },
  );
  await knex.schema.alterTable('material_history', (table) => {
    table
      .foreign(['tenant_id', 'counterpart_id'], 'fk_material_history_counterpart_id')
      .references(['tenant_id', 'id'])
      .inTable('material_history')
      .deferrable('immediate');
  });
  // Booked by functions and triggers, so that nobody can invent a past.
  await knex.raw('REVOKE INSERT ON material_history FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('material_history');
  await knex.schema.dropTable('material_stock');
}

const ACTIONS = [
  'create',
  'update',
  'delete',
  'stock_in',
  'stock_out',
  'stock_adjust',
  'reserve',
  'unreserve',
  'transfer',
];

const REFERENCES = ['order', 'production', 'purchase', 'adjustment', 'transfer', 'product'];
