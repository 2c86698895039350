import { LOCK_STRENGTHS } from './lock-strength.ts';
import type { LockSequence, RowLock } from './lock-trace.ts';

/** Tables that belong together in the order of locks. */
interface LockGroup {
  readonly title: string;
  /** In the order in which their rows are locked. */
  readonly tables: readonly string[];
  /**
   * Nobody takes these together with rows of other groups, except who holds the person for update: erasing and merging
   * reach them in the order of the domains' triggers and names.
   */
  readonly alone?: true;
}

/**
 * The order in which functions of all domains lock rows: whoever holds a row waits only for rows further down, and
 * within a table for rows with higher numbers. docs/locks.md shows it.
 */
export const LOCK_ORDER: readonly LockGroup[] = [
  {
    title: 'Members of the tenant, and what is decided about their time',
    tables: [
      'sys_tenant_invitations',
      'schedule_revision',
      'sys_tenant_members',
      'schedule_time_off_request',
      'schedule',
      'schedule_revision_detail',
      'shift_report',
    ],
  },
  {
    title: 'Evaluations',
    tables: ['performance_criteria', 'performance_evaluation', 'performance_score'],
  },
  {
    title: 'Persons, what makes them customers, the customer',
    tables: [
      'crm_personal_keys',
      'crm_leads',
      'crm_potential',
      'crm_reengage_personal_keys',
      'crm_person_merges',
      'crm_customers',
    ],
  },
  {
    title: 'What is known of a person',
    tables: [
      'crm_personal_contacts',
      'crm_personal_addresses',
      'crm_personal_profile',
      'crm_personal_journey',
      'crm_lead_status_history',
      'crm_potential_status_history',
      'crm_reengaged_batches',
    ],
  },
  {
    title: 'Contacts at the networks, their conversations, the messages',
    alone: true,
    tables: [
      'omnichannel_contact',
      'omnichannel_conversation',
      'omnichannel_conversation_history',
      'omnichannel_message_attachment',
      'omnichannel_message_reaction',
      'omnichannel_message',
    ],
  },
  {
    title: 'Numbers that text, their conversations, the messages',
    alone: true,
    tables: [
      'sms_contacts',
      'sms_meta_conversation',
      'sms_consent_log',
      'sms_attachments',
      'sms_reactions',
      'sms_messages',
    ],
  },
  {
    title: 'Orders, what takes from their price, their lines, what was paid',
    tables: [
      'orders',
      'fulfilment_batches',
      'fulfilment_parcels',
      'fulfilment_shipments',
      'order_meta_crm',
      'mkt_promotions',
      'mkt_promotion_codes',
      'mkt_promotion_redemptions',
      'order_items',
      'order_items_after_sales',
      'order_payments',
      'order_status_history',
    ],
  },
  {
    title: 'Campaigns and links',
    tables: [
      'mkt_campaigns',
      'mkt_campaign_activities',
      'mkt_utm_conversions',
      'mkt_utm_links',
      'mkt_utm_clicks',
    ],
  },
  { title: 'What is ordered of vendors', tables: ['vendors', 'purchase_orders', 'purchase_order_lines'] },
  { title: 'Goods', tables: ['product_review', 'product_variant', 'product', 'product_sku'] },
  {
    title: 'Stock: the count, the stock by product, variant and warehouse, what is booked on it',
    tables: ['stock_count', 'stock', 'stock_reservation', 'inventory_history', 'material_stock'],
  },
  {
    title: 'Projects and their tasks',
    tables: [
      'project',
      'recurring_task',
      'task',
      'task_watcher',
      'task_dependency',
      'task_attachment',
      'task_comment',
      'task_comment_mention',
      'task_activity',
    ],
  },
  { title: 'Alerts', tables: ['alert_keys', 'alerts'] },
  {
    title: 'Document numbers: last, because the row is held until the transaction ends',
    tables: ['sys_document_sequences', 'sys_document_counters'],
  },
];

