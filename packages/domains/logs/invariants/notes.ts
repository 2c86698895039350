import type { Invariant } from '@erp/kit/invariant';

/** Notes. */
export const noteInvariants: readonly Invariant[] = [
  {
    name: 'private_note_has_author',
    says: 'A private note has an author, who alone sees it.',
    sql: `
      SELECT n.tenant_id, n.id AS key, 'is private, but nobody wrote it' AS found
      FROM notes n WHERE n.is_private AND n.created_by IS NULL`,
  },
];
