/** A migration as its changelog names it. */
export interface ChangelogEntry {
  /** Its file without the extension, e.g. `0022_add_loyalty_tier`. */
  readonly migration: string;
  /** What it does to tables that are there, e.g. ['`crm_leads`: ACCESS EXCLUSIVE']; nothing where nobody notices. */
  readonly effects: readonly string[];
}

const LISTED = /`(\d{4,}_[a-z0-9_]+)`/g;

/** Those migrations that a changelog does not name, in their order; all of them where there is none yet. */
export function missingEntries(changelog: string | undefined, migrations: readonly string[]): string[] {
  const listed = new Set([...(changelog ?? '').matchAll(LISTED)].map(([, name]) => name));
  return migrations.filter((name) => !listed.has(name));
}

/**
 * The first changelog of a domain. What its first version brings stands in nobody's way: no table is in use yet.
 *
 * @param version of its package.json.
 */
export function firstChangelog(domain: string, version: string, migrations: readonly string[]): string {
  return `# Changelog of ${domain}

What each version changes in a database, and which locks that takes on tables in use. \`pnpm changelog\` writes an entry
for every new migration; say in it what it means for others.

## ${version}

The first version. Its migrations: ${migrations.map((name) => `\`${name}\``).join(', ') || 'none'}.
`;
}

/**
 * A changelog with entries for migrations that it does not name, newest version first.
 *
 * @param version that the entries belong to: that of the package.json, which a new one raises first.
 */
export function withEntries(changelog: string, version: string, entries: readonly ChangelogEntry[]): string {
  if (entries.length === 0) return changelog;
  const lines = entries.map(lineOf).join('\n');
  const heading = `## ${version}\n`;
  const at = changelog.indexOf(heading);
  if (at >= 0) {
    const begin = at + heading.length;
    const next = changelog.indexOf('\n## ', begin);
    const end = next < 0 ? changelog.length : next;
    const chapter = changelog.slice(begin, end).trim();
    const gap = /^- /m.test(chapter.split('\n').at(-1) ?? '') ? '\n' : '\n\n';
    return `${changelog.slice(0, begin)}\n${chapter}${gap}${lines}\n${changelog.slice(end)}`;
  }
  const newest = changelog.indexOf('\n## ');
  const before = newest < 0 ? `${changelog.trimEnd()}\n` : changelog.slice(0, newest);
  const after = newest < 0 ? '' : changelog.slice(newest);
  return `${before}\n${heading}\n${lines}\n${after}`;
}

function lineOf({ migration, effects }: ChangelogEntry): string {
  const words = migration.replace(/^\d+_/, '').replaceAll('_', ' ');
  const told = effects.length === 0 ? 'Locks no table in use.' : `Locks ${effects.join('; ')}.`;
  return `- \`${migration}\`: ${words}. ${told}`;
}
