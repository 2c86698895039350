import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedStatus, openEmbedded } from '@erp/postgres/embedded';
import { eventually, itWhere, scratchDirectory } from './holder.ts';

const scratch = scratchDirectory();
const small = mountSmallDisk('small', '12m');
const large = mountSmallDisk('large', '120m');

const withDisks = itWhere(
  small !== undefined && large !== undefined,
  'the right to mount two small file systems, which only root has',
);

afterAll(async () => {
  // The keeper closes the log last of all.
  const unmounted = (disk: string) => spawnSync('umount', [disk], { stdio: 'ignore' }).status === 0;
  for (const disk of [small, large]) if (disk !== undefined) await eventually(() => unmounted(disk));
  rmSync(scratch, { recursive: true, force: true });
});

function mountSmallDisk(name: string, size: string): string | undefined {
  const disk = join(scratch, name);
  mkdirSync(disk);
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk], {
    stdio: 'ignore',
  });
  if (status !== 0) return undefined;
  chmodSync(disk, 0o755);
  return disk;
}

withDisks(
  'says that the disk is full when the data directory cannot be made, and leaves nothing',
  async () => {
    const directory = join(small ?? '', 'postgres');
    await expect(openEmbedded({ directory })).rejects.toMatchObject({
      name: 'Problem',
      code: 'disk_full',
      message: expect.stringContaining(directory),
      detail: expect.stringMatching(/Free there: \d+\.\d MB/),
      hint: expect.stringContaining('Free at least'),
    });
    expect(await embeddedStatus({ directory })).toMatchObject({ state: 'absent' });
  },
);

withDisks(
  'says that the disk is full when an existing server cannot start, which works again with room',
  async () => {
    const directory = join(large ?? '', 'postgres');
    const server = await openEmbedded({ directory });
    await server.close();
    const filler = join(large ?? '', 'filler');
    spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4k'], { stdio: 'ignore' });
    await expect(openEmbedded({ directory })).rejects.toMatchObject({ code: 'disk_full' });
    rmSync(filler);
    const again = await openEmbedded({ directory });
    await again.close();
  },
);
