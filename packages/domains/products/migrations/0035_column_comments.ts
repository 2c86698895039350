import { commentColumns, standardColumns, uncommentColumns } from '@erp/kit/column-comments';
import type { Knex } from 'knex';

/** Says what columns mean that were left without a word. */
export async function up(knex: Knex): Promise<void> {
  await commentColumns(knex, COMMENTS);
}

export async function down(knex: Knex): Promise<void> {
  await uncommentColumns(knex, COMMENTS);
}

const COMMENTS = {
  category: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  diamond: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  gemstone: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  inventory_history: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  material: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    name: 'What the material is called in lists of parts and purchase orders.',
    description: 'What it is made of or good for, for whoever buys or works it.',
  },
  material_attribute: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  material_component: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  material_history: standardColumns('tenant_id', 'id', 'created_at'),
  material_product: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  material_stock: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  material_variant: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    name: 'What tells this size or metal from the others of its material.',
  },
  product: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    name: 'What the product is called where customers see it; orders copy it into their lines.',
    description: 'What customers read about the product.',
  },
  product_attribute: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    name: 'What the attribute is called where customers filter by it.',
    description: 'What the attribute says and how its values are chosen, for members.',
  },
  product_attribute_value: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    product_id: 'The product that has the value.',
    attribute_id: 'The attribute that the value is one of.',
  },
  product_category: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    product_id: 'The product that is found in the category.',
    category_id: 'The category that it is found in.',
  },
  product_customize: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    product_id: 'The product that is made to order.',
  },
  product_image: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    product_id: 'The product that is shown, also where the picture is of one variant.',
  },
  product_review: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    product_id: 'The product that is judged.',
    title: 'Headline in the words of the customer.',
  },
  product_set_item: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  product_sku: standardColumns('tenant_id', 'created_at', 'updated_at'),
  product_tag: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    product_id: 'The product that carries the word.',
  },
  product_variant: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  stock: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  stock_count: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    notes: 'What those who counted want to be known: what was in the way, what was left out.',
    started_at: 'When counting began.',
  },
  stock_movement: standardColumns('tenant_id', 'id', 'created_at'),
  stock_reservation: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  stock_settings: standardColumns('tenant_id', 'created_at', 'updated_at'),
  warehouse: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    name: 'What the warehouse is called on documents and in lists.',
    city: 'Town where it lies.',
    country: 'Country where it lies.',
    email: 'Address for those who deliver there or fetch.',
    phone: 'Number for those who deliver there or fetch.',
  },
};
