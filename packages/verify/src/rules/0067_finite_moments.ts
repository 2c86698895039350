import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0067_finite_moments.md */
export const rule = catalogRule({
  id: '0067',
  name: 'finite_moments',
  title: 'Dates and moments are finite',
  level: 'error',
  sql: `
    SELECT c.key, c.table_key AS "table", format('%s takes infinity.', c.key) AS message,
           format('finiteMoments(table, [''%s'', …]), or ALTER TABLE %s ADD CONSTRAINT ck_%s_finite CHECK (isfinite(%I));',
                  c.name, c.table_sql, c.table_name, c.name) AS remediation
      FROM our_column c
     WHERE c.type_name IN ('timestamptz', 'timestamp', 'date') AND c.attgenerated = ''
       AND NOT EXISTS (
         SELECT FROM pg_constraint k
          WHERE k.conrelid = c.table_oid AND k.contype = 'c' AND c.attnum = ANY (k.conkey)
            AND pg_get_constraintdef(k.oid) ~ ('\\misfinite\\(' || c.name || '\\)'))`,
});
