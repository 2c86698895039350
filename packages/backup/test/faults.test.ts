import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeFingerprint } from '@erp/engine/catalog';
import {
  type EmptyDatabase,
  emptyDatabase,
  migratedDatabase,
  type TestDatabase,
  testWorkspace,
} from '@erp/testing/database';
import { readMark } from '../src/database/restore-target.ts';
import { checkFiles } from '../src/files/check-files.ts';
import { filesOf, MANIFEST, readManifest } from '../src/files/manifest.ts';
import type { Backup } from '../src/files/read-backup.ts';
import { readBackupFolder, removeAbandoned } from '../src/folder/backup-folder.ts';
import { restoreBackup } from '../src/restore/restore-backup.ts';
import { AS_IT_WAS, backUp, backupsOfTest, runScript } from './backups.ts';

/** So small that a table of some hundred kilobytes has several chunks, one for each packet that comes. */
const CHUNK = 256;

const directory = backupsOfTest();
const others: EmptyDatabase[] = [];
let source: TestDatabase;
let backup: Backup;

beforeAll(async () => {
  source = await migratedDatabase({ domains: ['system'], broken: 'any' });
  const { a } = source.tenants;
  await source.asTenant(a, (trx) =>
    trx.raw(
      `INSERT INTO sys_brands (tenant_id, name, code, description)
       SELECT ?, 'Brand ' || n, 'brand-' || n, repeat('word ', 30) FROM generate_series(1, 2000) n`,
      [a.id],
    ),
  );
  backup = await backUp(await source.session(), directory, { chunkBytes: CHUNK });
  const brands = backup.manifest.tables.find(({ name }) => name === 'sys_brands');
  expect(brands?.chunks.length).toBeGreaterThan(3);
});
afterAll(async () => {
  for (const other of others) await other.drop();
  await source.drop();
});

/** Damage to the files of a backup, and what a look at them says. */
const DAMAGE: readonly [what: string, code: string, spoil: (copy: string, file: string) => void][] = [
  ['a byte that flipped', 'backup_file_damaged', flip],
  ['a file that ends too early', 'backup_file_damaged', (copy, file) => truncateSync(join(copy, file), 8)],
  ['a file that is gone', 'backup_file_missing', (copy, file) => unlinkSync(join(copy, file))],
  [
    'a file that is one too many',
    'backup_file_unknown',
    (copy, file) => writeFileSync(join(copy, file.replace(/\d{5}/, '99999')), ''),
  ],
];

test.each(DAMAGE)('%s is named, whichever file of the backup it is', async (_what, code, spoil) => {
  const copy = join(directory, 'copies', code);
  cpSync(backup.folder, copy, { recursive: true });
  const files = filesOf(backup.manifest).map(({ file }) => file);
  const data = code === 'backup_file_unknown' ? files.filter((file) => file.startsWith('data/')) : files;
  expect(data.length).toBeGreaterThan(15);
  for (const file of data) {
    spoil(copy, file);
    await expect(checkFiles(copy, backup.manifest)).rejects.toMatchObject({
      code,
      detail: expect.stringContaining(code === 'backup_file_unknown' ? '99999' : file),
    });
    rmSync(join(copy, file.replace(/\d{5}/, '99999')), { force: true });
    cpSync(join(backup.folder, file), join(copy, file));
  }
});

test('a manifest that was cut anywhere, or changed by a byte, is refused', () => {
  const copy = join(directory, 'copies', 'manifest');
  cpSync(backup.folder, copy, { recursive: true });
  const path = join(copy, MANIFEST);
  const text = readFileSync(path);
  // The line end behind the last brace says nothing.
  for (let at = 0; at < text.length - 1; at += Math.ceil(text.length / 64)) {
    writeFileSync(path, text.subarray(0, at));
    expect(() => readManifest(copy)).toThrow(expect.objectContaining({ code: 'manifest_damaged' }));
    const changed = Buffer.from(text);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    writeFileSync(path, changed);
    // JSON allows other white space than was written; what it says is the same then.
    const read = () => JSON.stringify(readManifest(copy));
    if (isBlank(text.readUInt8(at)) && isBlank(changed.readUInt8(at))) continue;
    expect(read).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^manifest_damaged|^backup_format/) }),
    );
  }
});

