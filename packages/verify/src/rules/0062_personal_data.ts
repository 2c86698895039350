import { catalogRule } from '../catalog-rule.ts';
import type { SchemaRule } from '../schema-rule.ts';

const asked = catalogRule({
  id: '0062',
  name: 'personal_data',
  title: 'Every text and JSON column of a tenant table is declared personal, or not',
  level: 'error',
  with: `
  declared AS (
    SELECT c.*, t.domain, 'public.' || c.table_name AS table_key, 'public.' || c.table_name || '.' || c.column_name AS key
      FROM public.sys_personal_columns c
      JOIN public.sys_personal_tables t ON t.table_name = c.table_name
  ),
  way AS (
    SELECT s.subject, w.table_name, w.column_subject
      FROM unnest(ARRAY['person', 'member']) s(subject)
     CROSS JOIN LATERAL app.personal_tables(s.subject) w
  )`,
  sql: `
    SELECT c.key, c.table_key AS "table", format('%s is declared neither personal nor not.', c.key) AS message,
           format('%s: { … person: { %s: ''words'' } or none: [''%s''] … } in personal.ts of the domain that makes the table', c.table_name, c.name, c.name) AS remediation
      FROM our_column c
     WHERE c.is_tenant AND c.table_key LIKE 'public.%' AND c.attgenerated = ''
       AND c.type_name IN ('text', 'varchar', 'bpchar', 'json', 'jsonb', 'xml', '_text', '_varchar', 'inet', 'cidr')
       AND NOT EXISTS (SELECT FROM declared d WHERE d.key = c.key)
       -- A closed list, a lower snake code and a currency say nothing about anybody.
       AND NOT EXISTS (SELECT FROM pg_constraint k
                        WHERE k.conrelid = c.table_oid AND k.contype = 'c' AND k.conkey = ARRAY[c.attnum]
                          AND pg_get_constraintdef(k.oid) ~ '^CHECK \\(\\(+[a-z_0-9]+ (= ANY \\(|= ''|~ ''\\^\\[a-z\\]\\[a-z0-9_\\]\\*\\$''|~ ''\\^\\[A-Z\\]\\{3\\}\\$'')')
     UNION ALL
    SELECT d.key, d.table_key, format('%s is declared by %s and is not there.', d.key, d.domain),
           format('Take %s out of personal.ts of %s, or correct its name.', d.key, d.domain)
      FROM declared d
     WHERE NOT EXISTS (SELECT FROM our_column c WHERE c.key = d.key)
     UNION ALL
    SELECT 'public.' || t.table_name || '.' || l.own, 'public.' || t.table_name,
           format('Rows of %s are said to belong to somebody by %s, which is no foreign key.', t.table_name, l.own),
           format('Name a foreign key column in personal.ts of %s.', t.domain)
      FROM public.sys_personal_tables t
     CROSS JOIN LATERAL unnest(t.person_by || t.member_by) AS l(own)
     WHERE NOT EXISTS (SELECT FROM our_foreign_key f WHERE f.table_key = 'public.' || t.table_name AND l.own = ANY (f.columns))
     UNION ALL
    SELECT d.key, d.table_key, format('%s is declared to be about a %s, but no row of its table leads to one.', d.key, d.subject),
           format('Say by which foreign key in personal.ts of %s: of or ofMember; or declare it in others.', d.domain)
      FROM declared d
     WHERE (d.subject = 'member' OR d.subject = 'person' AND to_regclass('public.crm_personal_keys') IS NOT NULL)
       AND EXISTS (SELECT FROM our_column c WHERE c.key = d.key)
       AND NOT EXISTS (SELECT FROM way w WHERE w.table_name = d.table_name AND w.column_subject = d.subject)`,
});

/** See docs/rules/0062_personal_data.md */
export const rule: SchemaRule = {
  ...asked,
  async find(session, context) {
    const [known] = await session.query<{ there: boolean }>(
      "SELECT to_regclass('public.sys_personal_columns') IS NOT NULL AND to_regprocedure('app.personal_tables(text)') IS NOT NULL AS there",
    );
    // A database from before there were declarations has none to look at.
    return known?.there === true ? asked.find(session, context) : [];
  },
};
