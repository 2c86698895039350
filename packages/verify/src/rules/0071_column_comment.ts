import { isNotLedger } from '@erp/engine/ledger';
import { catalogRule } from '../catalog-rule.ts';

/** Columns that every table has alike; what they hold is said by rules of their own. */
const STANDARD = ['id', 'tenant_id', 'created_at', 'updated_at', 'created_by', 'updated_by'];

/** See docs/rules/0071_column_comment.md */
export const rule = catalogRule({
  id: '0071',
  name: 'column_comment',
  title: 'Every column of a table or view has a comment',
  level: 'warning',
  sql: `
    SELECT s.name || '.' || c.relname || '.' || a.attname AS key, s.name || '.' || c.relname AS "table",
           format('%s.%s.%s has no comment.', s.name, c.relname, a.attname) AS message,
           format('COMMENT ON COLUMN %I.%I.%I IS ''…'';', s.name, c.relname, a.attname) AS remediation
      FROM our_space s
      JOIN pg_class c ON c.relnamespace = s.oid AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE ${isNotLedger('c.relname')} AND coalesce(col_description(c.oid, a.attnum), '') = ''
       AND a.attname NOT IN (${STANDARD.map((name) => `'${name}'`).join(', ')})
       AND NOT EXISTS (SELECT FROM of_extension e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid)`,
});
