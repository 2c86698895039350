import { appendFileSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { checkFiles } from '../src/files/check-files.ts';
import { lineBlocks } from '../src/files/line-blocks.ts';
import { FORMAT, MANIFEST, type Manifest, manifestText, readManifest } from '../src/files/manifest.ts';
import { rowDigest } from '../src/files/row-digest.ts';
import { writeWhole } from '../src/files/whole-file.ts';
import { choosePrunable } from '../src/folder/prune.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

async function* streamed(text: string, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] as number;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

test('blocks hold whole lines and lose nothing, wherever the stream is cut', async () => {
  const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ' '));
  await fc.assert(
    fc.asyncProperty(
      fc.array(line),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      fc.integer({ min: 1, max: 40 }),
      async (lines, sizes, size) => {
        const text = lines.map((each) => `${each}\n`).join('');
        const blocks: string[] = [];
        for await (const block of lineBlocks(streamed(text, sizes), size)) blocks.push(block.toString());
        expect(blocks.join('')).toBe(text);
        expect(blocks.every((block) => block.endsWith('\n'))).toBe(true);
      },
    ),
  );
});

test('a digest knows rows, however they are ordered and cut, and how often each is there', () => {
  const digestOf = (...blocks: string[]) => {
    const digest = rowDigest();
    for (const block of blocks) digest.add(Buffer.from(block));
    return { rows: digest.rows, hash: digest.hash };
  };
  expect(digestOf('1\ta\n2\tb\n3\tc\n')).toEqual(digestOf('3\tc\n', '1\ta\n2\tb\n'));
  expect(digestOf('1\ta\n1\ta\n').hash).not.toBe(digestOf('1\ta\n').hash);
  expect(digestOf('1\ta\n').hash).not.toBe(digestOf('1\tb\n').hash);
  expect(digestOf()).toEqual({ rows: 0, hash: '0'.repeat(16) });
});

async function backupFolder(): Promise<{ folder: string; manifest: Manifest }> {
  const folder = mkdtempSync(join(tmpdir(), 'erp-backup-files-'));
  folders.push(folder);
  const file = (name: string, sha256: string) => ({ file: name, bytes: 3, sha256 });
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  const chunk = { ...file('data/public.t/00001.copy.gz', abc), rows: 1 };
  const manifest = {
    ...{
      format: FORMAT,
      name: 'b',
      takenAt: '2026-01-01T00:00:00Z',
      database: 'd',
      encoding: 'UTF8',
      system: '1',
    },
    ...{
      server: '18.4',
      role: 'r',
      lsn: null,
      ledger: [],
      months: [],
      sequences: [],
      roles: [],
      leftOut: [],
    },
    fingerprint: { hash: 'x', schemas: [], lines: file('fingerprint.json.gz', abc) },
    functions: file('functions.json.gz', abc),
    tables: [{ schema: 'public', name: 't', columns: ['a'], rows: 1, hash: '0', chunks: [chunk] }],
  };
  for (const path of ['fingerprint.json.gz', 'functions.json.gz', chunk.file])
    await writeWhole(join(folder, path), 'abc');
  await writeWhole(join(folder, MANIFEST), manifestText(manifest));
  return { folder, manifest };
}

test('a manifest is read as it was written; one that was cut or changed anywhere is refused', async () => {
  const { folder, manifest } = await backupFolder();
  expect(readManifest(folder)).toEqual(manifest);
  const path = join(folder, MANIFEST);
  const text = readFileSync(path, 'utf8');
  for (const cut of [0, 1, Math.floor(text.length / 2), text.length - 3]) {
    writeFileSync(path, text.slice(0, cut));
    expect(() => readManifest(folder)).toThrow(expect.objectContaining({ code: 'manifest_damaged' }));
  }
  writeFileSync(path, text.replace('"rows": 1', '"rows": 2'));
  expect(() => readManifest(folder)).toThrow(expect.objectContaining({ code: 'manifest_damaged' }));
  writeFileSync(path, text.replace(`"format": ${FORMAT}`, '"format": 99'));
  expect(() => readManifest(folder)).toThrow(expect.objectContaining({ code: 'backup_format' }));
  unlinkSync(path);
  expect(() => readManifest(folder)).toThrow(expect.objectContaining({ code: 'backup_not_found' }));
});

test('files that are missing, changed by a byte, longer or not of the backup are named', async () => {
  const chunk = 'data/public.t/00001.copy.gz';
  const faults: [code: string, spoil: (folder: string) => void, named: string][] = [
    ['backup_file_missing', (folder) => unlinkSync(join(folder, chunk)), chunk],
    ['backup_file_damaged', (folder) => writeFileSync(join(folder, chunk), 'abd'), 'SHA-256'],
    [
      'backup_file_damaged',
      (folder) => appendFileSync(join(folder, 'functions.json.gz'), 'd'),
      '4 bytes instead of 3',
    ],
    [
      'backup_file_unknown',
      (folder) => writeFileSync(join(folder, 'data/public.t/00002.copy.gz'), ''),
      '00002',
    ],
  ];
  for (const [code, spoil, named] of faults) {
    const { folder, manifest } = await backupFolder();
    await checkFiles(folder, manifest);
    spoil(folder);
    await expect(checkFiles(folder, manifest)).rejects.toMatchObject({
      code,
      detail: expect.stringContaining(named),
    });
  }
});

test('pruning keeps the newest of days, weeks and months, and never the last proven backup', () => {
  const day = (date: string, proven = true) => ({
    name: date,
    database: 'd',
    takenAt: `${date}T03:00:00Z`,
    proven,
  });
  const gone = (backups: ReturnType<typeof day>[], daily: number, weekly = 0, monthly = 0) =>
    choosePrunable(backups, { daily, weekly, monthly }).map(({ name }) => name);
  const days = [
    '2026-03-02',
    '2026-03-01',
    '2026-02-28',
    '2026-02-23',
    '2026-02-22',
    '2026-01-31',
    '2026-01-05',
  ].map((date) => day(date));
  expect(gone(days, 2)).toEqual(['2026-02-28', '2026-02-23', '2026-02-22', '2026-01-31', '2026-01-05']);
  // 2 March is a Monday: its week, and the one with 1 March, 28 and 23 February.
  expect(gone(days, 0, 2)).toEqual(['2026-02-28', '2026-02-23', '2026-02-22', '2026-01-31', '2026-01-05']);
  expect(gone(days, 0, 0, 3)).toEqual(['2026-03-01', '2026-02-23', '2026-02-22', '2026-01-05']);
  // A proven backup comes before a later one of its day that never was restored.
  const sameDay = [
    day('2026-03-02'),
    { ...day('2026-03-01', false), takenAt: '2026-03-01T20:00:00Z' },
    day('2026-03-01'),
  ];
  expect(choosePrunable(sameDay, { daily: 2, weekly: 0, monthly: 0 })).toEqual([sameDay[1]]);
  // The newest is proven no more than others: what was proven last stays, with what came after it.
  const unproven = [day('2026-03-03', false), day('2026-03-02', false), day('2026-02-01'), day('2026-01-01')];
  expect(gone(unproven, 1)).toEqual(['2026-01-01']);
  const other = { ...day('2026-01-01'), database: 'other' };
  expect(choosePrunable([day('2026-03-02'), other], { daily: 1, weekly: 0, monthly: 0 })).toEqual([]);
});
