import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareSite, writeSite } from '../src/files.ts';
import { serveSite } from '../src/server.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'site-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const files = [
  { path: 'index.html', text: 'start' },
  { path: 'assets/site.js', text: 'script' },
  { path: 'tables/a.html', text: 'a' },
];

test('only what differs is written, and what an earlier site left is removed', () => {
  expect(writeSite(folder, files).missing).toHaveLength(3);
  expect(compareSite(folder, files)).toEqual({ changed: [], missing: [], surplus: [] });

  writeFileSync(join(folder, 'index.html'), 'edited');
  const later = [...files.slice(0, 2), { path: 'tables/b.html', text: 'b' }];
  const difference = { changed: ['index.html'], missing: ['tables/b.html'], surplus: ['tables/a.html'] };
  expect(compareSite(folder, later)).toEqual(difference);
  expect(writeSite(folder, later)).toEqual(difference);
  expect(readFileSync(join(folder, 'index.html'), 'utf8')).toBe('start');
  expect(existsSync(join(folder, 'tables', 'a.html'))).toBe(false);
});

test('a folder with other files is left as it is', () => {
  mkdirSync(join(folder, 'photos'));
  writeFileSync(join(folder, 'photos', 'cat.txt'), 'a cat');
  expect(() => writeSite(folder, files)).toThrow('holds files that are none of a site');
  expect(readFileSync(join(folder, 'photos', 'cat.txt'), 'utf8')).toBe('a cat');
  expect(existsSync(join(folder, 'index.html'))).toBe(false);
});

test('a served site has its pages, and nothing else of the machine', async () => {
  const site = await serveSite(files);
  try {
    const ask = async (path: string) => {
      const answer = await fetch(new URL(path, site.url));
      return [answer.status, await answer.text()];
    };
    expect(await ask('/')).toEqual([200, 'start']);
    expect(await ask('/tables/a.html?x=1')).toEqual([200, 'a']);
    expect(await ask('/..%2f..%2fetc/passwd')).toEqual([404, 'Not here.\n']);
    expect((await fetch(site.url, { method: 'POST' })).status).toBe(404);
  } finally {
    await site.close();
  }
});
