import { code, createTenantTable, email, memberForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What customers say of products. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'product_review',
    { write: 'products.write', delete: 'products.moderate' },
    (table) => {
      table.comment('What a customer says of a product. Shown and counted once it is approved.');
      table.bigInteger('product_id').notNullable();
      table.bigInteger('personal_key_id').comment('Person who says it; empty for somebody unknown.');
      table.integer('rating').notNullable().comment('Stars, 1 to 5.');
      table.text('title');
      table.text('comment').comment('The review itself.');
      code(table, 'status', ['pending', 'approved', 'rejected', 'hidden'])
        .notNullable()
        .defaultTo('pending')
        .comment('Changed by app.moderate_review; pending again when the review itself is changed.');
      table.timestamp('approved_at', { useTz: true }).comment('When it was approved.');
      table.bigInteger('approved_by').comment('Member who approved it.');
      table.integer('helpful_count').notNullable().defaultTo(0).comment('Readers who found it useful.');
      table.text('reviewer_name').comment('Name to be shown.');
      email(table, 'reviewer_email').comment('Address of the writer; never shown.');
      table
        .timestamp('superseded_at', { useTz: true })
        .comment(
          'When another review of the same person took its place, e.g. because two persons turned out to be one.',
        );
      table.check('rating BETWEEN 1 AND 5', [], 'ck_product_review_rating');
      table.check('helpful_count >= 0', [], 'ck_product_review_helpful_count');
      table.check(
        "status <> 'approved' AND approved_by IS NULL AND approved_at IS NULL OR status IN ('approved', 'hidden') AND approved_at IS NOT NULL",
        [],
        'ck_product_review_approved_at',
      );
      table.unique(['tenant_id', 'personal_key_id', 'product_id'], {
        indexName: 'uq_product_review_personal_key_id',
        useConstraint: false,
        predicate: knex.whereRaw('personal_key_id IS NOT NULL AND superseded_at IS NULL'),
      });
      table.index(['tenant_id', 'personal_key_id'], 'ix_product_review_personal_key_id');
      table.index(
        ['tenant_id', 'product_id', 'status', 'created_at', 'id'],
        'ix_product_review_product_id_status',
      );
      table.index(['tenant_id', 'status', 'created_at', 'id'], 'ix_product_review_status_created_at');
      tenantForeign(table, 'product_id', 'product', { index: false }).onDelete('CASCADE');
      memberForeign(table, 'approved_by');
    },
  );
  // Moderation belongs to its function.
  await knex.raw(`
    REVOKE INSERT, UPDATE ON product_review FROM erp_app;
    GRANT INSERT (tenant_id, product_id, personal_key_id, rating, title, comment, reviewer_name, reviewer_email,
      created_at) ON product_review TO erp_app;
    GRANT UPDATE (personal_key_id, rating, title, comment, helpful_count, reviewer_name, reviewer_email)
      ON product_review TO erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('product_review');
}
