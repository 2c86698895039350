import { Problem } from '@erp/kit/problem';
import { explainDiskFull } from './disk-full.ts';
import type { ServerPlace } from './server-place.ts';

/** Whether the TCP port was taken between our look at it and the server's. */
export function isPortTaken(said: string): boolean {
  return /Address already in use|could not create any TCP\/IP sockets/.test(said);
}

/** Whether processes of an earlier server are still on their way out. */
export function isStillClosing(said: string): boolean {
  return /pre-existing shared memory block/.test(said);
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
