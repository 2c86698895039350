import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0022_foreign_key_deferrable.md */
export const rule = catalogRule({
  id: '0022',
  name: 'foreign_key_deferrable',
  title: 'Every foreign key is deferrable',
  level: 'error',
  sql: `
    SELECT key, table_key AS "table", format('%s of %s cannot be deferred, so erasing a tenant may fail.', name, table_name) AS message,
           format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY IMMEDIATE;', table_sql, name) AS remediation
      FROM our_foreign_key WHERE NOT condeferrable`,
});
