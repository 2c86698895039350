import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0046_definer_owner.md */
export const rule = catalogRule({
  id: '0046',
  name: 'definer_owner',
  title: 'Definer functions belong to erp_definer',
  level: 'error',
  sql: `
    SELECT key, NULL AS "table", format('Definer function %s belongs to %s.', key, pg_get_userbyid(proowner)) AS message,
           format('ALTER %s OWNER TO erp_definer;', sql_name) AS remediation
      FROM our_routine WHERE prosecdef AND pg_get_userbyid(proowner) <> 'erp_definer'`,
});
