import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0003_primary_key.md */
export const rule = catalogRule({
  id: '0003',
  name: 'primary_key',
  title: 'Every table has a primary key; that of a tenant table begins with tenant_id',
  level: 'error',
  sql: `
    SELECT t.key, t.key AS "table",
           CASE WHEN i.oid IS NULL THEN format('Table %s has no primary key.', t.name)
                ELSE format('The primary key of tenant table %s is (%s); it must begin with tenant_id.', t.name, array_to_string(i.keys, ', ')) END AS message,
           format('ALTER TABLE %s %sADD CONSTRAINT %I PRIMARY KEY (%s);', t.sql_name,
                  'DROP CONSTRAINT ' || quote_ident(i.constraint_name) || ', ', 'pk_' || t.name,
                  CASE WHEN t.is_tenant THEN 'tenant_id, id' ELSE 'id' END) AS remediation
      FROM our_table t
      LEFT JOIN (our_index i JOIN pg_constraint k ON k.conindid = i.oid AND k.contype = 'p') ON i.table_oid = t.oid
     WHERE NOT t.is_partition AND (i.oid IS NULL OR t.is_tenant AND i.keys[1] <> 'tenant_id')`,
});
