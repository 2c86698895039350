import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0033_money_precision.md */
export const rule = catalogRule({
  id: '0033',
  name: 'money_precision',
  title: 'Amounts are numeric(14,2), unit prices numeric(14,4)',
  level: 'error',
  sql: `
    SELECT key, table_key AS "table", format('%s holds money and is %s.', key, type) AS message,
           format('ALTER TABLE %s ALTER COLUMN %I TYPE %s;', table_sql, name, CASE WHEN name ~ 'price|cost' THEN 'numeric(14,4)' ELSE 'numeric(14,2)' END) AS remediation
      FROM money_column WHERE type NOT IN ('numeric(14,2)', 'numeric(14,4)')`,
});
