import { stampAuthors, stopStampingAuthors } from '@erp/kit/authors';
import type { Knex } from 'knex';

/** Who writes a row is who is signed in: the database says so, the application cannot. Rows that are there stay. */
export async function up(knex: Knex): Promise<void> {
  for (const table of CHANGED) await stampAuthors(knex, table);
  for (const table of MADE) await stampAuthors(knex, table, { updated: null });
  await stampAuthors(knex, 'product_customize', { created: null });
  await stampAuthors(knex, 'product_image', { created: null });
}

export async function down(knex: Knex): Promise<void> {
  await stopStampingAuthors(knex, 'product_image');
  await stopStampingAuthors(knex, 'product_customize');
  for (const table of MADE) await stopStampingAuthors(knex, table);
  for (const table of CHANGED) await stopStampingAuthors(knex, table);
}

const CHANGED = ['material', 'material_variant', 'product', 'warehouse'];
/** Without updated_by. */
const MADE = ['material_history', 'stock_movement', 'stock_reservation'];
