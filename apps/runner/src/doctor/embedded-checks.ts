import { embeddedDirectory, embeddedStatus } from '@erp/postgres/embedded';
import { requireIdentity, requirePort, requireRoom } from '@erp/postgres/readiness';
import type { Invocation } from '../invocation.ts';
import { ask, type Check } from './check.ts';

/** Whether the embedded PostgreSQL could start here, or does run; it is neither made nor started for it. */
export async function embeddedChecks({ root }: Invocation): Promise<Check[]> {
  const directory = embeddedDirectory(root);
  const running = async () => {
    const status = await embeddedStatus({ directory });
    return status.state === 'running' ? status : undefined;
  };
  return [
    await ask(
      'disk',
      () => `${(requireRoom(directory) / 1024 ** 3).toFixed(1)} GB free for the embedded PostgreSQL`,
    ),
    await ask('embedded', async () => {
      const pid = (await running())?.pid;
      return pid === undefined
        ? `the embedded PostgreSQL can start, as ${requireIdentity(directory)}`
        : `the embedded PostgreSQL runs, server process ${pid}`;
    }),
    await ask('port', async () => {
      const url = (await running())?.databaseUrl;
      return url === undefined
        ? `TCP port ${await requirePort(directory)} is free for \`pnpm db start\``
        : `the embedded PostgreSQL listens on TCP port ${new URL(url).port}`;
    }),
  ];
}
