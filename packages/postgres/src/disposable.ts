import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { connectionFromEnvironment } from './connection.ts';
import { freeSpace } from './disk-full.ts';
import { type EmbeddedServer, openEmbedded } from './embedded.ts';

const sharedMemory = '/dev/shm';
const enoughMemory = 1024 ** 3;

/**
 * The server of a test run: all processes of a checkout share one, in memory where there is room. The last one out
 * stops and deletes it, also when all of them are killed.
 *
 * With ERP_TEST_DATABASE_URL or DATABASE_URL it is that server instead, and `close` does nothing; tests make
 * databases of their own there.
 */
export async function openTestServer(): Promise<EmbeddedServer> {
  const url = process.env.ERP_TEST_DATABASE_URL || process.env.DATABASE_URL;
  const settings = url ? connectionFromEnvironment({ ...process.env, DATABASE_URL: url }) : undefined;
  if (settings !== undefined) return { settings, close: async () => {} };
  return openEmbedded({ directory: testDirectory(), fast: true, discard: true, maxConnections: 500 });
}

/** The same for all processes of one user in one checkout. */
function testDirectory(): string {
  const checkout = realpathSync(resolve(import.meta.dirname, '..', '..', '..'));
  const key = createHash('sha256').update(checkout).digest('hex').slice(0, 12);
  const name = `erp-test-${process.getuid?.() ?? 0}-${key}`;
  const inMemory = join(sharedMemory, name);
  const onDisk = join(tmpdir(), name);
  // Whoever came first has chosen; the free space may look different by now.
  if (existsSync(inMemory)) return inMemory;
  if (existsSync(onDisk)) return onDisk;
  return hasRoom(sharedMemory) ? inMemory : onDisk;
}

function hasRoom(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK | constants.X_OK);
  } catch {
    return false;
  }
  return (freeSpace(directory)?.bytes ?? 0) > enoughMemory;
}
