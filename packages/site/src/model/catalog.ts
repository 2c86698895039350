import type { Session } from '@erp/engine/connection';

/** The little of a session that the model needs: reading. */
export type CatalogSession = Pick<Session, 'query'>;

/** A column as the catalog has it. */
export interface CatalogColumn {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  /** The expression of its default or, where `generated`, of what it is computed from. */
  readonly expression: string | null;
  readonly generated: boolean;
  readonly identity: boolean;
  readonly comment: string;
  /** Checks of this column alone, as PostgreSQL writes them. */
  readonly checks: readonly string[];
  readonly client_rights: readonly string[];
}

/** A table or view as the catalog has it. */
export interface CatalogTable {
  readonly name: string;
  readonly kind: 'tenant' | 'shared' | 'partitioned' | 'view';
  readonly comment: string;
  /** What may be done with all of it, by role: `erp_app` → SELECT, INSERT. */
  readonly rights: readonly { readonly role: string; readonly rights: readonly string[] }[];
}

/** A primary key, unique key, check or exclusion. */
export interface CatalogConstraint {
  readonly table: string;
  readonly name: string;
  readonly kind: 'primary' | 'unique' | 'check' | 'exclusion';
  readonly columns: readonly string[];
  readonly definition: string;
}

/** A reference to another table. */
export interface CatalogReference {
  readonly table: string;
  readonly name: string;
  readonly columns: readonly string[];
  /** Table that it points at; one of another schema with that schema in front. */
  readonly target: string;
  readonly target_columns: readonly string[];
  /** What becomes of the row when the one that it refers to is deleted. */
  readonly on_delete: 'cascade' | 'set null' | 'no action' | 'set default' | 'restrict';
  /** Whether every column of it must be there. */
  readonly required: boolean;
}

/** An index that is not a constraint's. */
export interface CatalogIndex {
  readonly table: string;
  readonly name: string;
  readonly unique: boolean;
  readonly method: string;
  readonly columns: readonly string[];
  readonly condition: string | null;
}

/** A policy of row level security. */
export interface CatalogPolicy {
  readonly table: string;
  readonly name: string;
  readonly command: string;
  readonly permissive: boolean;
  readonly roles: readonly string[];
  readonly using: string | null;
  readonly check: string | null;
}

/** A trigger, without those that PostgreSQL makes for its own purposes. */
export interface CatalogTrigger {
  readonly table: string;
  readonly name: string;
  /** Function that it calls, without its schema. */
  readonly function: string;
  readonly definition: string;
  readonly arguments: readonly string[];
}

/** A function or procedure of the schema app. */
export interface CatalogFunction {
  readonly name: string;
  readonly arguments: string;
  readonly identity: string;
  readonly result: string;
  readonly comment: string;
  readonly is_trigger: boolean;
  readonly definer: boolean;
  readonly volatility: 'immutable' | 'stable' | 'volatile';
  readonly source: string;
  /** Roles other than the owner that may execute it. */
  readonly executed_by: readonly string[];
}

/** What a domain declares of a column and people. */
export interface CatalogPersonal {
  readonly table: string;
  readonly column: string;
  readonly subject: string;
  readonly kind: string | null;
  readonly kept_because: string | null;
  readonly by_trigger: string | null;
}

/** The live catalog, as far as the site tells it. */
export interface Catalog {
  readonly tables: readonly CatalogTable[];
  readonly columns: readonly CatalogColumn[];
  readonly constraints: readonly CatalogConstraint[];
  readonly references: readonly CatalogReference[];
  readonly indexes: readonly CatalogIndex[];
  readonly policies: readonly CatalogPolicy[];
  readonly triggers: readonly CatalogTrigger[];
  readonly functions: readonly CatalogFunction[];
  readonly personal: readonly CatalogPersonal[];
}

/** Reads the catalog of `public` and `app`; partitions and the ledger are left out. */
export async function readCatalog(session: CatalogSession): Promise<Catalog> {
  const read = <Row>(sql: string) => session.query<Row>(`WITH ${OURS} ${sql}`);
  return {
    tables: await read(TABLES),
    columns: await read(COLUMNS),
    constraints: await read(CONSTRAINTS),
    references: await read(REFERENCES),
    indexes: await read(INDEXES),
    policies: await read(POLICIES),
    triggers: await read(TRIGGERS),
    functions: await session.query(FUNCTIONS),
    personal: await session.query(PERSONAL),
  };
}

/** Everything is sorted by bytes, so that servers of other locales give the same site. */
const OURS = `
  ours AS (
    SELECT c.oid, c.relname AS name, c.relkind, c.relacl, c.relowner FROM pg_catalog.pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition
       AND c.relname NOT LIKE 'knex\\_migrations%'
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  )`;

const TABLES = `
  SELECT o.name,
         CASE WHEN o.relkind IN ('v', 'm') THEN 'view' WHEN o.relkind = 'p' THEN 'partitioned'
           WHEN EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = o.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped) THEN 'tenant'
           ELSE 'shared' END AS kind,
         coalesce(obj_description(o.oid, 'pg_class'), '') AS comment,
         coalesce((SELECT json_agg(json_build_object('role', g.role, 'rights', g.rights) ORDER BY g.role COLLATE "C")
            FROM (SELECT coalesce(r.rolname, 'PUBLIC') AS role, json_agg(x.privilege_type ORDER BY x.privilege_type COLLATE "C") AS rights
                    FROM aclexplode(o.relacl) x LEFT JOIN pg_roles r ON r.oid = x.grantee
                   WHERE x.grantee <> o.relowner GROUP BY 1) g), '[]') AS rights
    FROM ours o ORDER BY o.name COLLATE "C"`;

