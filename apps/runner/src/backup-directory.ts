import { resolve } from 'node:path';
import type { Invocation } from './invocation.ts';

/** The folder of backups: the one that was named, that of ERP_BACKUPS, or one of the checkout that git ignores. */
export function backupDirectory({ root, env }: Invocation, named: string | undefined): string {
  return resolve(named ?? (env.ERP_BACKUPS || resolve(root, '.erp', 'backups')));
}
