import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import type { FileLock } from './file-lock.ts';
import type { Identity } from './identity.ts';
import type { LeasePipe } from './lease.ts';

/**
 * The keeper: a small `sh` in a session of its own that starts the server, stops it when the last lease is gone
 * and tidies up. It holds the keeper's lock to its end, so whoever gets that lock knows that server, socket and
 * leftovers of this start are gone.
 *
 * Descriptors: 3 the leases' pipe, 4 the keeper's lock, 5 a lease of its own when the server is to stay.
 * Arguments: signal that stops the server; lease; socket directory; record; directory to delete afterwards or
 * ''; then the server's command. The signal is repeated because a server in its first milliseconds ignores it.
 */
const script = `
signal=$1 lease=$2 sockets=$3 record=$4 discard=$5
shift 5
"$@" </dev/null 3<&- 4<&- 5<&- &
server=$!
(
  while :; do
    while read -r line; do :; done
    mv "$lease" "$lease.closed" || break
    read -r line || break
    mv "$lease.closed" "$lease" || break
  done
  while kill -s "$signal" "$server"; do sleep 1; done
) <&3 3<&- 4<&- 2>/dev/null &
watcher=$!
exec 3<&- 5<&-
wait "$server"
status=$?
kill "$watcher" 2>/dev/null
rm -rf "$sockets" "$record"
if [ -n "$discard" ]; then
  rm -rf "$discard/data"
  mv "$discard" "$discard.gone.$$" && rm -rf "$discard.gone.$$"
else
  rm -f "$lease" "$lease.closed" "$lease.holders"
fi
exit "$status"
`;

/** What the keeper is told. */
export interface KeeperOrders {
  readonly identity: Identity;
  readonly command: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly pipe: LeasePipe;
  readonly lease: string;
  readonly lock: FileLock;
  readonly sockets: string;
  readonly record: string;
  /** A descriptor of the log file. */
  readonly log: number;
  /** Whether the server outlives everybody who joined it. */
  readonly stay: boolean;
  /** Deleted when the server has stopped; the server is then stopped without any care for its data. */
  readonly discard: string | undefined;
}

/** Starts the keeper and hands the lock and the reading end of the pipe over to it. */
export function startKeeper(orders: KeeperOrders): ChildProcess {
  const { identity, pipe, lock, log } = orders;
  const child = spawn(
    'sh',
    [
      '-c',
      script,
      'erp-postgres',
      orders.discard === undefined ? 'INT' : 'QUIT',
      orders.lease,
      orders.sockets,
      orders.record,
      orders.discard ?? '',
      ...identity.prefix,
      ...orders.command,
    ],
    {
      cwd: '/',
      detached: true,
      stdio: ['ignore', log, log, pipe.reader, lock.descriptor, orders.stay ? pipe.writer : 'ignore'],
      env: orders.environment,
      ...identity.credentials,
    },
  );
  child.unref();
  closeSync(pipe.reader);
  lock.release();
  return child;
}
