import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Session } from '@erp/engine/connection';
import { type Ledger, readFunctionTexts } from '@erp/engine/ledger';
import type { Project } from '@erp/engine/project';
import { cacheFolderOf, keepJson, readKeptJson } from '@erp/engine/source';

/** Makes a value, or gives the one that an earlier run of the same content has made. */
export type Remember = <Value>(what: string, make: () => Promise<Value>) => Promise<Value>;

/**
 * Keeps what migrations make on a scratch database for the next run. It is found again only where all that decides it is
 * the same: what the ledger has, the text of every source of the domains, of the kit and of the engine, the server's
 * version, roles, extensions and locale. So a value is never wrong, at most missing.
 *
 * @param session on the chosen database; only read.
 */
export function madeCache(project: Project, session: Session, ledger: Ledger): Remember {
  const folder = cacheFolderOf(project.root);
  return async (what, make) => {
    const decides = await whatDecides(project, session, ledger);
    const file = join(folder, `made-${hashOf(`${what}\0${decides}`)}.json`);
    const kept = readKeptJson(file) as { value: unknown } | undefined;
    if (kept !== undefined) return kept.value as Awaited<ReturnType<typeof make>>;
    const value = await make();
    keep(folder, file, { value });
    return value;
  };
}

/** Everything by which the same steps could make something else. Asked only by a rule that compares with what they make. */
async function whatDecides(project: Project, session: Session, ledger: Ledger): Promise<string> {
  const [server] = await session.query<{ facts: string }>(SERVER);
  const texts = [...(await readFunctionTexts(session, ledger))].sort();
  const rows = ledger.rows.map(({ name, checksum }) => [name, checksum]);
  return JSON.stringify([server?.facts, rows, texts, hashOfSources(project)]);
}

/** What of a server decides what the same statements make there. */
const SERVER = `
  SELECT concat_ws(' ', current_setting('server_version_num'), current_user,
    (SELECT concat_ws(' ', d.encoding, d.datcollate, d.datctype) FROM pg_database d WHERE d.datname = 'template0'),
    (SELECT md5(string_agg(concat_ws(' ', r.rolname, r.rolsuper, r.rolinherit, r.rolbypassrls, r.rolcanlogin), ','
       ORDER BY r.rolname)) FROM pg_roles r),
    (SELECT md5(string_agg(e.name || ' ' || e.default_version, ',' ORDER BY e.name)) FROM pg_available_extensions e)
  ) AS facts`;

/** Of everything that a step may run: domains, and the packages of ours that they and the engine stand on. */
function hashOfSources({ domains }: Project): string {
  const { resolve } = createRequire(import.meta.url);
  const folders = [
    ...domains.map(({ directory }) => directory),
    dirname(resolve('@erp/kit/problem')),
    dirname(dirname(resolve('@erp/engine/project'))),
    dirname(resolve('@erp/scratch/disposable')),
  ];
  const hash = createHash('sha256');
  for (const file of folders.flatMap(sourcesIn)) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

/** Folders of a domain that no step reads. */
const UNREAD = new Set(['node_modules', 'demo', 'factories', 'invariants', 'test']);

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return UNREAD.has(entry.name) ? [] : sourcesIn(path);
      return /\.(?:ts|js|sql|json)$/.test(entry.name) ? [path] : [];
    });
}

/** How many values are kept: of a few databases, and of the branches that a person goes between. */
const KEPT = 5;

/** Keeps a value, and forgets the oldest. */
function keep(folder: string, file: string, value: object): void {
  if (!keepJson(file, value)) return;
  try {
    const all = readdirSync(folder).filter((name) => /^made-\w+\.json$/.test(name));
    const byAge = all.map((name) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }));
    for (const { path } of byAge.sort((a, b) => b.at - a.at).slice(KEPT)) rmSync(path, { force: true });
  } catch {
    // A run beside this one took one of them away; the next run looks again.
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
