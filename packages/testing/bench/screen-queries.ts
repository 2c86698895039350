/** A query that a screen of the ERP makes. */
export interface ScreenQuery {
  readonly name: string;
  /** The statement as the application sends it: without a word about the tenant. */
  readonly sql: string;
  /** Alias of the table that the explicit form puts `tenant_id = …` on; joined tables follow by their keys. */
  readonly alias: string;
  /** Types of the parameters. */
  readonly types: readonly string[];
  /** Finds parameters of one tenant ($1), spread over its rows, as columns in the order of the types. */
  readonly parameters: string;
}

/** The same statement as somebody writes it who has no row level security: the tenant is the last parameter. */
export function explicitForm(query: ScreenQuery): string {
  return query.sql.replace('WHERE', `WHERE ${query.alias}.tenant_id = $${query.types.length + 1} AND`);
}

const day = "date_trunc('day', ordered_at)";

const customerByContact = (contactType: string) => ({
  sql: `SELECT u.id, u.customer_rank, u.lifetime_value, c.contact_value, c.is_verified
    FROM crm_personal_contacts c
    JOIN crm_customers u ON u.tenant_id = c.tenant_id AND u.personal_key_id = c.personal_key_id
    WHERE c.contact_value = $1 AND c.contact_type = '${contactType}'`,
  alias: 'c',
  types: ['text'],
  parameters: `SELECT contact_value FROM crm_personal_contacts
    WHERE tenant_id = $1 AND contact_type = '${contactType}' ORDER BY id LIMIT 20`,
});

/** The ten queries, with the words of the screens. */
export const screenQueries: readonly ScreenQuery[] = [
  {
    name: 'inbox of leads by assignee and status',
    sql: `SELECT l.id, l.status, l.source, l.created_at, c.contact_value
      FROM crm_leads l
      LEFT JOIN crm_personal_contacts c
        ON c.tenant_id = l.tenant_id AND c.personal_key_id = l.personal_key_id AND c.is_primary
      WHERE l.assigned_to = $1 AND l.status = 'new'
      ORDER BY l.created_at, l.id LIMIT 50`,
    alias: 'l',
    types: ['bigint'],
    parameters: 'SELECT user_id FROM sys_tenant_members WHERE tenant_id = $1 ORDER BY user_id',
  },
  { name: 'customer by e-mail', ...customerByContact('email') },
  { name: 'customer by phone', ...customerByContact('phone') },
  {
    name: 'orders by status and date',
    sql: `SELECT o.id, o.order_number, o.ordered_at, o.customer_id, o.total, o.balance
      FROM orders o
      WHERE o.status = 'processing' AND o.ordered_at < $1 AND o.deleted_at IS NULL
      ORDER BY o.ordered_at DESC, o.id DESC LIMIT 50`,
    alias: 'o',
    types: ['timestamptz'],
    parameters: `SELECT DISTINCT ${day} FROM (SELECT ordered_at FROM orders WHERE tenant_id = $1
      ORDER BY id LIMIT 20) d`,
  },
  {
    name: 'orders of a customer',
    sql: `SELECT o.id, o.order_number, o.status, o.ordered_at, o.total, o.balance
      FROM orders o
      WHERE o.customer_id = $1
      ORDER BY o.ordered_at DESC, o.id DESC LIMIT 50`,
    alias: 'o',
    types: ['bigint'],
    parameters: 'SELECT id FROM crm_customers WHERE tenant_id = $1 ORDER BY id LIMIT 20',
  },
  {
    name: 'order by number',
    sql: `SELECT o.id, o.status, o.ordered_at, o.customer_id, o.total, o.balance
      FROM orders o
      WHERE o.order_number = $1`,
    alias: 'o',
    types: ['text'],
    parameters: 'SELECT order_number FROM orders WHERE tenant_id = $1 ORDER BY id LIMIT 20',
  },
  {
    name: 'open balance, oldest first',
    sql: `SELECT o.id, o.order_number, o.ordered_at, o.customer_id, o.total, o.balance
      FROM orders o
      WHERE o.has_open_balance AND o.ordered_at < $1 AND o.deleted_at IS NULL
      ORDER BY o.ordered_at, o.id LIMIT 50`,
    alias: 'o',
    types: ['timestamptz'],
    parameters: `SELECT DISTINCT ${day} FROM (SELECT ordered_at FROM orders WHERE tenant_id = $1
      ORDER BY id LIMIT 20) d`,
  },
  {
    name: 'payments by date',
    sql: `SELECT p.id, p.order_id, p.amount, p.currency_code, p.payment_method, p.paid_at
      FROM order_payments p
      WHERE p.status = 'paid' AND p.paid_at >= $1 AND p.paid_at < $1 + interval '1 day'
      ORDER BY p.paid_at, p.id LIMIT 100`,
    alias: 'p',
    types: ['timestamptz'],
    parameters: `SELECT DISTINCT ${day} FROM (SELECT ordered_at FROM orders WHERE tenant_id = $1
      ORDER BY id LIMIT 20) d`,
  },
  {
    name: 'potentials by stage',
    sql: `SELECT p.id, p.personal_key_id, p.assigned_to, p.estimated_value, p.expected_close_date
      FROM crm_potential p
      WHERE p.status = 'open' AND p.stage = $1
      ORDER BY p.expected_close_date, p.id LIMIT 50`,
    alias: 'p',
    types: ['text'],
    parameters: `SELECT stage FROM unnest(ARRAY['prospecting', 'qualification', 'proposal', 'negotiation']) stage
      WHERE $1::bigint IS NOT NULL`,
  },
  {
    name: 'win-back worklist of a member',
    sql: `SELECT r.id, r.priority, r.contact_attempts, c.contact_value
      FROM crm_reengage_personal_keys r
      LEFT JOIN crm_personal_contacts c
        ON c.tenant_id = r.tenant_id AND c.personal_key_id = r.personal_key_id AND c.is_primary
      WHERE r.assigned_to = $1 AND r.status = 'pending'
      ORDER BY r.priority, r.id LIMIT 50`,
    alias: 'r',
    types: ['bigint'],
    parameters: 'SELECT user_id FROM sys_tenant_members WHERE tenant_id = $1 ORDER BY user_id',
  },
];
