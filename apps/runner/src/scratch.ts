import type { Session } from '@erp/engine/connection';
import { type WithScratch, withScratchDatabase } from '@erp/scratch/scratch-database';
import type { Database } from './database.ts';
import { cleanUpWhenEnded } from './ending.ts';

/** Scratch databases beside the chosen one, one at a time; dropped also when a signal ends the process. */
export function scratchBeside(session: Session, database: Database): WithScratch {
  return (work, watch) =>
    withScratchDatabase(session, database.settings, work, { watch, whenEnded: cleanUpWhenEnded });
}

/** The same for workers that have one each at the same time: a session runs one statement at a time. */
export function scratchForWorkers(session: Session, database: Database): WithScratch {
  return async (work, watch) => {
    const own = await session.openSibling();
    try {
      return await scratchBeside(own, database)(work, watch);
    } finally {
      await own.close();
    }
  };
}
