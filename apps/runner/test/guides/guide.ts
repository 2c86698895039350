import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findWorkspaceRoot } from '@erp/engine/project';
import type pg from 'pg';

const here = findWorkspaceRoot(import.meta.dirname);

/** A block of a guide, with what is shown under it. */
interface Block {
  readonly language: string;
  readonly text: string;
  readonly shown: string;
}

/** A checkout of one's own, in which a guide is followed. */
export interface GuideCheckout {
  readonly root: string;
  remove(): void;
}

/** Copies what git knows of this checkout, and links its packages as `pnpm install` does. */
export function guideCheckout(): GuideCheckout {
  const root = mkdtempSync(join(tmpdir(), 'erp-guide-'));
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: here,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  for (const file of listed.stdout.split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    cpSync(join(here, file), join(root, file), { dereference: false });
  }
  const install = spawnSync(
    join(here, 'node_modules', '.bin', 'pnpm'),
    ['install', '--offline', '--frozen-lockfile'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  if (install.status !== 0) throw new Error(`pnpm install: ${install.stdout}${install.stderr}`);
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** Takes the steps of all other domains out of a checkout, where what is told is told of a small one. */
export function keepOnly({ root }: GuideCheckout, domains: readonly string[]): void {
  const home = join(root, 'packages', 'domains');
  for (const name of readdirSync(home).filter((each) => !domains.includes(each))) {
    for (const part of ['migrations', 'functions', 'seeds', 'links.ts', 'tables.ts'])
      rmSync(join(home, name, part), { recursive: true, force: true });
    const file = join(home, name, 'domain.ts');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/^(?:import .*links\.ts.*| +links,)\n/gm, ''));
  }
}

/**
 * Does what a guide says, from top to bottom: writes its files, types its commands in the checkout, sends its SQL in one
 * session, and compares what is shown with what came back.
 *
 * @throws with the block and what came back, at the first block that does not do what the guide says.
 */
export async function followGuide(
  name: string,
  checkout: GuideCheckout,
  client: pg.Client,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  for (const { language, text, shown } of blocksOf(
    readFileSync(join(here, 'docs', 'guides', name), 'utf8'),
  )) {
    const [, file] = /^(?:--|\/\/) ((?:packages|apps)\/\S+)\n/.exec(text) ?? [];
    let said = '';
    if (file !== undefined) {
      mkdirSync(dirname(join(checkout.root, file)), { recursive: true });
      writeFileSync(join(checkout.root, file), language === 'sql' ? text.replace(/^.*\n/, '') : text);
    } else if (language === 'sh') said = await type(text, checkout.root, env);
    else if (language === 'sql') said = await send(text, client);
    else throw new Error(`${name} has a block of ${language}, with which nothing can be done`);
    const missing = missingLine(shown, said);
    if (missing !== undefined) throw new Error(`${name}: no "${missing}" came of\n${text}\nbut\n${said}`);
  }
}

function blocksOf(guide: string): Block[] {
  const blocks: { language: string; text: string; shown: string }[] = [];
  for (const [, language = '', text = ''] of guide.matchAll(/^```(\w+)\n(.*?)^```$/gms)) {
    const last = blocks.at(-1);
    if (language === 'text' && last !== undefined) last.shown = text;
    else blocks.push({ language, text, shown: '' });
  }
  return blocks;
}

/** The first line of what is shown that does not come, in this order; a line is a part of one, and … is anything. */
function missingLine(shown: string, said: string): string | undefined {
  const lines = said.split('\n');
  for (const line of shown.split('\n').filter((each) => each.trim() !== '')) {
    const pattern = new RegExp(line.split('…').map(escaped).join('.*'));
    const at = lines.findIndex((each) => pattern.test(each));
    if (at < 0) return line;
    lines.splice(0, at + 1);
  }
  return undefined;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** What npx would fetch is the pnpm that is here already. */
const PRELUDE = `npx() { if [ "$1 $2" = "--yes pnpm@12" ]; then shift 2; pnpm "$@" --offline; else command npx "$@"; fi; }\n`;

function type(script: string, root: string, env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn('bash', ['-euo', 'pipefail', '-c', PRELUDE + script], {
    cwd: root,
    env: {
      ...process.env,
      ...env,
      PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}`,
      NO_COLOR: '1',
      FORCE_COLOR: undefined,
      // Of the run of tests that this is a part of.
      TURBO_HASH: undefined,
      // As a person types it, for whom pnpm may change the lockfile.
      CI: undefined,
      ERP_CODE_CACHE: join(here, 'node_modules', '.cache', 'erp-tests'),
      npm_config_user_agent: undefined,
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  return new Promise((resolve, reject) =>
    child.on('close', (code) =>
      code === 0 ? resolve(said) : reject(new Error(`exit code ${code} of\n${script}\n${said}`)),
    ),
  );
}

/** The rows of every statement, each under the names of its columns. One by one, as psql sends them. */
async function send(sql: string, client: pg.Client): Promise<string> {
  const lines: string[] = [];
  for (const statement of sql.split(/(?<=;)\n/).filter((each) => each.trim() !== '')) {
    const { fields, rows } = await client.query<unknown[]>({ text: statement, rowMode: 'array' });
    for (const row of [fields.map(({ name }) => name), ...rows])
      lines.push(row.map((value) => value ?? '').join(' | '));
  }
  return lines.join('\n');
}
