import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** The rooms of the engine, each with those that it may import from. README.md says what each owns. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  source: [],
  connection: ['source'],
  ledger: ['connection'],
  steps: ['source', 'connection', 'ledger'],
  project: ['source', 'ledger', 'steps'],
  plan: ['ledger', 'steps', 'project'],
  apply: ['source', 'connection', 'ledger', 'steps', 'project', 'plan'],
  export: ['ledger', 'steps', 'project', 'plan'],
  catalog: ['connection', 'ledger', 'project'],
};

const sources = join(import.meta.dirname, '..', 'src');

/** Every import between two files of the engine. */
function imports(): { readonly from: string; readonly to: string }[] {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  return files.flatMap((from) => {
    const text = readFileSync(join(sources, from), 'utf8');
    const found = text.matchAll(/^(?:import|export)\b[^;]*? from '(\.[^']+)'|\bimport\('(\.[^']+)'\)/gm);
    return [...found].map(([, path, lazy]) => ({
      from,
      to: relative(sources, resolve(sources, dirname(from), path ?? lazy ?? '')),
    }));
  });
}

const roomOf = (file: string) => file.split('/')[0] ?? '';

test('a room imports only from those below it', () => {
  const wrong = imports().filter(({ from, to }) => {
    const allowed = ROOMS[roomOf(from)];
    return allowed !== undefined && roomOf(from) !== roomOf(to) && !allowed.includes(roomOf(to));
  });
  expect(wrong).toEqual([]);
});

test('a room stands above all that it imports from', () => {
  const order = Object.keys(ROOMS);
  for (const [room, below] of Object.entries(ROOMS)) {
    for (const each of below) expect(order.indexOf(each)).toBeLessThan(order.indexOf(room));
  }
});

test('inside the engine a room is entered by its files, never by its index', () => {
  expect(imports().filter(({ to }) => to.endsWith('index.ts'))).toEqual([]);
});

/** Entered from inside alone: a step is handed out by a project, a plan or a run. */
const CLOSED = ['steps'];

test('every folder is a room, and every room but a closed one is a door', () => {
  const folders = readdirSync(sources, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(ROOMS).sort());
  const { exports } = JSON.parse(readFileSync(join(sources, '..', 'package.json'), 'utf8'));
  for (const room of Object.keys(ROOMS)) {
    const door = CLOSED.includes(room) ? undefined : `./src/${room}/index.ts`;
    expect(exports[`./${room}`]).toBe(door);
  }
});
