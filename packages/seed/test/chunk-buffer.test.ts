import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openChunkBuffer } from '../src/chunk-buffer.ts';

const directory = mkdtempSync(join(tmpdir(), 'erp-buffer-'));
afterAll(() => rmSync(directory, { recursive: true }));

const chunk = (rows: number) => ({ bytes: Buffer.alloc(10, rows), rows });

test('chunks come out as they went in, those that memory has no room for out of a file that nobody sees', () => {
  const buffer = openChunkBuffer({ inMemory: 20, inFile: 30, directory });
  // More than memory and the file hold at a time, so that the file is used a second time.
  for (const start of [1, 6]) {
    const rows = [0, 1, 2, 3, 4].map((each) => start + each);
    for (const each of rows) {
      expect(buffer.hasRoom).toBe(true);
      buffer.push(chunk(each));
    }
    expect(buffer.hasRoom).toBe(false);
    expect(readdirSync(directory)).toEqual([]);
    expect(rows.map(() => buffer.shift())).toEqual(rows.map(chunk));
    expect(buffer.isEmpty).toBe(true);
  }
  buffer.close();
});

test('where no file can be written, no more is kept than memory holds, and nothing is lost', () => {
  const buffer = openChunkBuffer({ inMemory: 20, directory: join(directory, 'not there') });
  const rows = [1, 2, 3];
  for (const each of rows) buffer.push(chunk(each));
  expect(buffer.hasRoom).toBe(false);
  expect(rows.map(() => buffer.shift())).toEqual(rows.map(chunk));
  buffer.close();
});
