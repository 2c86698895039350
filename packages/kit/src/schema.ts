/**
 * The words that our migrations add to Knex: each takes Knex's builder and hands Knex's builder back.
 *
 * Frozen: applied migrations call these functions, so the SQL that they emit is pinned by the golden files in
 * test/golden. A changed behavior is a new function.
 */
import type { Knex } from 'knex';
import { readCondition } from './read-permission.ts';

/** A month of it is called `<table>_y2026m11`, and names have 63 bytes at most. */
const LONGEST_PARTITIONED = 54;

/** Who may do what with a tenant table. Writing always needs a permission, reading only where `read` names one. */
export interface TenantAccess {
  /**
   * Permission for reading, e.g. `orders.read_payments`. Without it every member of the tenant reads the table. Who may
   * write or delete may read too: PostgreSQL shows a row to UPDATE, DELETE and RETURNING by the policy for SELECT.
   */
  readonly read?: string;
  /** Permission for inserting, updating and deleting, e.g. `crm.write`. */
  readonly write: string;
  /** Permission for deleting where it is not the same. */
  readonly delete?: string;
  /** Rows are facts: the application role can add and read them, never change or remove them. */
  readonly appendOnly?: boolean;
  /** Columns of the primary key where it is not `(tenant_id, id)`; `tenant_id` comes first. */
  readonly primaryKey?: readonly [string, ...string[]];
}

/**
 * Creates a table whose every row belongs to one tenant.
 *
 * The table gets `tenant_id`, an identity `id` (unless `primaryKey` says otherwise), the primary key
 * `(tenant_id, id)`, `created_at` and, unless rows are append-only, `updated_at` with its trigger; then row level
 * security, enabled and forced, with one policy per command, and the grants that go with it. There is no way to
 * have the table without them.
 */
export async function createTenantTable(
  knex: Knex,
  name: string,
  access: TenantAccess,
  build: (table: Knex.CreateTableBuilder) => void,
): Promise<void> {
  const primaryKey = access.primaryKey ?? ['tenant_id', 'id'];
  await knex.schema.createTable(name, (table) => {
    table.bigInteger('tenant_id').notNullable();
    if (access.primaryKey === undefined) identity(table);
    build(table);
    timestamps(table, access.appendOnly === true);
    table.primary([...primaryKey], { constraintName: `pk_${name}` });
  });
  if (access.appendOnly !== true) await touchUpdatedAt(knex, name);
  if (access.primaryKey === undefined) await closeIdentity(knex, name);
  await isolateTenantTable(knex, name, access);
}

/**
 * Creates a table that all tenants share: no `tenant_id`, an identity `id`, the timestamps, row level security
 * enabled and forced. Nobody but the service roles sees a row until the migration adds a policy of its own.
 */
export async function createSharedTable(
  knex: Knex,
  name: string,
  build: (table: Knex.CreateTableBuilder) => void,
  options: { readonly primaryKey?: readonly [string, ...string[]] } = {},
): Promise<void> {
  await knex.schema.createTable(name, (table) => {
    if (options.primaryKey === undefined) identity(table);
    build(table);
    timestamps(table, false);
    table.primary([...(options.primaryKey ?? ['id'])], { constraintName: `pk_${name}` });
  });
  await touchUpdatedAt(knex, name);
  if (options.primaryKey === undefined) await closeIdentity(knex, name);
  await enableRowSecurity(knex, name);
}

/** What a tenant table that is partitioned by time says beside who may do what with it. */
export interface PartitionedAccess extends Omit<TenantAccess, 'primaryKey'> {
  /** The column of time that rows are parted by, month by month in UTC: `created_at`, or a `timestamptz` of its own. */
  readonly by: string;
  /** Months that are made ahead of the present one. */
  readonly monthsAhead?: number;
  /** Months that a row is kept after its own; without it rows stay for good. */
  readonly retentionMonths?: number;
  /** What becomes of a month past its retention: dropped, or detached and kept in the schema `archive`. */
  readonly retire?: 'drop' | 'detach';
}

/**
 * Creates a tenant table like `createTenantTable`, partitioned by month.
 *
 * The primary key is `(tenant_id, id, <by>)`: a unique key cannot span partitions without the column that parts
 * them, and `tenant_id` leads as everywhere. The numbers of `id` still come from one sequence, so they do not repeat.
 * Whoever refers to a row carries its time too, see `partitionedForeign`.
 *
 * The migration makes the partition for what no month takes, `<table>_default`, and enters the table into
 * `sys_partitioned_tables`; there system makes the months, now and by `erp partitions`. Partitions are closed:
 * row level security enabled and forced, nothing granted. Everybody comes through the table, whose policies count.
 */