test('a backup that is killed at any moment has no name, and the next one takes away what is left', async () => {
  const place = join(directory, 'killed');
  // What lies in the folder at each moment is what a kill leaves there; to have each, it is copied.
  const { code, said } = await runScript(
    source.settings,
    place,
    `import { cpSync, existsSync } from 'node:fs';
     const { takeBackup } = await load('./src/take/take-backup.ts');
     let moment = 0;
     const told = () => {
       moment += 1;
       if (existsSync(directory)) cpSync(directory, directory + '-' + moment, { recursive: true });
     };
     await takeBackup(session, project,
       { directory, jobs: 2, chunkBytes: ${CHUNK}, progress: { stage: told, rows: told, table: told } });
     console.log(moment);`,
  );
  expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/^\d+\n$/) });
  const moments = readdirSync(directory).filter((name) => /^killed-\d+$/.test(name));
  expect(moments.length).toBeGreaterThan(backup.manifest.tables.length);
  for (const name of moments) {
    const left = join(directory, name);
    expect(readBackupFolder(left)).toMatchObject({ backups: [], unfinished: [expect.any(String)] });
    await removeAbandoned(left);
    expect(readdirSync(left)).toEqual([]);
  }
  expect(readBackupFolder(place)).toMatchObject({ backups: [{ manifest: { format: 1 } }], unfinished: [] });
});

test('a backup for which there is no room says so and leaves nothing; with room it is taken', async () => {
  const place = join(directory, 'full');
  const script = `const { takeBackup } = await load('./src/take/take-backup.ts');
    const { SILENT } = await load('./src/database/progress.ts');
    process.on('SIGXFSZ', () => {});
    const taken = await takeBackup(session, project, { directory, jobs: 2, progress: SILENT }).catch((error) => error);
    console.log(taken.code ?? 'taken');`;
  // A limit on the size of files is met like the end of a disk, and needs no disk of its own.
  const full = await runScript(source.settings, place, script, 'ulimit -f 8');
  expect(full).toMatchObject({ code: 0, said: 'backup_disk_full\n' });
  expect(readdirSync(place)).toEqual([]);
  expect(await runScript(source.settings, place, script)).toMatchObject({ said: 'taken\n' });
});

test('a restore that is broken off at one moment after the other is marked, and the last run ends it', async () => {
  const target = await emptyDatabase();
  others.push(target);
  const project = await testWorkspace();
  const places = new Set<string>();
  for (let moment = 1, whole = false; !whole; moment += 1) {
    const session = await target.session();
    let left = moment;
    const told = (place: string) => {
      left -= 1;
      if (left > 0) return;
      places.add(place);
      throw new Error('broken off');
    };
    const progress = { stage: told, rows: told, table: told };
    const run = restoreBackup({ session, project, backup, jobs: 1, progress, description: 'the target' });
    const outcome = await run.catch((error: Error) => error);
    whole = !(outcome instanceof Error);
    if (whole) expect(outcome).toEqual(AS_IT_WAS);
    else expect(outcome).toMatchObject({ message: expect.stringContaining('broken off') });
    // Behind the rows only the schema is compared; the database is whole then.
    if (!whole && !places.has('Comparing the schema …'))
      expect(await readMark(session)).toBe(backup.manifest.name);
    await session.close();
  }
  expect(places.size).toBeGreaterThan(10);
  const session = await target.session();
  expect(await readMark(session)).toBeUndefined();
  const again = await backUp(session, directory);
  const hashes = ({ manifest }: Backup) => manifest.tables.map(({ name, hash }) => [name, hash]);
  expect(hashes(again)).toEqual(hashes(backup));
  expect((await takeFingerprint(session)).hash).toBe((await takeFingerprint(await source.session())).hash);
});

function flip(copy: string, file: string): void {
  const path = join(copy, file);
  const bytes = readFileSync(path);
  const at = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(path, bytes);
}

function isBlank(byte: number): boolean {
  return byte === 32 || byte === 10;
}
