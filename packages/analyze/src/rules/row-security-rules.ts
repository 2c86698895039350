import { each, type PlanRule } from '../plan-rule.ts';

/** Rules about which rows a running release sees. Judged by what the transaction leaves. */
export const ROW_SECURITY_RULES: readonly PlanRule[] = [
  {
    id: '1017',
    name: 'row-security-hides-all-rows',
    title: 'Row security without a policy hides every row',
    safe: `// In one transaction, so that no moment is without a policy; the helpers of @erp/kit write both:
await knex.raw('ALTER TABLE orders ENABLE ROW LEVEL SECURITY');
await knex.raw("CREATE POLICY orders_select ON orders FOR SELECT TO erp_app USING (tenant_id = (SELECT app.current_tenant_id()))");`,
    check: (statement, surroundings) =>
      each(statement, ({ id, title, before, after }) => {
        if (after?.rowSecurity !== true) return [];
        if (before.rowSecurity && before.policies <= after.policies) return [];
        const left = surroundings.finally(id);
        if (left === undefined || !left.rowSecurity || left.policies > 0) return [];
        return [
          {
            table: title,
            message: `Row security is on for ${title}, and it has no policy: nobody but its owner sees or writes a row.`,
            whateverTheRows: true,
          },
        ];
      }),
  },
  {
    id: '1018',
    name: 'row-security-ends',
    title: 'Row security is switched off',
    safe: `// Leave it on, and change the policy that stands in the way: a policy can be replaced in one transaction.
await knex.raw('ALTER POLICY orders_select ON orders USING (…)');`,
    check: (statement, surroundings) =>
      each(statement, ({ id, title, before, after }) =>
        before.rowSecurity && after?.rowSecurity === false && surroundings.finally(id)?.rowSecurity === false
          ? [
              {
                table: title,
                message: `Every tenant sees all rows of ${title} from this moment on.`,
                whateverTheRows: true,
              },
            ]
          : [],
      ),
  },
];
