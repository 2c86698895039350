import { approvedAbsencesOf } from '@erp/demo-world/time-off';
import { workersOf } from '@erp/demo-world/workers';
import { withoutTriggers } from '@erp/kit/demo';
import type { DemoTenant, Trade } from '@erp/kit/demo-tenant';
import type { Knex } from 'knex';
import { CUSTOMER_TAILS, NOTE_TAILS } from './texts/notes.ts';
import { say } from './texts/words.ts';

/** What is written on records of a type. */
interface Subject {
  /** As ck_notes_entity_type has it; its position is part of the numbers of its notes. */
  readonly type: string;
  /** One of so many records has a note. */
  readonly oneOf: number;
  /** Within how many minutes of the record it is written: what is to be packed has not left yet. */
  readonly within?: number;
  readonly internal: readonly string[];
  /** May be shown to the customer; none where there is no customer to show it to. */
  readonly customer: readonly string[];
  readonly system: readonly string[];
}

/**
 * Writes notes on some of the records that there are, whichever domains have them, and changes none that is there.
 *
 * @param tables those whose records may be new.
 * @returns how many it has written.
 */
export async function writeNotes(
  trx: Knex,
  tenants: readonly DemoTenant[],
  tables: ReadonlySet<string>,
): Promise<readonly { readonly table: string; readonly rows: number }[]> {
  const subjects = await findSubjects(trx);
  const all = tables.has('notes');
  const due = subjects.filter(({ table }) => all || (table !== null && tables.has(table)));
  if (due.length === 0) return [];
  let rows = 0;
  await withoutTriggers(trx, ['notes'], async () => {
    for (const { subject, table, position } of due) {
      const records =
        table === null
          ? 'JOIN LATERAL generate_series(1, t.customers) AS r (id) ON true'
          : 'JOIN ?? AS r ON r.tenant_id = t.tenant_id';
      const moment = table === null ? "t.until - interval '40 days'" : 'r.created_at';
      const answer = await trx.raw<{ rowCount: number }>(statementFor(records, moment), [
        JSON.stringify(tenants.map((tenant) => characterOf(tenant, subject))),
        ...(table === null ? [] : [table]),
        LAST_RECORD,
        subject.oneOf,
        `notes.${subject.type}`,
        subject.within ?? A_MONTH,
        subject.type,
        SUBJECTS.length,
        position,
      ]);
      rows += answer.rowCount;
    }
  });
  return [{ table: 'notes', rows }];
}

/** The types whose records can be looked up; where there is no domain at all, customers as they would be numbered. */
async function findSubjects(
  trx: Knex,
): Promise<{ subject: Subject; table: string | null; position: number }[]> {
  const answer = await trx.raw<{ rows: { table: string | null }[] }>(
    `SELECT c.relname AS table FROM unnest(?::text[]) WITH ORDINALITY AS s (type, position)
     LEFT JOIN pg_class c ON c.oid = app.record_table(s.type) ORDER BY s.position`,
    [SUBJECTS.map((subject) => subject.type)],
  );
  const found = SUBJECTS.map((subject, position) => ({
    subject,
    table: answer.rows[position]?.table ?? null,
    position,
  }));
  const installed = found.filter(({ table }) => table !== null);
  return installed.length > 0 ? installed : found.filter(({ subject }) => subject.type === 'customer');
}

/** Notes are written within a month, in minutes. */
const A_MONTH = 43_200;

/** Records of seeds whose notes still have numbers below those that people's rows get. */
const LAST_RECORD = 80_000_000;

/**
 * Which records are chosen, and what is written, follows from the key of the tenant and the number of the record: a
 * larger scale adds notes and changes none.
 */
