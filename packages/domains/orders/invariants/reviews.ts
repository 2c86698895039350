import type { Invariant } from '@erp/kit/invariant';

/** Who wrote reviews. */
export const reviewInvariants: readonly Invariant[] = [
  {
    name: 'demo_reviewer_has_product',
    says: 'Who reviews a product in a demo had got it before.',
    about: 'demo',
    sql: `
      SELECT v.tenant_id, v.id AS key, 'is by a person who had not got the product' AS found
      FROM sys_demo_seeds d
      JOIN product_review v ON v.tenant_id = d.tenant_id AND v.id < 1000000000 AND v.personal_key_id IS NOT NULL
        AND v.superseded_at IS NULL
      WHERE d.table_name = 'orders' AND NOT EXISTS (
        SELECT FROM crm_customers c
        JOIN orders o ON o.tenant_id = c.tenant_id AND o.customer_id = c.id
        JOIN order_items i ON i.tenant_id = o.tenant_id AND i.order_id = o.id
        WHERE c.tenant_id = v.tenant_id AND c.personal_key_id = v.personal_key_id
          AND i.product_id = v.product_id AND o.delivered_at <= v.created_at
      )
      UNION ALL
      SELECT d.tenant_id, NULL, 'no review has a writer'
      FROM sys_demo_seeds d
      WHERE d.table_name = 'orders' AND NOT EXISTS (
        SELECT FROM product_review v WHERE v.tenant_id = d.tenant_id AND v.personal_key_id IS NOT NULL
      )`,
  },
];
