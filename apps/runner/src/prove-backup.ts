import type { Backup } from '@erp/backup/files';
import type { Proof } from '@erp/backup/folder';
import { verifyBackup } from '@erp/backup/restore';
import type { Project } from '@erp/engine/project';
import type { Invocation } from './invocation.ts';
import { count } from './print-backups.ts';
import { countOf } from './print-plan.ts';
import { withRestoreServer } from './restore-server.ts';
import { showCopyProgress } from './show-copy-progress.ts';
import { showInvariantProgress } from './show-invariant-progress.ts';

/** Restores a backup on a scratch server, compares everything, and says which rules of the business its rows break. */
export async function proveBackup(invocation: Invocation, project: Project, backup: Backup): Promise<Proof> {
  invocation.whenEnded(() => `${backup.manifest.name} stays, and is not proven: pnpm erp backup verify`);
  const proof = await withRestoreServer(invocation, 'backup verify', (session) =>
    verifyBackup({
      session,
      project,
      backup,
      progress: showCopyProgress(invocation),
      watch: (invariants) => showInvariantProgress(invocation, invariants),
    }),
  );
  for (const { invariant, rows } of proof.broken)
    invocation.stderr(
      `– ${countOf(rows, 'row')} of the backup, as of the database, ${rows === 1 ? 'breaks' : 'break'} ${invariant}: pnpm verify --data --rule ${invariant}`,
    );
  return proof;
}

/** A proof as a sentence. */
export function printProven(proof: Proof): string {
  const rules =
    proof.broken.length === 0
      ? `${proof.invariants} rules of the business hold`
      : `${proof.broken.length} of ${proof.invariants} rules of the business are broken`;
  return `Proven: restored on PostgreSQL ${proof.server}, ${count(proof.rows)} rows and the schema are equal, ${countOf(proof.tenants, 'tenant')} apart, ${rules}; ${proof.seconds} s.`;
}