const COLUMNS = `
  SELECT o.name AS "table", a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS required,
         pg_get_expr(d.adbin, d.adrelid) AS expression, a.attgenerated <> '' AS generated, a.attidentity <> '' AS identity,
         coalesce(col_description(o.oid, a.attnum), '') AS comment,
         ARRAY(SELECT pg_get_constraintdef(k.oid) FROM pg_constraint k
                WHERE k.conrelid = o.oid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum]
                ORDER BY k.conname COLLATE "C") AS checks,
         ARRAY(SELECT x.privilege_type FROM aclexplode(a.attacl) x JOIN pg_roles r ON r.oid = x.grantee
                WHERE r.rolname = 'erp_app' ORDER BY x.privilege_type COLLATE "C") AS client_rights
    FROM ours o
    JOIN pg_attribute a ON a.attrelid = o.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   ORDER BY o.name COLLATE "C", a.attnum`;

const NAMES = (
  relation: string,
  numbers: string,
) => `ARRAY(SELECT a.attname::text FROM unnest(${numbers}) WITH ORDINALITY AS n (number, place)
    JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = n.number ORDER BY n.place)`;

const CONSTRAINTS = `
  SELECT o.name AS "table", k.conname AS name,
         CASE k.contype WHEN 'p' THEN 'primary' WHEN 'u' THEN 'unique' WHEN 'x' THEN 'exclusion' ELSE 'check' END AS kind,
         ${NAMES('k.conrelid', 'k.conkey')} AS columns, pg_get_constraintdef(k.oid) AS definition
    FROM ours o JOIN pg_constraint k ON k.conrelid = o.oid AND k.contype IN ('p', 'u', 'x', 'c')
   ORDER BY o.name COLLATE "C", array_position(ARRAY['p', 'u', 'x', 'c']::"char"[], k.contype), k.conname COLLATE "C"`;

const REFERENCES = `
  SELECT o.name AS "table", k.conname AS name, ${NAMES('k.conrelid', 'k.conkey')} AS columns, CASE WHEN t.relnamespace = 'public'::regnamespace THEN t.relname ELSE t.relnamespace::regnamespace || '.' || t.relname END AS target,
         ${NAMES('k.confrelid', 'k.confkey')} AS target_columns,
         CASE k.confdeltype WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' WHEN 'r' THEN 'restrict'
           ELSE 'no action' END AS on_delete,
         NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey) AND NOT a.attnotnull) AS required
    FROM ours o JOIN pg_constraint k ON k.conrelid = o.oid AND k.contype = 'f' AND k.conparentid = 0
    JOIN pg_class t ON t.oid = k.confrelid
   ORDER BY o.name COLLATE "C", k.conname COLLATE "C"`;

const INDEXES = `
  SELECT o.name AS "table", c.relname AS name, i.indisunique AS "unique", m.amname AS method,
         ARRAY(SELECT pg_get_indexdef(i.indexrelid, n, true) FROM generate_series(1, i.indnkeyatts) n ORDER BY n) AS columns,
         pg_get_expr(i.indpred, i.indrelid, true) AS condition
    FROM ours o JOIN pg_index i ON i.indrelid = o.oid JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
   WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
   ORDER BY o.name COLLATE "C", c.relname COLLATE "C"`;

const POLICIES = `
  SELECT o.name AS "table", p.polname AS name,
         CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END AS command,
         p.polpermissive AS permissive,
         ARRAY(SELECT r.rolname::text FROM pg_roles r WHERE r.oid = ANY (p.polroles) ORDER BY r.rolname COLLATE "C") AS roles,
         pg_get_expr(p.polqual, p.polrelid, true) AS "using", pg_get_expr(p.polwithcheck, p.polrelid, true) AS "check"
    FROM ours o JOIN pg_policy p ON p.polrelid = o.oid
   ORDER BY o.name COLLATE "C", p.polname COLLATE "C"`;

const TRIGGERS = `
  SELECT o.name AS "table", t.tgname AS name, p.proname AS "function", pg_get_triggerdef(t.oid, true) AS definition,
         string_to_array(left(encode(t.tgargs, 'escape'), -4), '\\000') AS arguments
    FROM ours o JOIN pg_trigger t ON t.tgrelid = o.oid AND NOT t.tgisinternal JOIN pg_proc p ON p.oid = t.tgfoid
   ORDER BY o.name COLLATE "C", t.tgname COLLATE "C"`;

const FUNCTIONS = `
  SELECT p.proname AS name, pg_get_function_arguments(p.oid) AS arguments,
         pg_get_function_identity_arguments(p.oid) AS identity,
         coalesce(pg_get_function_result(p.oid), 'nothing') AS result,
         coalesce(obj_description(p.oid, 'pg_proc'), '') AS comment,
         p.prorettype = 'trigger'::regtype AS is_trigger, p.prosecdef AS definer,
         CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END AS volatility,
         p.prosrc AS source,
         ARRAY(SELECT r.rolname::text FROM aclexplode(p.proacl) x JOIN pg_roles r ON r.oid = x.grantee
                WHERE x.grantee <> p.proowner AND r.rolname LIKE 'erp\\_%' ORDER BY r.rolname COLLATE "C") AS executed_by
    FROM pg_proc p
   WHERE p.pronamespace = 'app'::regnamespace AND p.prokind IN ('f', 'p')
     AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
   ORDER BY p.proname COLLATE "C", 3`;

const PERSONAL = `
  SELECT table_name AS "table", column_name AS "column", subject, kind, kept_because, by_trigger
    FROM public.sys_personal_columns ORDER BY table_name COLLATE "C", column_name COLLATE "C"`;