export async function createPartitionedTenantTable(
  knex: Knex,
  name: string,
  access: PartitionedAccess,
  build: (table: Knex.CreateTableBuilder) => void,
): Promise<void> {
  if (name.length > LONGEST_PARTITIONED) {
    throw new Error(`"${name}" leaves no room for _y2026m11: ${LONGEST_PARTITIONED} letters at most.`);
  }
  const creation = knex.schema.createTable(name, (table) => {
    table.bigInteger('tenant_id').notNullable();
    identity(table);
    build(table);
    timestamps(table, access.appendOnly === true);
    table.primary(['tenant_id', 'id', access.by], { constraintName: `pk_${name}` });
  });
  // Knex has no word for PARTITION BY: it goes behind the first of the statements that Knex has compiled.
  const statements = creation.toSQL() as unknown as readonly {
    sql: string;
    bindings?: readonly Knex.Value[];
  }[];
  for (const [i, { sql, bindings = [] }] of statements.entries()) {
    const whole = i === 0 ? `${sql} partition by range ("${access.by}")` : sql;
    await (bindings.length === 0 ? knex.raw(whole) : knex.raw(whole, [...bindings]));
  }
  if (access.appendOnly !== true) await touchUpdatedAt(knex, name);
  await closeIdentity(knex, name);
  await isolateTenantTable(knex, name, access);

  const rest = `${name}_default`;
  await knex.raw(`CREATE TABLE ${rest} PARTITION OF ${name} DEFAULT`);
  await knex.raw(`ALTER TABLE ${rest} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
  await knex.raw(
    `CREATE POLICY ${`${rest}_service`.slice(0, 63)} ON ${rest} FOR ALL TO erp_definer, erp_service USING (true) WITH CHECK (true)`,
  );
  await knex.raw(`REVOKE ALL ON ${rest} FROM PUBLIC, anon, authenticated, service_role`);
  await knex('sys_partitioned_tables').insert({
    table_name: name,
    partition_column: access.by,
    months_ahead: access.monthsAhead ?? 3,
    retention_months: access.retentionMonths ?? null,
    retire_by: access.retire ?? 'drop',
  });
}

/** The inverse of `createPartitionedTenantTable`: the table with all its months, and its entry. */
export async function dropPartitionedTenantTable(knex: Knex, name: string): Promise<void> {
  await knex('sys_partitioned_tables').where({ table_name: name }).delete();
  await knex.schema.dropTable(name);
}

/**
 * References a row of a partitioned table of the same tenant by number and time:
 * `(tenant_id, column, timeColumn) → parent (tenant_id, id, <by>)`, with the index that the reference needs.
 * Deferrable, initially immediate. Returns Knex's own chain; an optional reference is
 * `.onDelete('SET NULL (message_id, message_created_at)')`.
 *
 * @param timeColumn column beside `column` that holds the parent's time, a `timestamptz` of the same table.
 * @param options `by`: the column that parts the parent, `created_at` unless said otherwise; `index: false` when a
 *   longer index of the table already starts with these columns.
 */
export function partitionedForeign(
  table: Knex.CreateTableBuilder,
  column: string,
  timeColumn: string,
  parent: string,
  options: { readonly by?: string; readonly index?: boolean } = {},
): Knex.ReferencingColumnBuilder {
  const columns = ['tenant_id', column, timeColumn];
  if (options.index !== false) table.index(columns, `ix_${tableName(table)}_${column}`);
  return reference(table, columns, parent, ['tenant_id', 'id', options.by ?? 'created_at'], column);
}

/**
 * Makes the table an aggregate root: its tenant is a row of sys_tenants, and the table goes when the tenant goes.
 * Tables with a composite parent that is NOT NULL inherit both from it and do without: a second foreign key makes
 * an insert cost 1.3 to 2.2 times as much.
 */
export function tenantRoot(table: Knex.CreateTableBuilder): Knex.ReferencingColumnBuilder {
  return reference(table, ['tenant_id'], 'sys_tenants', ['id']).onDelete('CASCADE');
}

/**
 * References a row of the same tenant: `(tenant_id, column) → parent (tenant_id, parentColumn)`, with the index
 * that the reference needs. Deferrable, initially immediate. Returns Knex's own chain, for `.onDelete(…)`.
 *
 * @param options `index: false` when a longer index of the table already starts with these columns.
 */
export function tenantForeign(
  table: Knex.CreateTableBuilder,
  column: string,
  parent: string,
  options: { readonly parentColumn?: string; readonly index?: boolean } = {},
): Knex.ReferencingColumnBuilder {
  if (options.index !== false) table.index(['tenant_id', column], `ix_${tableName(table)}_${column}`);
  return reference(table, ['tenant_id', column], parent, ['tenant_id', options.parentColumn ?? 'id'], column);
}

/**
 * References a user who is a member of the row's tenant (`created_by`, `assigned_to` …); the row stays when the
 * membership goes. Adds the index.
 */
export function memberForeign(
  table: Knex.CreateTableBuilder,
  column: string,
  options: { readonly index?: boolean } = {},
): Knex.ReferencingColumnBuilder {
  return tenantForeign(table, column, 'sys_tenant_members', { ...options, parentColumn: 'user_id' }).onDelete(
    `SET NULL (${column})`,
  );
}

/** Adds the nullable columns `created_by` and `updated_by`, both members of the tenant, both indexed. */
export function authorship(table: Knex.CreateTableBuilder): void {
  for (const column of ['created_by', 'updated_by']) {
    table.bigInteger(column);
    memberForeign(table, column);
  }
}

/** A text column that holds one of the given codes, by the named check `ck_<table>_<column>`. */
export function code(
  table: Knex.CreateTableBuilder,
  column: string,
  values: readonly string[],
): Knex.ColumnBuilder {
  const list = values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ');
  table.check(`${column} IN (${list})`, [], `ck_${tableName(table)}_${column}`);
  return table.text(column);
}

/** An e-mail address as text, stored trimmed and in lower case; the check `ck_<table>_<column>` holds it to that. */
export function email(table: Knex.CreateTableBuilder, column: string): Knex.ColumnBuilder {
  table.check(
    `${column} = lower(btrim(${column})) AND ${column} LIKE '_%@_%'`,
    [],
    `ck_${tableName(table)}_${column}`,
  );
  return table.text(column);
}

/** A telephone number as text in E.164 form, `+4930123456`, held to it by the check `ck_<table>_<column>`. */
export function phone(table: Knex.CreateTableBuilder, column: string): Knex.ColumnBuilder {
  table.check(`${column} ~ '^[+][1-9][0-9]{6,14}$'`, [], `ck_${tableName(table)}_${column}`);
  return table.text(column);
}

/**
 * An amount of money, `NUMERIC(14,2)`, never negative by the check `ck_<table>_<column>`, and never NaN, which
 * PostgreSQL counts as larger than every number.
 */
export function amount(table: Knex.CreateTableBuilder, column: string): Knex.ColumnBuilder {
  table.check(`${column} >= 0 AND ${column} <> 'NaN'`, [], `ck_${tableName(table)}_${column}`);
  return table.decimal(column, 14, 2);
}

/** A price of one unit, `NUMERIC(14,4)`, never negative and never NaN by the check `ck_<table>_<column>`. */
export function unitPrice(table: Knex.CreateTableBuilder, column: string): Knex.ColumnBuilder {
  table.check(`${column} >= 0 AND ${column} <> 'NaN'`, [], `ck_${tableName(table)}_${column}`);
  return table.decimal(column, 14, 4);
}

/** `currency_code`, three capital letters of ISO 4217, for every header that holds money. */
export function currency(table: Knex.CreateTableBuilder): Knex.ColumnBuilder {
  table.check("currency_code ~ '^[A-Z]{3}$'", [], `ck_${tableName(table)}_currency_code`);
  return table.specificType('currency_code', 'char(3)').notNullable();
}

/** A JSON object that is never NULL and starts empty. */
export function jsonObject(table: Knex.CreateTableBuilder, column: string): Knex.ColumnBuilder {
  table.check(`jsonb_typeof(${column}) = 'object'`, [], `ck_${tableName(table)}_${column}`);
  return table.jsonb(column).notNullable().defaultTo('{}');
}

/**
 * A unique key among the rows that are alive (`deleted_at IS NULL`), named `uq_<table>_<columns>`. Give the
 * columns without `tenant_id`: it is put in front.
 */
export function uniqueAlive(table: Knex.CreateTableBuilder, columns: readonly string[], knex: Knex): void {
  table.unique(['tenant_id', ...columns], {
    indexName: `uq_${tableName(table)}_${columns.join('_')}`,
    useConstraint: false,
    predicate: knex.whereNull('deleted_at'),
  });
}

/**
 * Asks for a record of who changes which row of a tenant table, and how. It is kept in `logs_human`, by triggers
 * that the domain logs puts on the table: now if it is there, else when it comes. Nobody has to depend on it.
 *
 * @param options `mask`: columns whose changes are recorded without their values, such as what a person would not
 *   want others to read. Columns called token, secret, password, hash or the like are masked in any case.
 */
export async function auditTable(
  knex: Knex,
  table: string,
  options: { readonly mask?: readonly string[] } = {},
): Promise<void> {
  await knex.raw(
    `INSERT INTO sys_audited_tables (table_name, masked_columns) VALUES ('${table}', '{${(options.mask ?? []).join(',')}}')`,
  );
}

/** The inverse of `auditTable`; call it before the table is dropped. */
export async function stopAuditingTable(knex: Knex, table: string): Promise<void> {
  await knex.raw(`DELETE FROM sys_audited_tables WHERE table_name = '${table}'`);
}

/** Keeps `updated_at` by the one trigger function of the schema; for tables that were not made by the above. */
export async function touchUpdatedAt(knex: Knex, table: string): Promise<void> {
  await knex.raw(
    `CREATE TRIGGER tr_${table}_updated_at BEFORE UPDATE ON ${table} ` +
      'FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column()',
  );
}

/** Row level security and grants of a tenant table; `createTenantTable` calls it, partitions need it again. */
export async function isolateTenantTable(knex: Knex, table: string, access: TenantAccess): Promise<void> {
  const own = 'tenant_id = app.current_tenant_id()';
  const may = (permission: string) => `${own} AND app.has_permission('${permission}')`;
  const policy = (command: string, clauses: string) =>
    `CREATE POLICY ${table}_${command.toLowerCase()} ON ${table} FOR ${command} TO erp_app ${clauses}`;

  await enableRowSecurity(knex, table);
  await knex.raw(policy('SELECT', `USING (${readCondition(access)})`));
  await knex.raw(policy('INSERT', `WITH CHECK (${may(access.write)})`));
  if (access.appendOnly === true) {
    await knex.raw(`GRANT SELECT, INSERT ON ${table} TO erp_app`);
    return;
  }
  await knex.raw(policy('UPDATE', `USING (${may(access.write)}) WITH CHECK (${may(access.write)})`));
  await knex.raw(policy('DELETE', `USING (${may(access.delete ?? access.write)})`));
  await knex.raw(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO erp_app`);
}

