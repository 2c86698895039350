import { isNotLedger } from '@erp/engine/ledger';

/**
 * Common table expressions that every catalog rule can use: what is ours in the schemas public and app, without
 * what belongs to an extension and without the ledger. PostgreSQL computes only those that a query names.
 *
 * Partitions are in our_table, because they need their own row level security; their columns, keys and indexes
 * are those of the parent and are looked at there.
 */
export const CATALOG = `
  our_space AS (
    SELECT oid, nspname AS name FROM pg_namespace WHERE nspname IN ('public', 'app')
  ),
  of_extension AS NOT MATERIALIZED (
    SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
  ),
  client AS (
    SELECT oid, rolname AS name FROM pg_roles WHERE rolname IN ('erp_app', 'authenticated', 'anon')
  ),
  our_table AS (
    SELECT c.oid, c.relname::text AS name, n.nspname || '.' || c.relname AS key,
           format('%I.%I', n.nspname, c.relname) AS sql_name, c.relkind, c.relispartition AS is_partition,
           c.relrowsecurity, c.relforcerowsecurity, c.relowner, c.relacl,
           EXISTS (SELECT FROM pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped) AS is_tenant
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND ${isNotLedger('c.relname')}
       AND (c.relnamespace IN (SELECT oid FROM our_space)
            OR c.relispartition AND (SELECT root.relnamespace FROM pg_class root WHERE root.oid = pg_partition_root(c.oid))
                                    IN (SELECT oid FROM our_space))
       AND (SELECT NOT EXISTS (SELECT FROM of_extension e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid))
  ),
  our_column AS (
    SELECT t.oid AS table_oid, t.name AS table_name, t.key AS table_key, t.sql_name AS table_sql, t.is_tenant,
           t.key || '.' || a.attname AS key, a.attnum, a.attname::text AS name, y.typname::text AS type_name,
           format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS not_null, a.attidentity, a.attgenerated,
           pg_get_expr(d.adbin, d.adrelid) AS default_expr
      FROM our_table t
      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
      JOIN pg_type y ON y.oid = a.atttypid
      LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
     WHERE NOT t.is_partition
  ),
  money_column AS (
    SELECT * FROM our_column
     WHERE name ~ '(^|_)(amount|total|subtotal|price|fee|cost|budget)s?(_|$)' AND name !~ '(_rate|_percent|_ratio|_count|_id)$'
       AND type_name IN ('numeric', 'float4', 'float8', 'money') OR type_name = 'money'
  ),
  our_foreign_key AS (
    SELECT k.oid, k.conname::text AS name, t.oid AS table_oid, t.name AS table_name, t.key AS table_key,
           t.sql_name AS table_sql, t.is_tenant, t.key || '.' || k.conname AS key,
           k.confrelid AS target_oid, k.confrelid::regclass::text AS target,
           EXISTS (SELECT FROM pg_attribute a
                    WHERE a.attrelid = k.confrelid AND a.attname = 'tenant_id' AND NOT a.attisdropped) AS target_is_tenant,
           ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u(attnum, place)
                   JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum ORDER BY place) AS columns,
           ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u(attnum, place)
                   JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.attnum ORDER BY place) AS target_columns,
           ARRAY(SELECT a.attname::text FROM unnest(k.confdelsetcols) u(attnum)
                   JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum) AS set_columns,
           k.conkey, k.confdeltype, k.condeferrable, k.convalidated, pg_get_constraintdef(k.oid) AS definition
      FROM our_table t
      JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f' AND k.conparentid = 0
     WHERE NOT t.is_partition
  ),
  our_index AS (
    SELECT i.indexrelid AS oid, c.relname::text AS name, t.oid AS table_oid, t.name AS table_name, t.key AS table_key,
           t.sql_name AS table_sql, t.is_tenant, t.key || '.' || c.relname AS key,
           format('%I.%I', c.relnamespace::regnamespace::text, c.relname) AS sql_name,
           m.amname::text AS method, i.indisunique, i.indnullsnotdistinct, i.indisexclusion, i.indisvalid, i.indisready, i.indclass,
           pg_get_expr(i.indpred, i.indrelid) AS predicate, k.conname::text AS constraint_name,
           ARRAY(SELECT CASE WHEN i.indkey[n - 1] = 0 THEN '(' || pg_get_indexdef(i.indexrelid, n, true) || ')'
                        ELSE (SELECT a.attname::text FROM pg_attribute a
                               WHERE a.attrelid = i.indrelid AND a.attnum = i.indkey[n - 1]) END
                   FROM generate_series(1, i.indnkeyatts) n ORDER BY n) AS keys,
           -- Compared with those of the same table alone, where the number of a column says as much as its name.
           ARRAY(SELECT concat_ws(' ', CASE i.indkey[n - 1] WHEN 0 THEN pg_get_indexdef(i.indexrelid, n, true) ELSE i.indkey[n - 1]::text END, i.indclass[n - 1], i.indcollation[n - 1], i.indoption[n - 1])
                   FROM generate_series(1, i.indnkeyatts) n ORDER BY n) AS signature,
           ARRAY(SELECT a.attname::text FROM generate_series(i.indnkeyatts + 1, i.indnatts) n
                   JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[n - 1]) AS included
      FROM our_table t
      JOIN pg_index i ON i.indrelid = t.oid
      JOIN pg_class c ON c.oid = i.indexrelid
      JOIN pg_am m ON m.oid = c.relam
      LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
     WHERE NOT t.is_partition
  ),
  our_policy AS (
    SELECT p.oid, p.polname::text AS name, t.oid AS table_oid, t.name AS table_name, t.key AS table_key,
           t.sql_name AS table_sql, t.is_tenant, t.key || '.' || p.polname AS key, p.polcmd, p.polpermissive, p.polroles,
           pg_get_expr(p.polqual, p.polrelid) AS using_expr, pg_get_expr(p.polwithcheck, p.polrelid) AS check_expr,
           p.polroles <@ ARRAY(SELECT oid FROM pg_roles WHERE rolname IN ('erp_service', 'erp_definer', 'service_role')) AS of_service
      FROM our_table t
      JOIN pg_policy p ON p.polrelid = t.oid
  ),
  our_routine AS (
    SELECT p.*, n.name AS space, n.name || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS key,
           CASE p.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END
             || format('%I.%I(%s)', n.name, p.proname, pg_get_function_identity_arguments(p.oid)) AS sql_name,
           (SELECT setting FROM unnest(p.proconfig) setting WHERE setting ~ '^search_path=') AS search_path
      FROM our_space n
      JOIN pg_proc p ON p.pronamespace = n.oid
     WHERE (SELECT NOT EXISTS (SELECT FROM of_extension e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid))
  )`;
