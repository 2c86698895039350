import { withoutFunctionBodies } from '../connection/function-bodies.ts';

/** The table of the ledger, in schema public: Knex's own. */
export const LEDGER_TABLE = 'knex_migrations';

/** Every table and sequence that the ledger, or stock Knex for it, has in schema public. */
export const LEDGER_RELATIONS: readonly string[] = [
  'knex_migrations',
  'knex_migrations_id_seq',
  'knex_migrations_begun',
  'knex_migrations_journal',
  'knex_migrations_lock',
  'knex_migrations_lock_index_seq',
];

/** Condition on the name of a relation: it is not the ledger's. */
export function isNotLedger(name: string): string {
  return `${name} !~ '^knex_migrations'`;
}

/** Whether a statement names a table of the ledger. */
export function namesLedger(sql: string): boolean {
  return /\bknex_migrations(_begun|_journal)?\b/.test(sql);
}

/** Whether a statement, or a script of several, writes to a table of the ledger; the bodies of functions do not count. */
export function writesLedger(sql: string): boolean {
  return WRITES.test(withoutFunctionBodies(sql));
}

const WRITES =
  /\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate(?:\s+table)?|(?:alter|drop)\s+table)\s+(?:(?:only|if\s+exists)\s+)*(?:"?public"?\s*\.\s*)?"?knex_migrations/i;

/**
 * The ledger as stock Knex makes it, with our columns beside. Row level security without a policy: nobody but the
 * owner has business here, whatever default privileges a platform hands out.
 */
export const CREATE_LEDGER = `CREATE TABLE IF NOT EXISTS public.knex_migrations (
  id serial PRIMARY KEY,
  name varchar(255),
  batch integer,
  migration_time timestamptz
);
ALTER TABLE public.knex_migrations
  ADD COLUMN IF NOT EXISTS checksum text,
  ADD COLUMN IF NOT EXISTS undo jsonb,
  ADD COLUMN IF NOT EXISTS content text,
  ADD COLUMN IF NOT EXISTS duration_ms integer,
  ADD COLUMN IF NOT EXISTS applied_by text DEFAULT current_user;
ALTER TABLE public.knex_migrations ENABLE ROW LEVEL SECURITY;
COMMENT ON TABLE public.knex_migrations IS 'What was applied to this database, in order. Written by the runner; stock Knex can read it.';
CREATE TABLE IF NOT EXISTS public.knex_migrations_begun (
  name text PRIMARY KEY,
  begun_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE public.knex_migrations_begun ADD COLUMN IF NOT EXISTS direction text;
ALTER TABLE public.knex_migrations_begun ENABLE ROW LEVEL SECURITY;
COMMENT ON TABLE public.knex_migrations_begun IS 'Steps outside a transaction that are under way, or whose run ended in the middle of them.';
CREATE TABLE IF NOT EXISTS public.knex_migrations_journal (
  name text,
  place integer,
  statement text NOT NULL,
  hash text NOT NULL,
  state text NOT NULL,
  probe jsonb,
  outcome text,
  noted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (name, place)
);
ALTER TABLE public.knex_migrations_journal ENABLE ROW LEVEL SECURITY;
COMMENT ON TABLE public.knex_migrations_journal IS 'Statements of the steps in knex_migrations_begun, and what became of each; gone when the step is done.'`;

/** Takes the ledger away, for a database that holds nothing of ours any more. */
export const DROP_LEDGER =
  'DROP TABLE public.knex_migrations_journal, public.knex_migrations_begun, public.knex_migrations';