/**
 * Row level security, enabled and forced, with the one policy that lets the service roles work on all tenants.
 * An explicit policy instead of BYPASSRLS, because managed servers do not let us create such a role.
 */
async function enableRowSecurity(knex: Knex, table: string): Promise<void> {
  await knex.raw(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
  await knex.raw(
    `CREATE POLICY ${table}_service ON ${table} FOR ALL TO erp_definer, erp_service USING (true) WITH CHECK (true)`,
  );
  // Supabase's default privileges hand new tables of public to its API roles; nothing is theirs but by erp_app.
  await knex.raw(`REVOKE ALL ON ${table} FROM PUBLIC, anon, authenticated`);
  await knex.raw(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO erp_definer, erp_service`);
}

function identity(table: Knex.CreateTableBuilder): void {
  table.specificType('id', 'bigint GENERATED BY DEFAULT AS IDENTITY').notNullable();
}

/** Numbers are drawn by inserting; nobody reads or moves the sequence, whatever a platform's default privileges say. */
async function closeIdentity(knex: Knex, table: string): Promise<void> {
  await knex.raw(
    `DO $$ BEGIN EXECUTE 'REVOKE ALL ON SEQUENCE ' || pg_get_serial_sequence('${table}', 'id') ` +
      "|| ' FROM PUBLIC, anon, authenticated'; END $$",
  );
}

function timestamps(table: Knex.CreateTableBuilder, appendOnly: boolean): void {
  table.timestamp('created_at', { useTz: true }).notNullable().defaultTo(nowOf(table));
  if (!appendOnly) table.timestamp('updated_at', { useTz: true }).notNullable().defaultTo(nowOf(table));
}

function nowOf(table: Knex.CreateTableBuilder): Knex.Raw {
  return inside(table).client.raw('now()');
}

function reference(
  table: Knex.CreateTableBuilder,
  columns: string[],
  parent: string,
  parentColumns: string[],
  label = columns.join('_'),
): Knex.ReferencingColumnBuilder {
  // Deferrable, whatever happens on delete: erasing a tenant sets several references of one row to NULL, and from the
  // second on PostgreSQL checks all of its foreign keys again, also those whose parent the same cascade has removed.
  return table
    .foreign(columns, `fk_${tableName(table)}_${label}`)
    .references(parentColumns)
    .inTable(parent)
    .deferrable('immediate') as unknown as Knex.ReferencingColumnBuilder;
}

/** The name of the table being built, for readable constraint names. */
function tableName(table: Knex.CreateTableBuilder): string {
  return inside(table)._tableName;
}

// Knex's builder knows its table and its client but does not type them; the golden files watch that it stays so.
function inside(table: Knex.CreateTableBuilder): { _tableName: string; client: Knex.Client } {
  return table as unknown as { _tableName: string; client: Knex.Client };
}
