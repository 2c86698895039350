/** Where one of the independent checkers is right in general and wrong here. */
export interface Exception {
  readonly rule: string;
  /** Matches the place, which begins with file and line and ends with the words of SQL that were found. */
  readonly where: RegExp;
  readonly because: string;
}

/** The ledger of stock Knex and the journal beside it, at the beginning of every script. */
const LEDGER =
  /:\d+ (id serial|name varchar|batch integer|place integer|ADD COLUMN IF NOT EXISTS (duration_ms integer|applied_by text))/;

/** What is counted, measured or ranked: no key, so that 2,147,483,647 is far away. */
const COUNTS =
  /:\d+ "(\w+_)?(quantity|discrepancy|count|score|attempts?|size|number|digits|days|ms|seconds|minutes|hours|months|height|width|px|mm|grams|order|level|limit|position|priority|rating|sum|progress|occurrences|segments|weight|year|scale|insert|available|ahead|on_hand|reserved|every|after|sent|calls|inbound|contacted|conversions|responses)" integer/;

/** Of the schema as a fresh installation makes it, and of a migrated database. */
export const OF_THE_SCHEMA: readonly Exception[] = [
  {
    rule: 'unusedIndex',
    where: /^live schema /,
    because: 'The database was made a second ago; nothing has used any index yet.',
  },
  {
    rule: 'functionSearchPathMutable',
    where: /^live schema .*app\.erase_tenant_in_batches/,
    because:
      'A procedure that commits may not have settings of its own; it qualifies every name, runs as its caller and only calls a function that pins them (exceptions.ts of system).',
  },
  {
    rule: 'functionSearchPathMutable',
    where: /^live schema .*`?app\.(current_tenant_id|current_user_id|has_permission|tenant_read_by)\\?`/,
    because:
      'Asked by policies for every scan and row, where a SET clause is two thirds of the price; every name and operator is qualified, and a test shadows them all.',
  },
  {
    rule: 'rlsEnabledNoPolicy',
    where: /^live schema .*knex_migrations/,
    because:
      'Nobody but the owner has business in the ledger, and row security says so on platforms that grant widely.',
  },
  {
    rule: 'constraint-missing-not-valid',
    where: /_links\.sql:\d+ .*VALIDATE CONSTRAINT fk_\w+/,
    because:
      'A fresh installation binds links to tables without rows; `pnpm migrate` validates in a transaction of its own where there are some.',
  },
  {
    rule: 'constraint-missing-not-valid',
    where: /VALIDATE CONSTRAINT (fk_order_items_product_id|fk_mkt_campaign_projects_project_id)$/,
    because: 'These two came while the tables of their domain were still without rows everywhere.',
  },
];

/** Of every script, that of a later migration too. */
export const OF_SCRIPTS: readonly Exception[] = [
  {
    rule: 'require-concurrent-index-deletion',
    where: /DROP INDEX ix_crm_personal_profile_custom_attributes/,
    because:
      'Taking an index away reads nothing; the run is one transaction, which CONCURRENTLY would leave.',
  },
  ...['prefer-bigint-over-int', 'prefer-identity', 'prefer-text-field', 'adding-field-with-default'].map(
    (rule) => ({ rule, where: LEDGER, because: 'The ledger has the columns that stock Knex expects.' }),
  ),
  {
    rule: 'prefer-bigint-over-int',
    where: COUNTS,
    because: 'Integers are counts, minutes, sizes, never keys.',
  },
  {
    rule: 'prefer-bigint-over-int',
    where: /:\d+ "(max_applications_per_order|max_bundles_per_order|status)" integer/,
    because: 'Two limits of a promotion, and the status of an HTTP answer.',
  },
  {
    rule: 'prefer-bigint-over-int',
    where: /:\d+ (alter table "\w+" )?add column "(\w+_)?quantity" integer/,
    because: 'Pieces of a line or a case.',
  },
  {
    rule: 'require-concurrent-index-deletion',
    where: /:\d+ drop index "ix_order_items_product_id"/,
    because:
      'Lines get an index that begins with the same columns a statement before; the migration holds the table anyway.',
  },
  {
    rule: 'prefer-bigint-over-smallint',
    where: /:\d+ "repeat_days" smallint\[\]/,
    because: 'Days of the week.',
  },
  {
    rule: 'ban-char-field',
    where: /:\d+ "currency_code" char\(3\)/,
    because: 'The shape of an ISO 4217 currency code; a check holds it to three letters.',
  },
  {
    rule: 'ban-char-field',
    where: /:\d+ "(country|country_code)" char\(2\)/,
    because: 'The shape of an ISO 3166-1 country code; a check holds it to two letters.',
  },
  {
    rule: 'require-statement-timeout',
    where: /\.sql:\d+ /,
    because:
      'How long building an index may take depends on the table; lock_timeout, at the head of every script, is what protects the others.',
  },
];

