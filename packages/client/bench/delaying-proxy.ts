import { connect, createServer, type Socket } from 'node:net';

/** A network in between: whatever is said arrives later, in order, either way. */
export interface DelayingProxy {
  readonly port: number;
  close(): Promise<void>;
}

/** @param roundTrip milliseconds there and back. */
export async function delayingProxy(
  upstream: { readonly host?: string | undefined; readonly port?: number | undefined },
  roundTrip: number,
): Promise<DelayingProxy> {
  const { host = '127.0.0.1', port = 5432 } = upstream;
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    const behind = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
    behind.setNoDelay?.(true);
    for (const [from, to] of [
      [client, behind],
      [behind, client],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => setTimeout(() => to.destroyed || to.write(chunk), roundTrip / 2));
      from.on('error', () => to.destroy());
      from.on('close', () => setTimeout(() => to.destroy(), roundTrip / 2));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
