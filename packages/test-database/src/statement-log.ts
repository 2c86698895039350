import { connect, createServer, type Server, type Socket } from 'node:net';
import type { ConnectionSettings } from '@erp/postgres/connection';

/** Where the wire is cut: before a statement reaches the server, or right behind it, without waiting for the answer. */
export interface Cut {
  /** Counted from 1, over all that is sent. */
  readonly statement: number;
  readonly when: 'before' | 'after';
}

/** Everything that a client said to the server, read off the wire. */
export interface StatementLog {
  /** Settings that lead through the log. */
  readonly settings: ConnectionSettings;
  /** Texts of the statements sent so far, in order. */
  statements(): string[];
  close(): Promise<void>;
}

/**
 * Stands between a client and the server and writes down each statement: texts of Query and Parse messages of the
 * frontend/backend protocol, version 3.
 *
 * @param cut ends the connection there, the way that a crash or a network does: without a word to either side.
 */
export async function logStatements(settings: ConnectionSettings, cut?: Cut): Promise<StatementLog> {
  const seen: string[] = [];
  const server: Server = createServer((client) => relay(client, settings, seen, cut));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    settings: {
      ...settings,
      host: '127.0.0.1',
      port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    },
    statements: () => [...seen],
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

function relay(client: Socket, settings: ConnectionSettings, seen: string[], cut: Cut | undefined): void {
  const { host = '127.0.0.1', port = 5432 } = settings;
  const upstream = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
  let pending = Buffer.alloc(0);
  let started = false;
  client.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      // The start-up message has no type byte; every later one begins with its type and carries its own length.
      const lead = started ? 1 : 0;
      if (pending.length < lead + 4) break;
      const length = pending.readInt32BE(lead) + lead;
      if (pending.length < length) break;
      const message = pending.subarray(0, length);
      if (started) note(message, seen);
      started = true;
      pending = pending.subarray(length);
      const due = cut !== undefined && seen.length === cut.statement;
      if (due && cut.when === 'before') {
        client.destroy();
        return;
      }
      upstream.write(message);
      if (due && isWhole(message)) {
        client.destroy();
        return;
      }
    }
  });
  upstream.pipe(client);
  // What was handed over still arrives, as it does when a process is killed.
  client.on('close', () => upstream.end());
  upstream.on('close', () => client.destroy());
  client.on('error', () => upstream.destroy());
  upstream.on('error', () => client.destroy());
}

/** Whether the server will act on the message by itself: a simple query, or the Sync behind an extended one. */
function isWhole(message: Buffer): boolean {
  return message[0] === 0x51 || message[0] === 0x53;
}

function note(message: Buffer, seen: string[]): void {
  const type = String.fromCharCode(message[0] ?? 0);
  const body = message.subarray(5);
  if (type === 'Q') seen.push(body.subarray(0, -1).toString('utf8'));
  if (type === 'P')
    seen.push(body.subarray(body.indexOf(0) + 1, body.indexOf(0, body.indexOf(0) + 1)).toString('utf8'));
}