function statementFor(records: string, moment: string): string {
  return `
    WITH t AS (
      SELECT * FROM jsonb_to_recordset(?::jsonb) AS t (tenant_id bigint, key bigint, customers integer,
        until timestamptz, timezone text, internal text[], customer text[], system text[], authors bigint[],
        away tstzmultirange[])
    -- Materialized, or each place at which the hash, or the moment, is asked for would compute it anew.
    ), chosen AS MATERIALIZED (
      SELECT t.tenant_id, r.id, ${moment} AS since, ('x' || left(md5(k.name || ' ' || t.key || ' ' || r.id), 15))::bit(60)::bigint AS h
      FROM t ${records} AND r.id <= ?
      CROSS JOIN LATERAL (SELECT ?::integer AS one_of, ?::text AS name) k
      -- A cheap scatter first: not every record of a large demo is worth a hash.
      WHERE (r.id * 2654435761 % 4294967296 / 65536 + t.key) % k.one_of = 0
    ), written AS MATERIALIZED (
      SELECT c.*, k.kind, CASE WHEN k.kind = 'system' OR d.at > t.until THEN e.at ELSE d.at END AS at,
        k.kind = 'system' OR d.at > t.until AS alone
      FROM chosen c
      JOIN t ON t.tenant_id = c.tenant_id
      CROSS JOIN LATERAL (
        SELECT CASE
          WHEN h % 10 = 0 AND cardinality(t.system) > 0 THEN 'system'
          WHEN h % 10 < 4 AND cardinality(t.customer) > 0 THEN 'customer'
          ELSE 'internal' END AS kind
      ) k
      -- Within a month of the record, not behind the end of the story, and never before the record.
      CROSS JOIN LATERAL (
        SELECT greatest(c.since, least(c.since + make_interval(mins => (h / 10000000000 % ?)::integer), t.until - interval '1 hour')) AS at
      ) e
      -- People write by day, from Monday to Friday: what is of another time is of the next morning.
      CROSS JOIN LATERAL (SELECT e.at AT TIME ZONE t.timezone AS wall OFFSET 0) f
      CROSS JOIN LATERAL (
        SELECT CASE WHEN extract(isodow FROM f.wall) < 6 AND f.wall::time BETWEEN '08:00' AND '19:59:59' THEN e.at
          ELSE (g.day + CASE extract(isodow FROM g.day) WHEN 6 THEN 2 WHEN 7 THEN 1 ELSE 0 END
            + time '08:00' + make_interval(secs => (h / 1000 % 14400)::integer)) AT TIME ZONE t.timezone END AS at
        FROM (SELECT f.wall::date + (f.wall::time >= '20:00')::integer AS day) g
      ) d
    )
    INSERT INTO notes (tenant_id, id, entity_type, entity_id, content, note_type, is_private, is_pinned, created_by,
      updated_by, created_at, updated_at)
    SELECT w.tenant_id, w.id * s.types + s.position + 1, s.type, w.id, l.texts[1 + h / 100 % cardinality(l.texts)], w.kind,
      w.kind = 'internal' AND a.author IS NOT NULL AND h / 10000 % 12 = 0, h / 1000000 % 9 = 0,
      a.author, a.author, w.at, w.at
    FROM written w
    JOIN t ON t.tenant_id = w.tenant_id
    CROSS JOIN LATERAL (SELECT CASE w.kind WHEN 'system' THEN t.system WHEN 'customer' THEN t.customer ELSE t.internal END AS texts) l
    -- Nobody does so while on leave.
    LEFT JOIN LATERAL (
      SELECT p.author FROM unnest(t.authors) WITH ORDINALITY AS p (author, place)
      WHERE NOT w.alone AND NOT t.away[p.place] @> w.at
      ORDER BY (p.place + h / 100000000) % cardinality(t.authors) LIMIT 1
    ) a ON true
    CROSS JOIN LATERAL (SELECT ?::text AS type, ?::bigint AS types, ?::bigint AS position) s
    ORDER BY w.tenant_id, w.id
    ON CONFLICT (tenant_id, id) DO NOTHING`;
}

function characterOf(tenant: DemoTenant, subject: Subject) {
  const able = tenant.staff.filter(({ role }) => role === 'member' || role === 'manager');
  const said = (text: string) => say(tenant, text);
  const withTails = (texts: readonly string[], tails: readonly string[]) =>
    texts.map(said).flatMap((text) => [text, ...tails.map((tail) => `${text} ${said(tail)}`)]);
  return {
    tenant_id: tenant.id,
    key: Math.abs(tenant.key),
    customers: tenant.customers,
    until: new Date(tenant.until).toISOString(),
    internal: withTails(
      [...subject.internal, ...(subject.type === 'customer' ? TASTES[tenant.trade] : [])],
      NOTE_TAILS,
    ),
    customer: withTails(subject.customer, CUSTOMER_TAILS),
    system: subject.system.map(said),
    authors: able.map(({ userId }) => userId),
    timezone: tenant.timezone,
    // When each of the authors is on leave, as a multirange.
    away: able.map(({ userId }) => {
      const worker = workersOf(tenant).find((each) => each.userId === userId);
      const absences = worker === undefined ? [] : approvedAbsencesOf(tenant, worker.number);
      const ranges = absences.map(
        ({ start, end }) => `[${new Date(start).toISOString()},${new Date(end).toISOString()})`,
      );
      return `{${ranges.join(',')}}`;
    }),
  };
}

const TASTES: Record<Trade, readonly string[]> = {
  jewelry: [
    'Ring size 54, left hand; wears yellow gold only.',
    'Allergic to nickel.',
    'Wedding day in June, wants to see bands in spring.',
  ],
  home_goods: [
    'Third floor, no lift: two people for the delivery.',
    'Has a dog, wants covers that can be washed.',
    'Moves house in autumn, call again then.',
  ],
  food: [
    'No nuts in the hamper.',
    'Takes the vegetable box every other week.',
    'Ring twice, the bell is hard to hear.',
  ],
};

