import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0036_no_enum.md */
export const rule = catalogRule({
  id: '0036',
  name: 'no_enum',
  title: 'No enum types',
  level: 'error',
  sql: `
    SELECT s.name || '.' || t.typname AS key, NULL AS "table", format('%s.%s is an enum type.', s.name, t.typname) AS message,
           format('ALTER TABLE … ALTER COLUMN … TYPE text, ADD CONSTRAINT ck_… CHECK (… IN (…)); DROP TYPE %I.%I;', s.name, t.typname) AS remediation
      FROM our_space s
      JOIN pg_type t ON t.typnamespace = s.oid AND t.typtype = 'e'
     WHERE NOT EXISTS (SELECT FROM of_extension e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid)`,
});
