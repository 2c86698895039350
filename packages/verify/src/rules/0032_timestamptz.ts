import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0032_timestamptz.md */
export const rule = catalogRule({
  id: '0032',
  name: 'timestamptz',
  title: 'Points in time are timestamptz',
  level: 'error',
  sql: `
    SELECT key, table_key AS "table", format('%s is %s.', key, type) AS message,
           format('ALTER TABLE %s ALTER COLUMN %I TYPE timestamptz USING %I AT TIME ZONE ''UTC'';', table_sql, name, name) AS remediation
      FROM our_column WHERE type_name IN ('timestamp', 'timetz', '_timestamp')`,
});
