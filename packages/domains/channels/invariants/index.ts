import type { Invariant } from '@erp/kit/invariant';

/** The rules of the business that the rows of channels keep. */
export const invariants: readonly Invariant[] = [
  {
    name: 'living_page_on_living_platform',
    says: 'A page that lives is on a platform that lives.',
    sql: `
      SELECT g.tenant_id, g.id AS key, g.name || ' is on a deleted platform' AS found
      FROM channels_platform_pages g
      JOIN channels_platforms p ON p.tenant_id = g.tenant_id AND p.id = g.platform_id
      WHERE g.deleted_at IS NULL AND p.deleted_at IS NOT NULL`,
  },
];