/**
 * Tables whose rows are not locked by number: stock goes by product, variant and warehouse; the others go as they come,
 * since whoever takes one of them holds what they belong to: the customer, the order, the conversation.
 */
const NOT_BY_NUMBER = new Set([
  'stock',
  'material_stock',
  'orders',
  'order_items',
  'mkt_promotion_redemptions',
  'omnichannel_message',
  'sms_messages',
]);

const ALONE = new Set(LOCK_ORDER.filter((group) => group.alone).flatMap((group) => group.tables));

/**
 * Where sequences of locks go against the order. Locks that nobody's lock stands against are left out: a foreign key
 * that looks at its parent waits only for whoever removes the parent or changes its key.
 *
 * @returns one line for each contradiction: what was held, what was asked for, and how to mend it.
 */
export function lockOrderFaults(sequences: readonly LockSequence[]): string[] {
  const places = new Map(LOCK_ORDER.flatMap((group) => group.tables).map((table, i) => [table, i] as const));
  const strongest = strongestLocks(sequences);
  const mayWait = (lock: RowLock) => lock.strength !== 'key share' || strongest.get(lock.table) === 'update';
  const faults = new Set<string>();
  for (const sequence of sequences) {
    const waiting = sequence.filter(mayWait);
    const personHeld = waiting.some(
      (lock) => lock.table === 'crm_personal_keys' && lock.strength === 'update',
    );
    waiting.forEach((asked, i) => {
      const place = places.get(asked.table);
      if (place === undefined) {
        faults.add(
          `${asked.table} has no place in the order of locks: give it one in packages/testing/src/lock-order.ts.`,
        );
        return;
      }
      for (const held of waiting.slice(0, i)) {
        const heldPlace = places.get(held.table);
        if (heldPlace === undefined || isSameRow(held, asked)) continue;
        if (personHeld && ALONE.has(held.table) !== ALONE.has(asked.table)) continue;
        if (personHeld && ALONE.has(held.table) && groupOf(held.table) !== groupOf(asked.table)) continue;
        if (heldPlace > place) {
          faults.add(
            `${asked.table} (${asked.strength}) is locked after ${held.table} (${held.strength}), and comes before it.`,
          );
        } else if (heldPlace === place && isBehind(asked, held)) {
          faults.add(
            `${asked.table} ${asked.id} is locked after ${held.id}; rows go by their numbers (ORDER BY id).`,
          );
        }
      }
    });
  }
  return [...faults].sort();
}

function strongestLocks(sequences: readonly LockSequence[]): ReadonlyMap<string, RowLock['strength']> {
  const strongest = new Map<string, RowLock['strength']>();
  for (const { table, strength } of sequences.flat()) {
    const known = strongest.get(table);
    if (known === undefined || LOCK_STRENGTHS.indexOf(known) < LOCK_STRENGTHS.indexOf(strength)) {
      strongest.set(table, strength);
    }
  }
  return strongest;
}

function groupOf(table: string): LockGroup | undefined {
  return LOCK_ORDER.find((group) => group.tables.includes(table));
}

function isSameRow(a: RowLock, b: RowLock): boolean {
  return a.table === b.table && a.id === b.id;
}

function isBehind(asked: RowLock, held: RowLock): boolean {
  return (
    !NOT_BY_NUMBER.has(asked.table) &&
    asked.id !== '' &&
    held.id !== '' &&
    // References by foreign keys are taken in the order of the rows that hold them, and wait for removals alone.
    asked.strength !== 'key share' &&
    held.strength !== 'key share' &&
    BigInt(asked.id) < BigInt(held.id)
  );
}

/** The order as a numbered list in Markdown. */
export function renderLockOrder(): string {
  return LOCK_ORDER.map(
    (group, i) => `${i + 1}. ${group.title}: ${group.tables.map((table) => `\`${table}\``).join(' → ')}`,
  ).join('\n');
}