/** In the order of ck_notes_entity_type; a further one goes to the end. */
const SUBJECTS: readonly Subject[] = [
  {
    type: 'order',
    oneOf: 5,
    within: 1_440,
    internal: [
      'Called to ask whether it can be a present.',
      'It is a present for somebody else.',
      'Wants the bill by e-mail.',
      'Asked for plain paper instead of plastic.',
      'A neighbor may take the parcel.',
      'Please look it over before it leaves.',
      'Reads every mail, answers at night.',
      'Wants to be told if anything is late.',
      'Asked what goes with it.',
    ],
    customer: [
      'We will call before we come.',
      'A card with your greeting lies inside.',
      'We have read your message with care.',
      'Your wish about the wrapping is noted.',
      'We look everything over before it leaves.',
      'A leaflet on care lies inside.',
      'We have used as little paper as possible.',
    ],
    system: [
      'Address was completed from the postal code.',
      'The name of the street was spelled as the post has it.',
      'The telephone number was brought into the common form.',
    ],
  },
  {
    type: 'order_item',
    oneOf: 60,
    within: 1_440,
    internal: [
      'Take the one from the window.',
      'Checked twice, measure is right.',
      'Choose one without any flaw.',
      'The same as a friend has.',
      'Wrap it by itself.',
    ],
    customer: [
      'Lies in a box of its own.',
      'We chose it by hand for you.',
      'It is wrapped by itself.',
      'How to keep it well is written inside.',
    ],
    system: [],
  },
  {
    type: 'product',
    oneOf: 6,
    internal: [
      'Pictures are to be taken again.',
      'Supplier raises the price next quarter.',
      'The text could be shorter.',
      'Asked for often, show it further up.',
    ],
    customer: [],
    system: ['Description was taken over from the supplier.'],
  },
  {
    type: 'customer',
    oneOf: 3,
    internal: [
      'Prefers to be called after six.',
      'Brought cake for the team; say thanks.',
      'Was unhappy once, be kind.',
      'Reads the newsletter and speaks of it.',
      'Likes it short.',
      'Knows the shop from the beginning.',
      'Buys for the whole family.',
      'Asks before ordering, decides quickly then.',
      'Gave good advice on the new page.',
    ],
    customer: [
      'You asked us to write instead of calling.',
      'We have noted how you like to be written to.',
      'We have noted your wishes for the next time.',
      'You may send us pictures at any time.',
    ],
    system: ['Looks like one person with another record; was left as it is.'],
  },
  {
    type: 'person',
    oneOf: 10,
    internal: [
      'Speaks French at home.',
      'Met at the fair.',
      'Works nearby, comes on foot.',
      'Asked not to be called at work.',
      'Heard of us on the radio.',
      'Collects our leaflets.',
      'Has a question about the wrapping every time.',
    ],
    customer: [],
    system: ['Name was brought into the common form.'],
  },
  {
    type: 'lead',
    oneOf: 6,
    internal: [
      'Asked many questions.',
      'Budget is fixed, do not push.',
      'Left a message.',
      'Compares us with two others.',
      'Has time until the end of the season.',
      'Decides together with somebody else.',
      'Pictures would help.',
      'Liked the tone of our answer.',
    ],
    customer: [],
    system: ['Was compared with those of the last year.'],
  },
  {
    type: 'shipment',
    oneOf: 12,
    within: 1_440,
    internal: [
      'Driver was told about the back door.',
      'Carton was dented, content is fine.',
      'Light parcel, lies on top.',
      'Edges were padded.',
      'Taped twice.',
      'Weighed again, it is right.',
    ],
    customer: [
      'Your parcel can be followed by its number.',
      'Your parcel is packed against bumps.',
      'The carton can be used again.',
      'Please keep the label until you have looked at everything.',
    ],
    system: [],
  },
  {
    type: 'inventory',
    oneOf: 8,
    internal: [
      'Lies on the upper shelf.',
      'Counted by two people.',
      'The label has faded.',
      'Older pieces to the front.',
    ],
    customer: [],
    system: ['Was compared with the ledger.'],
  },
  {
    type: 'task',
    oneOf: 6,
    internal: [
      'Waits for an answer from outside.',
      'Is more work than it looks.',
      'Can be split in two.',
      'There is a template for it.',
      'Somebody new could learn it here.',
    ],
    customer: [],
    system: [],
  },
  {
    type: 'project',
    oneOf: 2,
    internal: ['The budget was agreed upon.', 'Next look at it on Monday.'],
    customer: [],
    system: [],
  },
  {
    type: 'campaign',
    oneOf: 2,
    internal: ['The second picture works better.', 'Not during the holidays.'],
    customer: [],
    system: [],
  },
  {
    type: 'conversation',
    oneOf: 12,
    internal: [
      'Answer with the price list.',
      'Same question as last week.',
      'A picture would say more.',
      'Friendly tone, keep it.',
      'Belongs into the list of common questions.',
    ],
    customer: [],
    system: ['The language was recognized by the first words.'],
  },
];
