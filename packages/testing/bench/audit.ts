/**
 * What the audit costs: writes that it watches, and writes beside it, with its triggers and without them, in turns in one
 * session. Says how long each took and what the ratio was.
 *
 * ROUNDS (30) and WRITES (200 in a round) make it smaller or larger.
 */
import type pg from 'pg';
import { migratedDatabase } from '../src/database.ts';

const number = (name: string, fallback: number) => Number(process.env[name] ?? fallback);
const effort = { rounds: number('ROUNDS', 30), writes: number('WRITES', 200) };

/** Statements with the number of the write in `$`. */
const WRITES: Readonly<Record<string, { readonly table: string; readonly sql: string }>> = {
  'a price (watched)': {
    table: 'product',
    sql: 'UPDATE product SET retail_price = $ WHERE id = 1 + $ % 100',
  },
  'a description (beside it)': {
    table: 'product',
    sql: "UPDATE product SET description = 'text ' || $ WHERE id = 1 + $ % 100",
  },
  'app.record_payment (a new row is watched)': {
    table: 'order_payments',
    sql: "PERFORM app.record_payment(1 + $ % 100, 0.01, 'cash', gen_random_uuid()::text)",
  },
  'app.place_order with three lines (order watched)': {
    table: 'orders',
    sql: `PERFORM app.place_order(app.create_order(NULL, 'EUR', '[${Array(3).fill('{"product_name": "x", "quantity": 1, "unit_price": 5}').join(', ')}]'), gen_random_uuid()::text)`,
  },
  'app.receive_stock (beside it)': {
    table: 'stock_movement',
    sql: 'PERFORM app.receive_stock(1 + $ % 100, 1, gen_random_uuid()::text)',
  },
  'app.adjust_stock (a new row is watched)': {
    table: 'stock_movement',
    sql: "PERFORM app.adjust_stock(1 + $ % 100, 1, 'found', gen_random_uuid()::text)",
  },
};

const database = await migratedDatabase({ domains: ['marketing', 'logs'], broken: 'any' });
try {
  const { id, ownerId } = database.tenants.a;
  const owner = await database.connect();
  const application = await database.connect();
  const inTenant = async (sql: string) => {
    await application.query(`BEGIN; SET LOCAL ROLE erp_app; SELECT app.enter_tenant(${id}, ${ownerId})`);
    const start = performance.now();
    await application.query(sql);
    const took = performance.now() - start;
    await application.query('COMMIT');
    return took;
  };
  await owner.query(
    `INSERT INTO warehouse (tenant_id, code, name, currency_code, is_default) VALUES (${id}, 'MAIN', 'Main', 'EUR', true)`,
  );
  await inTenant(`SELECT app.create_product('P-' || g, 'Ring', 'EUR') FROM generate_series(1, 100) g;
    SELECT app.place_order(app.create_order(NULL, 'EUR', '[{"product_name": "x", "quantity": 1, "unit_price": 500000}]'), g::text)
      FROM generate_series(1, 100) g`);
  console.log('\n| write | without ms | with ms | ratio |\n|---|---|---|---|');
  for (const [name, { table, sql }] of Object.entries(WRITES)) {
    const took = { without: 0, with: 0 };
    const loop = (round: number) =>
      `DO $$ BEGIN FOR n IN 1..${effort.writes} LOOP ${sql.replaceAll('$', `(${round * 1000} + n)`)}; END LOOP; END $$`;
    for (let round = 0; round <= effort.rounds; round += 1) {
      for (const way of round % 2 === 0 ? (['without', 'with'] as const) : (['with', 'without'] as const)) {
        await switchAudit(owner, table, way === 'with');
        const time = await inTenant(loop(round));
        // The first round fills the caches.
        if (round > 0) took[way] += time / effort.writes / effort.rounds;
      }
    }
    console.log(
      `| ${name} | ${took.without.toFixed(3)} | ${took.with.toFixed(3)} | **${(took.with / took.without).toFixed(2)}** |`,
    );
  }
} finally {
  await database.drop();
}

/** Enables or disables the triggers of the audit on a table. */
async function switchAudit(owner: pg.Client, table: string, on: boolean): Promise<void> {
  const { rows } = await owner.query(
    `SELECT tgname FROM pg_trigger WHERE tgrelid = $1::regclass AND tgname LIKE 'tr\\_%\\_audit\\_%'`,
    [table],
  );
  for (const { tgname } of rows)
    await owner.query(`ALTER TABLE ${table} ${on ? 'ENABLE' : 'DISABLE'} TRIGGER ${tgname}`);
}
