import { catalogRule } from '../catalog-rule.ts';
import { CONTEXT_FUNCTIONS } from '../context-functions.ts';

/** See docs/rules/0016_context_functions.md */
export const rule = catalogRule({
  id: '0016',
  name: 'context_functions',
  title: 'The functions in policies read settings only, once per statement',
  level: 'error',
  sql: `
    SELECT w.name AS key, NULL AS "table",
           CASE WHEN p.oid IS NULL THEN format('Function %s does not exist.', w.name)
                ELSE format('Function %s is not STABLE PARALLEL SAFE SECURITY INVOKER.', w.name) END AS message,
           format('ALTER FUNCTION %s STABLE PARALLEL SAFE SECURITY INVOKER;', w.name) AS remediation
      FROM ${CONTEXT_FUNCTIONS} w
      LEFT JOIN pg_proc p ON p.oid = w.oid
     WHERE p.oid IS NULL OR p.provolatile <> 's' OR p.proparallel <> 's' OR p.prosecdef`,
});
