import type { Node, TypeName } from 'libpg-query';

/** A type as the parser names it, quoted: `"pg_catalog"."int8"[]`. */
export function typeOf(type: TypeName): string {
  return `${nameOf(type.names)}${'[]'.repeat(type.arrayBounds?.length ?? 0)}`;
}

/** A name of one or more parts, quoted. */
export function nameOf(nodes: readonly Node[] | undefined): string {
  return qualified((nodes ?? []).map((node) => ('String' in node ? node.String.sval : undefined)));
}

/** The parts of a name, quoted and joined; those that are missing are left out. */
export function qualified(parts: readonly (string | undefined)[]): string {
  return parts.flatMap((part) => (part === undefined || part === '' ? [] : quote(part))).join('.');
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A quoted name as people write it: without quotes that it does not need, and without the schema of built-in types. */
export function plainName(quoted: string): string {
  return quoted
    .replace(/"((?:[^"]|"")*)"/g, (all, name: string) => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : all))
    .replaceAll('pg_catalog.', '');
}
