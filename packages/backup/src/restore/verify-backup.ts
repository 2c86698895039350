import type { Progress } from '@erp/engine/apply';
import type { SchemaDifference } from '@erp/engine/catalog';
import type { Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import type { Project } from '@erp/engine/project';
import {
  checkInvariants,
  type DomainInvariant,
  type InvariantProgress,
  loadInvariants,
} from '@erp/invariants/invariants';
import { Problem } from '@erp/kit/problem';
import { installDomains } from '@erp/scratch/install';
import type { CopyProgress } from '../database/progress.ts';
import { rowsOf } from '../files/manifest.ts';
import type { Backup } from '../files/read-backup.ts';
import { type Proof, writeProof } from '../folder/proof.ts';
import { assertTenantsApart } from './isolation.ts';
import { domainsOf, restoreBackup } from './restore-backup.ts';

/** Lines of a schema that are shown; the others are counted. */
const SHOWN = 6;

/** What a backup is verified with. */
export interface VerifyRun {
  /** On an empty database, for nobody else. */
  readonly session: Session;
  readonly project: Project;
  readonly backup: Backup;
  readonly progress: CopyProgress;
  readonly steps?: Progress;
  /** Who watches while the rules of the business are asked. */
  readonly watch?: (invariants: readonly DomainInvariant[]) => InvariantProgress;
}

/**
 * Restores a backup into a scratch database, where everything has to be as it was backed up: rows, schema, and what keeps
 * tenants apart. Then migrates on and asks the rules of the business: rows that break one broke it where they were
 * backed up, so that is told and no fault of the backup. Keeps the proof beside the backup.
 *
 * @throws {Problem} what `restoreBackup` throws; `restored_schema_differs`, `restored_isolation`.
 */
export async function verifyBackup(run: VerifyRun): Promise<Proof> {
  const { session, project, backup, progress, steps, watch } = run;
  const { manifest, folder } = backup;
  const began = performance.now();
  const description = 'the scratch database';
  const difference = await restoreBackup({
    ...{ session, description, project, backup, progress },
    ...(steps && { steps }),
  });
  assertSameSchema(manifest.name, difference);
  progress.stage('Looking with the eyes of tenants …');
  const tenants = await assertTenantsApart(session);
  await installDomains(session, project, domainsOf(manifest));
  const invariants = await loadInvariants(project, await readLedger(session));
  progress.stage(`Asking ${invariants.length} rules of the business …`);
  const breaches = await checkInvariants(session, invariants, watch?.(invariants));
  const [server] = await session.query<{ version: string; now: string }>(
    `SELECT current_setting('server_version') AS version, to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS now`,
  );
  const proof: Proof = {
    provenAt: server?.now ?? '',
    server: server?.version ?? '',
    rows: rowsOf(manifest),
    tables: manifest.tables.length,
    tenants,
    invariants: invariants.length,
    broken: breaches.map(({ invariant: { domain, name }, count }) => ({
      invariant: `${domain}/${name}`,
      rows: count,
    })),
    seconds: Math.round((performance.now() - began) / 10) / 100,
  };
  await writeProof(folder, proof);
  return proof;
}

function assertSameSchema(name: string, { missing, extra }: SchemaDifference): void {
  const lines = [...missing.map((line) => `missing  ${line}`), ...extra.map((line) => `extra    ${line}`)];
  if (lines.length === 0) return;
  const more = lines.length > SHOWN ? [`and ${lines.length - SHOWN} more`] : [];
  throw new Problem({
    code: 'restored_schema_differs',
    message: `The schema that the migrations make is not the one that ${name} was taken of: ${lines.length} lines differ.`,
    detail: [...lines.slice(0, SHOWN), ...more].join('\n'),
    hint: 'The rows were restored and are equal. Somebody changed the schema by hand: pnpm verify --rule drift shows it there; write the migration, or undo it, and take another backup.',
  });
}
