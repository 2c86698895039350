const NAMES = [
  'app.current_tenant_id()',
  'app.current_user_id()',
  'app.has_permission(text)',
  'app.tenant_read_by(text[])',
];

/**
 * The functions that policies call: who is asking, from settings alone. A relation of `name` and `oid`, which is NULL
 * where the function is not there.
 *
 * They are asked for every scan and every written row, and a SET clause is two thirds of what a call costs, so their
 * bodies qualify every name and operator instead (packages/domains/system/test/context.test.ts shadows them all).
 */
export const CONTEXT_FUNCTIONS = `(
  SELECT name, to_regprocedure(name) AS oid FROM unnest('{${NAMES.map((each) => `"${each}"`).join(',')}}'::text[]) name)`;
