import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0064_authors_trigger.md */
export const rule = catalogRule({
  id: '0064',
  name: 'authors_trigger',
  title: 'Who wrote a row is said by the database',
  level: 'error',
  sql: `
    SELECT c.key, c.table_key AS "table", format('Whoever writes %s says who wrote it: no trigger stamps %s.', c.table_key, c.name) AS message,
           format('CREATE TRIGGER %I BEFORE INSERT OR UPDATE ON %s FOR EACH ROW WHEN (current_setting(''app.tenant_id'', true) <> '''') EXECUTE FUNCTION app.stamp_authors(%L, %L);',
                  left('tr_' || c.table_name || '_authors', 63), c.table_sql,
                  CASE c.name WHEN 'updated_by' THEN coalesce((SELECT o.name FROM our_column o WHERE o.table_oid = c.table_oid AND o.name = 'created_by'), '') ELSE c.name END,
                  coalesce((SELECT o.name FROM our_column o WHERE o.table_oid = c.table_oid AND o.name = 'updated_by'), '')) AS remediation
      FROM our_column c
     WHERE c.is_tenant
       AND (c.name IN ('created_by', 'updated_by')
            OR c.name IN ('recorded_by', 'uploaded_by') AND EXISTS (
                 SELECT FROM client r WHERE has_column_privilege(r.oid, c.table_oid, c.attnum, 'INSERT')
                    OR has_column_privilege(r.oid, c.table_oid, c.attnum, 'UPDATE')))
       AND NOT EXISTS (
             SELECT FROM pg_trigger t
              WHERE t.tgrelid = c.table_oid AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgtype & 23 = 23
                AND t.tgfoid = to_regprocedure('app.stamp_authors()')
                AND c.name = ANY (string_to_array(encode(t.tgargs, 'escape'), '\\000')))`,
});
