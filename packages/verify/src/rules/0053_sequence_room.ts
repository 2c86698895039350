import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0053_sequence_room.md */
export const rule = catalogRule({
  id: '0053',
  name: 'sequence_room',
  title: 'No sequence is close to its end',
  level: 'error',
  sql: `
    SELECT s.schemaname || '.' || s.sequencename AS key, NULL AS "table",
           format('Sequence %s.%s has used %s %% of its numbers.', s.schemaname, s.sequencename, round(100.0 * used.last_value / used.max_value)) AS message,
           format('ALTER TABLE … ALTER COLUMN … TYPE bigint; ALTER SEQUENCE %I.%I AS bigint MAXVALUE 9223372036854775807;', s.schemaname, s.sequencename) AS remediation
      FROM pg_sequences s
      JOIN our_space n ON n.name = s.schemaname
     CROSS JOIN LATERAL (
             SELECT s.last_value, least(s.max_value, coalesce((
                      SELECT CASE a.atttypid WHEN 'int2'::regtype THEN 32767 WHEN 'int4'::regtype THEN 2147483647 END
                        FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                       WHERE d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
                         AND d.objid = format('%I.%I', s.schemaname, s.sequencename)::regclass LIMIT 1), s.max_value)) AS max_value) used
     WHERE NOT s.cycle AND used.last_value > 0.8 * used.max_value`,
});
