import { catalogRule } from '../catalog-rule.ts';

/** See docs/rules/0072_second_call.md */
export const rule = catalogRule({
  id: '0072',
  name: 'second_call',
  title: 'A function that adds rows takes a key, or says what a second call does',
  level: 'warning',
  sql: `
    SELECT r.key, NULL AS "table",
           format('%s adds rows; whoever repeats it after a lost answer is not told whether it adds them twice.', r.key) AS message,
           format('Give it an argument p_idempotency_key, or say in COMMENT ON %s that a second call returns the first one, or is a second one.', r.sql_name) AS remediation
      FROM our_routine r
     WHERE r.prosecdef AND r.provolatile = 'v' AND r.prorettype <> 'trigger'::regtype AND r.prorettype <> 'event_trigger'::regtype
       AND EXISTS (SELECT FROM client c WHERE has_function_privilege(c.oid, r.oid, 'EXECUTE'))
       AND r.prosrc ~ 'INSERT INTO'
       AND NOT EXISTS (SELECT FROM pg_proc p CROSS JOIN unnest(p.proargnames) AS a (name)
                        WHERE p.oid = r.oid AND a.name ~ '(_key|_event_id|_delivery_id|_sid|_external_[a-z]+_id)$')
       AND coalesce(obj_description(r.oid, 'pg_proc'), '') !~* '\\m(again|second|once|further one|already)\\M'`,
});
