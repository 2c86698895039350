import { connect, createServer, type Socket } from 'node:net';
import type { ConnectionSettings } from '@erp/postgres/connection';

/** A way to a server on which everything takes its time. */
export interface SlowWire {
  /** Settings that lead over it. */
  readonly settings: ConnectionSettings;
  close(): void;
}

/**
 * Opens a way to a server that delivers every packet, in order, so many milliseconds after it was sent: a network of
 * that latency, and any width.
 *
 * @param delay milliseconds in each direction.
 */
export async function slowWire(settings: ConnectionSettings, delay: number): Promise<SlowWire> {
  const { host = '127.0.0.1', port = 5432 } = settings;
  const server = createServer((client) => {
    const upstream = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
    deliver(client, upstream, delay);
    deliver(upstream, client, delay);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const own = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return { settings: { ...settings, host: '127.0.0.1', port: own }, close: () => void server.close() };
}

function deliver(from: Socket, to: Socket, delay: number): void {
  from.setNoDelay(true);
  from.on('data', (chunk: Buffer) => void setTimeout(() => to.write(chunk), delay));
  from.on('close', () => void setTimeout(() => to.end(), delay));
  from.on('error', () => to.destroy());
}
