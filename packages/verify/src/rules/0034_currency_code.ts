import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0034_currency_code.md */
export const rule = catalogRule({
  id: '0034',
  name: 'currency_code',
  title: 'A table with money knows its currency',
  level: 'error',
  with: `
  priced AS (
    SELECT table_oid FROM our_column WHERE name = 'currency_code'
     UNION
    SELECT f.table_oid FROM priced p JOIN our_foreign_key f ON f.target_oid = p.table_oid
  )`,
  sql: `
    SELECT DISTINCT ON (m.table_key) m.table_key AS key, m.table_key AS "table",
           format('%s holds money (%s), but neither it nor a table that it refers to has currency_code.', m.table_key, m.name) AS message,
           format('currency(table); in the migration of %s, or refer to the header that has it', m.table_name) AS remediation
      FROM money_column m
     WHERE m.table_oid NOT IN (SELECT table_oid FROM priced)
     ORDER BY m.table_key, m.name`,
});
