import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0035_code_checked.md */
export const rule = catalogRule({
  id: '0035',
  name: 'code_checked',
  title: 'A code column has a CHECK or a foreign key',
  level: 'error',
  sql: `
    SELECT c.key, c.table_key AS "table", format('%s is free text, though its name says that it is a code.', c.key) AS message,
           format('ALTER TABLE %s ADD CONSTRAINT %I CHECK (%I IN (…));', c.table_sql, left('ck_' || c.table_name || '_' || c.name, 63), c.name) AS remediation
      FROM our_column c
     WHERE c.type_name IN ('text', 'varchar', 'bpchar') AND c.name ~ '(^|_)(status|type|kind|stage|mode|priority|severity)$'
       AND c.name !~ '(mime|content|media)_type$' AND c.attgenerated = ''
       AND NOT EXISTS (SELECT FROM pg_constraint k
                        WHERE k.conrelid = c.table_oid AND k.contype IN ('c', 'f') AND c.attnum = ANY (k.conkey))`,
});
