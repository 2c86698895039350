import type { Demo } from '../src/demo.ts';
import { ownerOf } from '../src/empty-tenant.ts';
import type { Row, Value } from '../src/row.ts';
import type { Player } from '../src/step.ts';
import { type DomainStories, type StoryBuilder, storiesOf } from '../src/story.ts';
import { tellMaterial } from './materials.ts';
import { tellCount, tellMovement, tellReservation } from './stock.ts';

/** What is sold, what lies where, and what it is made of. */
export const products: DomainStories = {
  domain: 'products',
  stories(demo) {
    const { told, tell } = storiesOf(demo, 'products', ownerOf(demo));
    tell('categories, attributes and warehouses are set up', (story) => {
      for (const table of ['category', 'product_attribute', 'material_attribute', 'stock_settings'])
        for (const row of demo.rows(table)) story.insert(table, row);
      for (const warehouse of demo.rows('warehouse')) tellWarehouse(story, warehouse);
    });
    for (const material of demo.rows('material'))
      tell(`${material.name} is bought and used`, (story) => tellMaterial(demo, story, material));
    tell('a material that was entered by mistake', (story) => tellMistake(demo, story));
    for (const product of demo.rows('product'))
      tell(`${product.name}: ${product.status}`, (story) => tellProduct(demo, story, product));
    for (const stock of demo.rows('stock')) {
      const movements = demo.of('stock_movement', 'stock_id', stock.id);
      tell(`stock ${stock.id}: ${movements.length} movements`, (story) => {
        story.insert('stock', stock, { begins: { inbound: 0 } });
        for (const reservation of demo.of('stock_reservation', 'stock_id', stock.id))
          tellReservation(story, stock, reservation);
        for (const movement of movements) tellMovement(demo, story, stock, movement);
      });
    }
    for (const count of demo.rows('stock_count'))
      tell(`count ${count.id}: ${count.status}`, (story) => tellCount(demo, story, count));
    for (const review of demo.rows('product_review'))
      tell(`review ${review.id}: ${review.rating} stars, ${review.status}`, (story) =>
        tellReview(demo, story, review),
      );
    return told;
  },
  pairs: {
    stock_movement: {
      within: ['stock_id', 'kind', 'source_type', 'source_id'],
      order: ['occurred_at', 'id'],
    },
    stock_reservation: { within: ['stock_id', 'source_key'], order: ['id'] },
    inventory_history: { within: ['stock_count_id', 'stock_id'], order: ['cycle_number'] },
    material_history: {
      within: ['material_id', 'material_variant_id', 'action_type', 'field_name'],
      order: ['occurred_at', 'id'],
    },
  },
  numbers: {
    stock_movement: { source_id: sourceOf },
    stock_reservation: { source_id: sourceOf },
    material_history: {
      reference_id: (row) => (row.reference_type === 'purchase' ? 'purchase_orders' : undefined),
    },
  },
  translates: { stock_reservation: { source_key: keyHere } },
  notDerivable: {
    stock_movement: {
      idempotency_key:
        'Keys of bookings inside of a call are made of that of the call and of numbers that are others here.',
    },
    material_history: {
      idempotency_key:
        'Keys of bookings inside of a call are made of that of the call and of numbers that are others here.',
    },
    product: { search_vector: 'It names the tenant, and says nothing that the other columns do not.' },
  },
};

const BELONGS = [
  'product_variant',
  'product_category',
  'product_tag',
  'product_attribute_value',
  'product_image',
  'product_customize',
  'material_product',
];

/** An article is drafted, published, priced anew, and taken away again. */
function tellProduct(demo: Demo, story: StoryBuilder, product: Row): void {
  const by = product.created_by;
  const of = (table: string, column = 'product_id') => demo.of(table, column, product.id);
  const published = product.published_at !== null;
  const changed = product.updated_at !== (product.published_at ?? product.created_at);
  story.insert('product', product, {
    begins: {
      promotion_id: null,
      deleted_at: null,
      ...((published || changed) && { status: 'draft' }),
    },
  });
  for (const table of BELONGS) {
    const column = table === 'product_variant' ? 'parent_product_id' : 'product_id';
    for (const row of of(table, column)) {
      if (table === 'product_variant' && row.updated_at !== row.created_at) tellPriced(story, row, by);
      else story.insert(table, row, { by: row.updated_by ?? by });
    }
  }
  for (const table of ['diamond', 'gemstone']) for (const row of of(table)) story.insert(table, row, { by });
  for (const item of of('product_set_item', 'set_product_id'))
    story.insert('product_set_item', item, { by, last: true });
  if (published)
    story.step(product.published_at, changed ? by : (product.updated_by ?? by), 'publish it', (player) =>
      player.update('product', product, { status: 'publish' }),
    );
  if (changed) {
    story.step(product.updated_at, product.updated_by ?? by, 'change it', (player) =>
      player.update('product', product, [
        'status',
        'retail_price',
        'sale_price',
        'promotion_id',
        'deleted_at',
      ]),
    );
  }
  story.expect('product_sku', of('product_sku'));
}

