import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findWorkspaceRoot } from '@erp/engine/project';
import type { Command } from 'commander';
import { buildProgram } from '../src/program.ts';

const root = findWorkspaceRoot(import.meta.dirname);

/** What pnpm does by itself. */
const OF_PNPM = ['add', 'exec', 'install', 'pnpm'];

/** Commands in a text, as they are typed: in backticks, or a line of their own in a block of code. */
function commandsIn(text: string): string[] {
  const inline = [...text.matchAll(/`((?:npx )?(?:pnpm|erp) [^`\n]+)`/g)];
  const lines = [...text.matchAll(/^((?:[A-Z_]+=\S+ )*(?:npx (?:--yes )?)?(?:pnpm|erp)(?:@\d+)? [^\n]*)$/gm)];
  return [...inline, ...lines].map(([, command = '']) => command.replace(/\s+#.*$/, ''));
}

interface Manifest {
  readonly name: string;
  readonly scripts?: Readonly<Record<string, string>>;
}

/** The package.json of the whole, then those of packages and apps. */
const manifests = ['', ...['apps', 'packages', 'packages/domains'].flatMap(foldersIn)].map(
  (folder) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest,
);

/** The scripts of a package, by its name; of the whole when none is given. */
function scriptsOf(name = manifests[0]?.name): Readonly<Record<string, string>> {
  return manifests.find((manifest) => manifest.name === name)?.scripts ?? {};
}

/** Pages of the repository; a changelog says what was typed in its time. */
const PAGE = /(?<!^CHANGELOG)\.md$/;
/** What tells people the next move: code, and functions of the database. */
const SOURCE = /\.(?:ts|sql)$/;
const SKIPPED = ['node_modules', '.git', '.erp', 'test', 'bench', 'install'];

function filesIn(folder: string, name: RegExp, skipped: readonly string[]): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory())
      return skipped.includes(entry.name) ? [] : filesIn(join(folder, entry.name), name, skipped);
    return name.test(entry.name) ? [join(folder, entry.name)] : [];
  });
}

/** Commands inside the sentences of a source, each up to where the sentence goes on; a placeholder is an X. */
function commandsInSource(source: string): string[] {
  const code = source
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*(?:\/\/|--).*$/gm, '')
    .replace(/\$\{[^}]*\}/g, ' X');
  return code
    .split(/[;,:).](?=\s|$)|[()]| or | and | then /m)
    .flatMap((clause) => clause.match(/(?<![\w@/.-])(?:pnpm|erp) [a-z-][^'`"\n\\<]*/g) ?? [])
    .filter((typed) => !/^pnpm (?:of|on|could|for) /.test(typed));
}

function foldersIn(parent: string): string[] {
  return readdirSync(join(root, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['domains', 'node_modules'].includes(entry.name))
    .map((entry) => join(parent, entry.name));
}

/** What of a typed command is not there: the script, the command of erp, or its options. */
function lacking(typed: string, program: Command): string[] {
  const words = typed
    .replace(/^(?:[A-Z_]+=\S+ )*(?:npx (?:--yes )?)?/, '')
    .split(/\s+/)
    .filter((word) => word !== '-s');
  if (words.shift()?.startsWith('pnpm')) {
    if (words[0] === 'erp') words.shift();
    else {
      const [name] = words[0] === '--filter' ? words.splice(0, 2).slice(1) : [undefined];
      const script = words.shift();
      if (script === undefined || !/^[a-z]/.test(script) || OF_PNPM.includes(script)) return [];
      const runs = scriptsOf(name)[script];
      if (runs === undefined) return [script];
      if (!runs.startsWith('erp ')) return [];
      words.unshift(...runs.split(' ').slice(1));
    }
  }
  let command = program;
  while (command.commands.length > 0 && /^[a-z][a-z-]*$/.test(words[0] ?? '')) {
    const next = command.commands.find((each) => each.name() === words[0]);
    if (next === undefined) return command === program ? [words[0] as string] : [];
    command = next;
    words.shift();
  }
  const flags = new Set(
    [command, program].flatMap(({ options }) => options.flatMap(({ short, long }) => [short, long])),
  );
  return words
    .map((word) => /^--?[a-z][a-z-]*/.exec(word)?.[0])
    .filter((flag) => flag !== undefined && flag !== '--help' && !flags.has(flag)) as string[];
}

test('documents name commands and options that there are', async () => {
  const program = await buildProgram([]);
  const typed = filesIn(root, PAGE, SKIPPED.slice(0, 3)).flatMap((page) =>
    commandsIn(readFileSync(page, 'utf8')).map((command) => ({ page: relative(root, page), command })),
  );
  expect(typed.length).toBeGreaterThan(300);
  expect(typed.filter(({ command }) => lacking(command, program).length > 0)).toEqual([]);
});

test('what code tells people to type is there', async () => {
  const program = await buildProgram([]);
  const sources = ['apps', 'packages'].flatMap((folder) => filesIn(join(root, folder), SOURCE, SKIPPED));
  const typed = sources.flatMap((file) =>
    commandsInSource(readFileSync(file, 'utf8')).map((command) => ({ file: relative(root, file), command })),
  );
  expect(typed.length).toBeGreaterThan(150);
  expect(typed.filter(({ command }) => lacking(command, program).length > 0)).toEqual([]);
});

test('a command is found in the middle of a sentence', () => {
  const hint = 'If the file is gone: pnpm erp repair crm/0007 --yse (pnpm status shows it); or npx erp plan';
  expect(commandsInSource(`hint: '${hint}'`)).toEqual([
    'pnpm erp repair crm/0007 --yse ',
    'pnpm status shows it',
    'erp plan',
  ]);
});

test.each([
  ['pnpm nothing', 'nothing'],
  ['pnpm erp fill --seed 1', 'fill'],
  ['DATABASE_URL=x pnpm migrate --jobs 2', '--jobs'],
  ['pnpm --filter @erp/seed bend', 'bend'],
  ['npx pnpm erp tenant copy --from a --bogus', '--bogus'],
])('%s is found', async (command, what) => {
  expect(lacking(command, await buildProgram([]))).toContain(what);
});
