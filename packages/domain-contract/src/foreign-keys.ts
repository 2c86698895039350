import type { Session } from '@erp/engine/connection';
import type { DomainPackage } from '@erp/engine/project';

interface ForeignKey {
  readonly name: string;
  readonly table: string;
  readonly parent: string;
  readonly tenantSafe: boolean;
  readonly indexed: boolean;
}

/**
 * What is wrong with the foreign keys of a domain's tables.
 *
 * @param reachable the domain and all that it depends on.
 * @returns one line per fault.
 */
export async function foreignKeyFaults(
  session: Session,
  domain: DomainPackage,
  reachable: readonly DomainPackage[],
): Promise<string[]> {
  const known = new Set(reachable.flatMap((each) => [...each.tables.keys()]));
  const linked = new Set(domain.links.map(({ link }) => `fk_${link.from.table}_${link.from.column}`));
  const keys = await session.query<ForeignKey>(FOREIGN_KEYS, [[...domain.tables.keys()]]);
  return keys.flatMap((key) => [
    ...(key.tenantSafe ? [] : [`${key.name} can point into another tenant`]),
    ...(key.indexed ? [] : [`${key.name} has no index that starts with its columns`]),
    ...(known.has(key.parent) || key.parent.startsWith('auth.') || linked.has(key.name)
      ? []
      : [`${key.name} points at ${key.parent}, which is not in a declared dependency`]),
  ]);
}

const FOREIGN_KEYS = `
  SELECT c.conname AS name, c.conrelid::regclass::text AS "table", c.confrelid::regclass::text AS parent,
         NOT (has_tenant(c.conrelid) AND has_tenant(c.confrelid))
           OR (SELECT attname FROM pg_attribute WHERE attrelid = c.conrelid AND attnum = c.conkey[1]) = 'tenant_id'
          AND (SELECT attname FROM pg_attribute WHERE attrelid = c.confrelid AND attnum = c.confkey[1]) = 'tenant_id' AS "tenantSafe",
         EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indpred IS NULL
                    AND (string_to_array(i.indkey::text, ' ')::int2[])[1:cardinality(c.conkey)] = c.conkey) AS indexed
    FROM pg_constraint c
   WHERE c.contype = 'f' AND c.conparentid = 0 AND c.conrelid::regclass::text = ANY ($1)
   ORDER BY 1`.replaceAll(
  /has_tenant\(([a-z.]+)\)/g,
  "EXISTS (SELECT FROM pg_attribute WHERE attrelid = $1 AND attname = 'tenant_id' AND NOT attisdropped)",
);
