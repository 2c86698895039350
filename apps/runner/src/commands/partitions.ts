import { explainStepError } from '@erp/engine/connection';
import { PartlyApplied } from '@erp/engine/ledger';
import type { Problem } from '@erp/kit/problem';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { chosenTables, maintainPartitions, type TableReport } from '../maintain-partitions.ts';
import { printPartitions } from '../print-partitions.ts';
import type { PartitionsOptions } from './partitions.command.ts';

/** `erp partitions`: for each partitioned table, in a transaction of its own, make the months, retire old ones, report. */
export async function partitions(invocation: Invocation, options: PartitionsOptions): Promise<void> {
  await withSession(invocation, 'partitions', async (session) => {
    const reports: TableReport[] = [];
    let failure: Problem | undefined;
    for (const table of await chosenTables(session, options.table)) {
      invocation.statusLine(table);
      try {
        reports.push(await maintainPartitions(session, table, options));
      } catch (error) {
        failure = explainStepError(table, error, session.failureOf(error), session.endedBy());
        break;
      }
    }
    const changed = reports.filter(hasChanged).map((each) => each.table);
    if (failure !== undefined) throw changed.length > 0 ? new PartlyApplied(failure, changed) : failure;
    if (options.json === true) {
      invocation.json({ dryRun: options.dryRun === true, tables: reports });
    } else for (const line of printPartitions(reports, options)) invocation.stdout(line);
  });
}

function hasChanged(each: TableReport): boolean {
  return each.created.length + each.dropped.length + each.detached.length > 0;
}
