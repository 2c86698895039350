-- may execute: nobody
CREATE OR REPLACE FUNCTION app.personal_tables(p_subject text)
RETURNS TABLE (
  place integer, table_name text, key_column text, link_columns text[], link_parents text[], by_entity boolean,
  late boolean, rows_removed boolean, column_subject text
)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN QUERY
  WITH RECURSIVE tenant_table AS (
    SELECT r.oid, r.relname::text AS name, coalesce(t.person_by, '{}') AS person_by, coalesce(t.member_by, '{}') AS member_by,
      coalesce(t.about, false) AS about, coalesce(t.rows_removed, false) AS rows_removed,
      y.attname::text AS key_column, y.attnum AS key_number
    FROM pg_catalog.pg_class r
    JOIN pg_catalog.pg_attribute n ON n.attrelid = r.oid AND n.attname = 'tenant_id'
    LEFT JOIN pg_catalog.pg_attribute y ON y.attrelid = r.oid
      AND y.attname = CASE WHEN r.relname = 'sys_tenant_members' THEN 'user_id' ELSE 'id' END
    LEFT JOIN public.sys_personal_tables t ON t.table_name = r.relname
    WHERE r.relnamespace = 'public'::regnamespace AND r.relkind IN ('r', 'p') AND NOT r.relispartition
  ), reference AS (
    SELECT c.conrelid AS child, p.oid AS parent, p.name AS parent_name, a.attname::text AS own, a.attnotnull,
      p.about AS parent_about
    FROM pg_catalog.pg_constraint c
    JOIN tenant_table p ON p.oid = c.confrelid
    -- OFFSET 0: a look-up per key, not a hash of all columns that there are.
    CROSS JOIN LATERAL (
      SELECT o.attname, o.attnotnull FROM pg_catalog.pg_attribute o
      WHERE o.attrelid = c.conrelid AND o.attnum = c.conkey[array_position(c.confkey, p.key_number)] OFFSET 0
    ) a
    WHERE c.contype = 'f' AND c.conparentid = 0
  ), link AS (
    SELECT DISTINCT t.oid AS child, r.parent, r.parent_name, r.own
    FROM tenant_table t
    JOIN reference r ON r.child = t.oid
    WHERE CASE p_subject
      WHEN 'member' THEN r.own = ANY (t.member_by) OR r.parent_about AND r.own = ANY (t.person_by)
      ELSE r.own = ANY (t.person_by) OR r.parent_name = 'crm_personal_keys'
        -- What always names its person needs no second way to it.
        OR r.parent_name = 'crm_customers' AND NOT EXISTS (
          SELECT FROM reference d WHERE d.child = t.oid AND d.parent_name = 'crm_personal_keys' AND d.attnotnull)
      END
  ), walk AS (
    SELECT t.oid, 0 AS depth, false AS late, ARRAY[t.oid] AS path
    FROM tenant_table t
    WHERE t.name = CASE p_subject WHEN 'member' THEN 'sys_tenant_members' ELSE 'crm_personal_keys' END
    UNION ALL
    SELECT t.oid, 1, true, ARRAY[t.oid] FROM tenant_table t WHERE t.about
    UNION ALL
    SELECT l.child, w.depth + 1, w.late, w.path || l.child
    FROM walk w
    JOIN link l ON l.parent = w.oid
    WHERE l.child <> ALL (w.path)
  ), found AS (
    SELECT w.oid, w.late, max(w.depth) AS depth FROM walk w GROUP BY w.oid, w.late
  )
  SELECT f.depth, t.name, t.key_column,
    coalesce(l.columns, '{}'), coalesce(l.parents, '{}'), f.late AND t.about, f.late, t.rows_removed AND NOT (p_subject = 'member' AND NOT f.late),
    CASE WHEN p_subject = 'member' AND NOT f.late THEN 'member' ELSE 'person' END
  FROM found f
  JOIN tenant_table t ON t.oid = f.oid
  LEFT JOIN LATERAL (
    SELECT array_agg(l.own ORDER BY l.own) AS columns, array_agg(l.parent_name ORDER BY l.own) AS parents
    FROM link l WHERE l.child = t.oid AND NOT (f.late AND t.about)
  ) l ON true
  -- Parents before children; leads, opportunities and entries of batches before the customer; what hangs on an order,
  -- too, behind the order; the audit, which records what is done to the others, last.
  ORDER BY f.late, f.late AND t.name = 'logs_human', f.depth, t.name = 'crm_customers',
    EXISTS (
      SELECT FROM reference r JOIN found g ON g.oid = r.parent AND g.depth = f.depth AND g.late = f.late
      WHERE r.child = f.oid AND r.parent <> f.oid AND r.parent_name <> 'crm_customers'),
    t.name;
END
$$;

COMMENT ON FUNCTION app.personal_tables(text) IS
  'The tables with rows that belong to a person, or to a member of a tenant, parents first, with the columns by which they do: foreign keys to the person or customer and those that the domain of the table declares, over all domains that are installed; late are those about a record that entity_type and entity_id name. For export and erasure.';