/** Of single migrations that came after the first installations, whose tables may be large: each by its name. */
export const OF_LATER_MIGRATIONS: readonly Exception[] = [
  ...['constraint-missing-not-valid', 'disallowed-unique-constraint'].map(
    (rule): Exception => ({
      rule,
      where: /^(crm_0018_opportunity_history|marketing_0040_idempotency_keys)\.sql:\d+ .*idempotency_key/,
      because:
        'The column is new in the same migration and empty: nothing to compare, and the table is held anyway.',
    }),
  ),
  {
    rule: 'constraint-missing-not-valid',
    where: /^system_0029_audited_changes\.sql:\d+ .*ck_sys_audited_tables_/,
    because: 'The columns are new in the same migration, and the table has a row per audited table.',
  },
  {
    rule: 'constraint-missing-not-valid',
    where: /^\w+_\d{4}_input_checks\.sql:\d+ ADD CONSTRAINT ck_\w+_(line|words|finite|known|length) /,
    because:
      'All rows are read before the first lock, to name those that a check refuses; NOT VALID would need a transaction of its own for validating, and the run is one.',
  },
  {
    rule: 'constraint-missing-not-valid',
    where: /^system_0022_erased_members\.sql:\d+ .*ck_sys_tenant_members_erased_at /,
    because: 'The column is new in the same migration and empty; members of all tenants are few.',
  },
  {
    rule: 'constraint-missing-not-valid',
    where: /^workforce_0013_authorized_hours\.sql:\d+ .*ck_schedule_authorized_at/,
    because: 'The migration has mended the rows a statement before and holds the table anyway.',
  },
  {
    rule: 'constraint-missing-not-valid',
    where: /^(orders_0017_line_quantities|orders_0018_case_quantities)\.sql:\d+ /,
    because:
      'The migration writes the columns of all rows a statement before and holds the table anyway: what it wrote is checked in the same transaction.',
  },
  {
    rule: 'constraint-missing-not-valid',
    where: /^products_0032_stock_policy\.sql:\d+ .*ck_product_stock_policy /,
    because: 'The column is new in the same migration and empty.',
  },
  {
    rule: 'constraint-missing-not-valid',
    where: /^marketing_0038_cancelled_conversions\.sql:\d+ .*ck_mkt_utm_conversions_cancelled_at/,
    because: 'The column is new in the same migration, which writes it a statement before.',
  },
  {
    rule: 'adding-foreign-key-constraint',
    where: /^orders_0017_line_quantities\.sql:\d+ .*fk_order_items_product_variant_id/,
    because: 'The column is new in the same migration, which holds the table anyway.',
  },
  {
    rule: 'require-concurrent-index-creation',
    where: /^(orders_0017_line_quantities|orders_0018_case_quantities)\.sql:\d+ /,
    because: 'The migration has written all rows and holds the table until it is committed.',
  },
  {
    rule: 'constraint-missing-not-valid',
    where: /^marketing_0044_utm_click_keys\.sql:\d+ .*ck_mkt_utm_clicks_idempotency_key_line /,
    because: 'The column is new in the same migration and empty.',
  },
  {
    rule: 'require-concurrent-index-creation',
    where: /^marketing_0044_utm_click_keys\.sql:\d+ .*ix_mkt_utm_clicks_idempotency_key/,
    because:
      'An index of a partitioned table is not built concurrently; it is partial, and the column is new and empty. The changelog says when to run it.',
  },
];