/** A variant whose price was changed; what it was before is told by the orders of that time alone. */
function tellPriced(story: StoryBuilder, variant: Row, by: Value | undefined): void {
  const price = 'retail_price_override';
  story.insert('product_variant', variant, { by, begins: { [price]: Number(variant[price]) + 1 } });
  story.step(variant.updated_at, by, 'price it anew', (player) =>
    player.update('product_variant', variant, [price]),
  );
}

/** It is gone, and its history tells of it. */
function tellMistake(demo: Demo, story: StoryBuilder): void {
  const isGone = (line: Row) => line.material_id === null;
  const gone = demo.rows('material_history').filter(isGone);
  for (const line of gone.filter((each) => each.action_type === 'delete')) {
    story.step(line.occurred_at, line.created_by, 'enter and delete it', async (player) => {
      const [made] = await player.ask<{ id: string }>(
        `INSERT INTO material (tenant_id, sku, name, category, unit, currency_code)
         SELECT $1, $2, 'Test', m.category, m.unit, m.currency_code FROM material m WHERE m.tenant_id = $1 ORDER BY m.id LIMIT 1
         RETURNING id`,
        [player.tenant, line.old_value],
      );
      await player.ask('DELETE FROM material WHERE tenant_id = $1 AND id = $2', [player.tenant, made?.id]);
    });
  }
  story.expect('material_history', gone);
}

/** A warehouse is opened, and may be given up. */
function tellWarehouse(story: StoryBuilder, warehouse: Row): void {
  const isOpen = warehouse.status === 'active';
  story.insert('warehouse', warehouse, isOpen ? {} : { begins: { status: 'active' } });
  if (isOpen) return;
  story.step(warehouse.updated_at, warehouse.updated_by, `warehouse → ${warehouse.status}`, (player) =>
    player.update('warehouse', warehouse, ['status']),
  );
}

/** A customer says something; somebody looks at it. */
function tellReview(demo: Demo, story: StoryBuilder, review: Row): void {
  story.insert('product_review', review, { by: undefined, last: true });
  if (review.status === 'pending') return;
  const id = (player: Player) => player.id('product_review', review.id);
  const moderate = (at: Value | undefined, to: Value | undefined) =>
    story.step(at, review.approved_by ?? moderatorOf(demo), `review → ${to}`, (player) =>
      player.call('moderate_review', { review_id: id(player), to }),
    );
  if (review.approved_at !== null) moderate(review.approved_at, 'approved');
  if (review.status !== 'approved') moderate(review.updated_at, review.status);
  if (review.superseded_at !== null)
    story.step(review.superseded_at, null, 'say more', (player) =>
      player.update('product_review', review, ['superseded_at']),
    );
  if (Number(review.helpful_count) > 0) {
    story.step(
      review.approved_at ?? review.updated_at,
      review.approved_by ?? undefined,
      'count who found it helpful',
      (player) => player.update('product_review', review, ['helpful_count']),
    );
  }
}

/** Who has approved other reviews. */
function moderatorOf(demo: Demo): Value | undefined {
  return demo.rows('product_review').find((review) => review.approved_by !== null)?.approved_by;
}

/** The table of what stock was booked for. */
function sourceOf(row: Row): string | undefined {
  return { sales_order: 'orders', customer_return: 'orders', purchase_order: 'purchase_orders' }[
    String(row.source_type)
  ];
}

/** A key names an order, its line, and a product of a set. */
function keyHere(value: Value, row: Row, there: (table: string, number: Value) => Value): Value {
  if (row.source_type !== 'sales_order') return value;
  const tables: Readonly<Record<string, string>> = {
    order: 'orders',
    line: 'order_items',
    product: 'product',
  };
  return String(value)
    .split('/')
    .map((part) => {
      const [name = '', number = ''] = part.split(':');
      const table = tables[name];
      return table === undefined ? part : `${name}:${there(table, number)}`;
    })
    .join('/');
}
