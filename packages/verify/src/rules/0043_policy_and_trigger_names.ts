import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0043_policy_and_trigger_names.md */
export const rule = catalogRule({
  id: '0043',
  name: 'policy_and_trigger_names',
  title: 'Policies and triggers are named for their table',
  level: 'warning',
  sql: `
    SELECT key, "table", format('%s %s of %s should be called %s…', what, name, "table", prefix) AS message,
           format('ALTER %s %I ON %s RENAME TO %s…;', upper(what), name, table_sql, prefix) AS remediation
      FROM (SELECT key, table_key AS "table", table_sql, name, 'Policy' AS what, table_name || '_' AS prefix FROM our_policy
             UNION ALL
            SELECT t.key || '.' || g.tgname, t.key, t.sql_name, g.tgname::text, 'Trigger', 'tr_' || t.name || '_'
              FROM our_table t
              JOIN pg_trigger g ON g.tgrelid = t.oid AND NOT g.tgisinternal AND g.tgparentid = 0
             WHERE NOT t.is_partition) named
     WHERE NOT starts_with(name, left(prefix, 60))`,
});
