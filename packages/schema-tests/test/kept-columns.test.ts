import { migratedDatabase, type TestDatabase } from '@erp/testing/database';

/**
 * Money, status and history that a function keeps are written by functions alone: what a definer function updates,
 * the application role has no right to insert or update, or it stands here with the reason.
 */
const WRITTEN_BY_BOTH: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['stock.inbound', 'material_stock.inbound'].map((column) => [
      column,
      'A plan written by hand, until purchasing orders for the stock: from then on its lines say it.',
    ]),
  ),
  'crm_personal_contacts.is_primary':
    'People prefer one contact to another; adding a preferred one takes it from the other.',
  'crm_potential.status': 'A board may move an opportunity; a trigger writes the history of either way.',
  'crm_potential.stage': 'As its status.',
  'crm_potential.probability_score': 'People estimate it; an outcome is certain.',
  'crm_potential.converted_to_order_id': 'As its status.',
  'mkt_campaign_activities.status': 'People plan activities; closing a campaign closes what is still open.',
  'omnichannel_contact.display_name': 'A message brings the name that the platform shows; people correct it.',
  'omnichannel_conversation.subject': 'People name a conversation, whoever started it.',
  'order_items.discount_amount': 'A seller may give a discount; a promotion gives one by its function.',
  'orders.ordered_at': 'An order that came by phone is entered later; placing it fills what was left empty.',
  ...Object.fromEntries(
    ['expected_on', 'notes', 'vendor_reference'].map((column) => [
      `purchase_orders.${column}`,
      'What a vendor says is written down whenever he says it; changing a draft may name it too.',
    ]),
  ),
  'recurring_task.next_run': 'People set the first date; making the due tasks moves it on.',
  ...Object.fromEntries(
    [
      'staff_id',
      'department_id',
      'start_time',
      'end_time',
      'timezone',
      'shift_name',
      'reason',
      'is_leader_shift',
    ].map((column) => [
      `schedule.${column}`,
      'People plan drafts by hand; what is published changes by a revision.',
    ]),
  ),
  'schedule_revision_detail.schedule_id':
    'A detail names the shift to change, or gets that of the one it adds.',
  ...Object.fromEntries(
    ['summary', 'handover_notes', 'issues', 'orders_count', 'sales_amount', 'currency_code', 'metrics'].map(
      (column) => [
        `shift_report.${column}`,
        'What a person reports while the shift is open; closing it takes the same fields.',
      ],
    ),
  ),
};

let database: TestDatabase;
beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(() => database.drop());

/** Columns that definer functions assign, beside those that erase and merge, which write whatever is personal. */
async function keptColumns(): Promise<Map<string, string>> {
  const { rows } = await database.knex.raw<{ rows: { name: string; body: string }[] }>(
    `SELECT proname AS name, prosrc AS body FROM pg_proc
      WHERE pronamespace = 'app'::regnamespace AND prosecdef AND proname !~ '^(forget|erase|merge)_' ORDER BY 1`,
  );
  const kept = new Map<string, string>();
  for (const { name, body } of rows) {
    for (const [, table, assignments = ''] of body.matchAll(
      /UPDATE\s+public\.(\w+)\s+(?:AS\s+)?\w*\s*SET\s+(.*?)(?:\n\s*(?:FROM|WHERE|RETURNING)\b|;)/gs,
    )) {
      for (const [, column] of assignments.matchAll(/(?:^|,|\()\s*(\w+)\s*(?:=|,(?=[^=]*\)\s*=))/g))
        kept.set(`${table}.${column}`, name);
    }
  }
  return kept;
}

test('what a function keeps is out of reach for the application role', async () => {
  const kept = await keptColumns();
  expect(kept.size).toBeGreaterThan(150);
  expect(kept.get('orders.total_paid')).toBe('refresh_order_payments');
  const { rows } = await database.knex.raw<{ rows: { key: string }[] }>(
    `SELECT format('%s.%s', c.relname, a.attname) AS key
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND a.attgenerated = '' AND a.attname NOT IN ('created_by', 'updated_by')
        AND (has_column_privilege('erp_app', c.oid, a.attnum, 'INSERT') OR has_column_privilege('erp_app', c.oid, a.attnum, 'UPDATE'))`,
  );
  const writable = rows.map((row) => row.key).filter((key) => kept.has(key));
  expect(
    writable.filter((key) => !(key in WRITTEN_BY_BOTH)).map((key) => `${key}: ${kept.get(key)}`),
  ).toEqual([]);
  expect(Object.keys(WRITTEN_BY_BOTH).filter((key) => !writable.includes(key))).toEqual([]);
});
