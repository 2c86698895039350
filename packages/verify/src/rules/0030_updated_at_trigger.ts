import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0030_updated_at_trigger.md */
export const rule = catalogRule({
  id: '0030',
  name: 'updated_at_trigger',
  title: 'updated_at is kept by the one trigger function',
  level: 'error',
  sql: `
    SELECT c.key, c.table_key AS "table", format('%s has updated_at, but no enabled trigger keeps it.', c.table_key) AS message,
           format('CREATE TRIGGER %I BEFORE UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();',
                  left('tr_' || c.table_name || '_updated_at', 63), c.table_sql) AS remediation
      FROM our_column c
     WHERE c.name = 'updated_at' AND NOT EXISTS (
             SELECT FROM pg_trigger t
              WHERE t.tgrelid = c.table_oid AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgtype & 19 = 19
                AND t.tgfoid = to_regprocedure('public.update_updated_at_column()'))`,
});
