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
  {
    name: 'demo_notes_differ',
    says: 'Notes of a demo are not the same few over and over: half of them are different ones, or there are 200.',
    about: 'demo',
    sql: `
      SELECT n.tenant_id, 'texts' AS key, format('%s different ones in %s notes', count(DISTINCT n.content), count(*)) AS found
      FROM notes n
      WHERE n.id < 1000000000 AND EXISTS (
        SELECT FROM sys_demo_seeds d WHERE d.tenant_id = n.tenant_id AND d.table_name = 'notes')
      GROUP BY n.tenant_id HAVING count(DISTINCT n.content) < least(0.5 * count(*), 200)`,
  },
];
