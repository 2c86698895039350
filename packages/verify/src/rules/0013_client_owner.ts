import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0013_client_owner.md */
export const rule = catalogRule({
  id: '0013',
  name: 'client_owner',
  title: 'Clients own nothing',
  level: 'error',
  sql: `
    SELECT o.key, o."table", format('%s belongs to %s.', o.key, c.name) AS message, o.alter || ' OWNER TO <the migrating role>;' AS remediation
      FROM (SELECT key, key AS "table", relowner AS owner, 'ALTER TABLE ' || sql_name AS alter FROM our_table
             UNION ALL
            SELECT key, NULL, proowner, 'ALTER ' || sql_name FROM our_routine) o
      JOIN client c ON c.oid = o.owner`,
});
