import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { ServerPlace } from './server-place.ts';

/** Below the ports that systems hand out for outgoing connections, so that a port is likely free again next time. */
const firstPort = 15_432;
const range = 1000;

/**
 * Finds a free TCP port on 127.0.0.1: the one of last time, otherwise the first free one from a number that comes
 * from the directory, so that two checkouts rarely ask for the same.
 *
 * @param refused ports that the server could not take after all.
 */
export async function findFreePort(place: ServerPlace, refused: ReadonlySet<number>): Promise<number> {
  const start = createHash('sha256').update(place.directory).digest().readUInt32BE() % range;
  const remembered = existsSync(place.port) ? Number(readFileSync(place.port, 'utf8')) : 0;
  if (remembered > 0 && !refused.has(remembered) && (await isFree(remembered))) return remembered;
  for (let step = 0; step < range; step += 1) {
    const port = firstPort + ((start + step) % range);
    if (port !== remembered && !refused.has(port) && (await isFree(port))) return port;
  }
  throw new Error(`no free TCP port from ${firstPort} to ${firstPort + range - 1}`);
}

/** Remembers the first port that was used; one that is taken for a while is not forgotten over it. */
export function rememberPort(place: ServerPlace, port: number): void {
  if (!existsSync(place.port)) writeFileSync(place.port, `${port}\n`, { mode: 0o600 });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
