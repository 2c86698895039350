import type { Demo } from '../src/demo.ts';
import type { Row } from '../src/row.ts';
import type { Player } from '../src/step.ts';
import type { StoryBuilder } from '../src/story.ts';

/** A material with its forms, its stocks, and all that happened to them. */
export function tellMaterial(demo: Demo, story: StoryBuilder, material: Row): void {
  const of = (table: string, column = 'material_id') => demo.of(table, column, material.id);
  const history = of('material_history');
  const repriced = history.find((line) => line.action_type === 'update');
  story.insert('material', material, {
    begins: repriced === undefined ? {} : { cost: Number(repriced.old_value) },
  });
  for (const variant of of('material_variant')) story.insert('material_variant', variant);
  for (const part of of('material_component', 'material_id'))
    story.insert('material_component', part, { by: material.created_by, last: true });
  for (const stock of of('material_stock')) story.insert('material_stock', stock);
  for (const line of history) tellLine(demo, story, material, line);
  story.expect('material_history', history);
}

/** Functions that book what is not found in a count or moved. */
const BOOKS: Readonly<Record<string, string>> = {
  stock_in: 'receive_material',
  stock_out: 'issue_material',
  stock_adjust: 'adjust_material',
  reserve: 'reserve_material',
  unreserve: 'release_material',
};

function tellLine(demo: Demo, story: StoryBuilder, material: Row, line: Row): void {
  const { action_type: action, occurred_at: at, created_by: by, idempotency_key: key } = line;
  if (action === 'update') {
    story.step(at, by, `change ${line.field_name}`, (player) =>
      player.update('material', material, [String(line.field_name)]),
    );
  } else if (action === 'transfer' && line.counterpart_id === null) {
    story.step(at, by, 'move material', (player) => transfer(demo, player, line));
  } else if (BOOKS[String(action)] !== undefined && line.reference_type !== 'purchase') {
    story.step(at, by, String(action), async (player) => {
      const stock = demo.row('material_stock', line.material_stock_id);
      const amount = Number(line.quantity_change ?? line.reserved_change);
      const reference =
        action === 'stock_adjust'
          ? { reason: line.notes }
          : { reference_type: line.reference_type, reference_id: line.reference_id };
      const id = await player.call(BOOKS[String(action)] as string, {
        ...placeOf(player, stock),
        quantity: action === 'stock_adjust' ? amount : Math.abs(amount),
        key,
        ...reference,
      });
      player.made('material_history', line, id);
    });
  }
}

async function transfer(demo: Demo, player: Player, out: Row): Promise<void> {
  const [arrived] = demo.of('material_history', 'counterpart_id', out.id);
  if (arrived === undefined) throw new Error(`The demo does not say where ${out.id} went.`);
  const { warehouse_id, ...of } = placeOf(player, demo.row('material_stock', out.material_stock_id));
  const id = await player.call('transfer_material', {
    ...of,
    from_warehouse_id: warehouse_id,
    to_warehouse_id: player.id(
      'warehouse',
      demo.row('material_stock', arrived.material_stock_id).warehouse_id,
    ),
    quantity: -Number(out.quantity_change),
    key: out.idempotency_key,
    reason: out.notes,
  });
  player.made('material_history', out, id);
  const [found] = await player.ask<{ id: string }>(
    'SELECT id FROM material_history WHERE tenant_id = $1 AND counterpart_id = $2',
    [player.tenant, id],
  );
  player.made('material_history', arrived, found?.id);
}

function placeOf(player: Player, stock: Row): Record<string, string | null> {
  return {
    material_id: player.id('material', stock.material_id),
    material_variant_id: player.idOrNull('material_variant', stock.material_variant_id),
    warehouse_id: player.id('warehouse', stock.warehouse_id),
  };
}
