import { randomInt } from 'node:crypto';
import { connect, createServer, type Socket } from 'node:net';
import type { ConnectionSettings } from '@erp/postgres/connection';

/** What a pool keeps for a client: the server's session until the client leaves, or only for a transaction. */
export type PoolMode = 'session' | 'transaction';

/** A pool between clients and a server, for tests of what a client does behind one. */
export interface TransactionPool {
  /** Settings that lead through the pool. */
  readonly settings: ConnectionSettings;
  close(): Promise<void>;
}

/** A session of the server that some client has opened, and any client may use. */
interface Backend {
  readonly socket: Socket;
  /** Whose turn it is; undefined while it waits in the pool. */
  client: Client | undefined;
  /** Messages sent that the server answers by ReadyForQuery, less those answers. */
  owed: number;
  status: string;
}

interface Client {
  readonly socket: Socket;
  backend: Backend | undefined;
  waiting: Buffer[];
}

interface Pool {
  readonly mode: PoolMode;
  readonly idle: Backend[];
  /** Clients that wait for a session. */
  readonly waiting: Client[];
  readonly sockets: Set<Socket>;
}

const QUERY = 0x51;
const SYNC = 0x53;
const TERMINATE = 0x58;
const READY = 0x5a;
const BACKEND_KEY = 0x4b;

/**
 * Stands between clients and the server as PgBouncer does: the client that begins a transaction gets the session that
 * was given back last, and keeps it until the transaction has ended. Every client opens one more session of the
 * server, whose key it is told as another number. Speaks version 3 of the frontend/backend protocol.
 */
export async function transactionPool(
  settings: ConnectionSettings,
  mode: PoolMode = 'transaction',
): Promise<TransactionPool> {
  const pool: Pool = { mode, idle: [], waiting: [], sockets: new Set() };
  const { host = '127.0.0.1', port = 5432 } = settings;
  const server = createServer((socket) =>
    join(pool, socket, host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host)),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    settings: {
      ...settings,
      host: '127.0.0.1',
      port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    },
    async close() {
      for (const socket of pool.sockets) socket.destroy();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

/** Lets a client in, with one more session of the server. */
function join(pool: Pool, socket: Socket, upstream: Socket): void {
  pool.sockets.add(socket).add(upstream);
  const client: Client = { socket, backend: undefined, waiting: [] };
  const backend: Backend = { socket: upstream, client, owed: 0, status: '' };
  client.backend = backend;
  let started = false;
  let ready = false;
  takeApart(
    socket,
    () => started,
    (message) => {
      if (!started || !ready) {
        // Start-up and password go to the session that this client opens.
        started = true;
        upstream.write(message);
      } else if (message[0] !== TERMINATE) {
        client.waiting.push(message);
        forward(pool, client);
      }
    },
  );
  takeApart(
    upstream,
    () => true,
    (message) => {
      const to = backend.client?.socket;
      if (message[0] === BACKEND_KEY) message.writeInt32BE(randomInt(1, 2 ** 31 - 1), 5);
      to?.write(message);
      if (message[0] !== READY) return;
      backend.status = String.fromCharCode(message[5] ?? 0);
      if (ready) backend.owed -= 1;
      ready = true;
      const free = backend.owed === 0 && backend.status === 'I';
      if (pool.mode === 'transaction' && free) giveBack(pool, backend);
    },
  );
  socket.on('close', () => {
    // A transaction that nobody will end goes with its session.
    if (client.backend !== undefined) client.backend.socket.destroy();
  });
  upstream.on('close', () => {
    backend.client?.socket.destroy();
    if (pool.idle.includes(backend)) pool.idle.splice(pool.idle.indexOf(backend), 1);
  });
  for (const each of [socket, upstream]) each.on('error', () => each.destroy());
}

/** Sends what a client has said, as soon as there is a session for it. */
function forward({ idle, waiting }: Pool, client: Client): void {
  if (client.waiting.length === 0) return;
  if (client.backend === undefined) {
    const backend = idle.pop();
    if (backend === undefined) {
      waiting.push(client);
      return;
    }
    backend.client = client;
    client.backend = backend;
  }
  const { backend } = client;
  for (const message of client.waiting.splice(0)) {
    if (message[0] === QUERY || message[0] === SYNC) backend.owed += 1;
    backend.socket.write(message);
  }
}

function giveBack(pool: Pool, backend: Backend): void {
  const client = backend.client;
  backend.client = undefined;
  if (client !== undefined) client.backend = undefined;
  pool.idle.push(backend);
  const next = pool.waiting.shift();
  if (next !== undefined) forward(pool, next);
}

/** Hands on whole messages; the first one of a client has no type byte. */
function takeApart(socket: Socket, typed: () => boolean, hand: (message: Buffer) => void): void {
  let pending = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const lead = typed() ? 1 : 0;
      if (pending.length < lead + 4) return;
      const length = pending.readInt32BE(lead) + lead;
      if (pending.length < length) return;
      const message = Buffer.from(pending.subarray(0, length));
      pending = pending.subarray(length);
      hand(message);
    }
  });
}
