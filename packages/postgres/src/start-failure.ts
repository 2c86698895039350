import { Problem } from '@erp/kit/problem';
import { explainDiskFull } from './disk-full.ts';
import type { ServerPlace } from './server-place.ts';
import type { DataSwap } from './swap-data.ts';

/** Whether the TCP port was taken between our look at it and the server's. */
export function isPortTaken(said: string): boolean {
  return /Address already in use|could not create any TCP\/IP sockets/.test(said);
}

/** Whether processes of an earlier server are still on their way out. */
export function isStillClosing(said: string): boolean {
  return /pre-existing shared memory block/.test(said);
}

/** Whether its archive ended before the moment that it was to go on to. */
export function isMomentUnreached(said: string): boolean {
  return /recovery ended before configured recovery target was reached/.test(said);
}

/** Says so of a restore that was taken back. */
export function explainUnreached({ until }: DataSwap, said: string): Problem {
  return new Problem({
    code: 'restore_moment_unreached',
    message: `Nothing was written after ${until}, so there is nothing to go back from.`,
    detail: said.trim().slice(-1000),
    hint: 'The data is as it was. For the last moment in the archive leave it out: pnpm db restore',
  });
}

/** Says why the server ended during its start, from what it wrote to its log. */
export function explainStartFailure(place: ServerPlace, said: string): Problem {
  const full = explainDiskFull(place.directory, said);
  if (full !== undefined) return full;
  if (/database files are incompatible with server/.test(said)) {
    return new Problem({
      code: 'embedded_postgres_version',
      message: `The data in ${place.data} was made by another version of PostgreSQL.`,
      detail: said.trim(),
      hint: 'If you can do without that data, run `pnpm db reset`. To keep it, dump it with the version that made it.',
    });
  }
  return new Problem({
    code: 'embedded_postgres_failed',
    message: 'The embedded PostgreSQL ended while it started.',
    detail: said.trim().slice(-4000) || `It wrote nothing to ${place.log}.`,
    hint: `Its log is ${place.log}. If the data is of no use any more, \`pnpm db reset\` starts with an empty database.`,
  });
}
