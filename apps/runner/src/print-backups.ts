import { bytesOf, type Manifest, rowsOf } from '@erp/backup/files';
import { type FoundBackup, type Proof, readProof } from '@erp/backup/folder';
import { Problem } from '@erp/kit/problem';
import pc from 'picocolors';
import { problemFields } from './print-problem.ts';

/** A backup as a value for programs. */
export function backupAsJson(folder: string, manifest: Manifest, proof: Proof | undefined): object {
  const { name, takenAt, database, server, fingerprint, leftOut } = manifest;
  return {
    ...{ name, folder, takenAt, database, server, leftOut },
    fingerprint: fingerprint.hash,
    tables: manifest.tables.length,
    rows: rowsOf(manifest),
    bytes: bytesOf(manifest),
    proof: proof ?? null,
  };
}

/** A backup of a folder as a value for programs, one that cannot be read with its problem. */
export function foundAsJson({ name, folder, manifest }: FoundBackup): object {
  return manifest instanceof Problem
    ? { name, folder, problem: problemFields(manifest) }
    : backupAsJson(folder, manifest, readProof(folder));
}

/** Backups as lines. */
export function printBackups(backups: readonly FoundBackup[]): string[] {
  const width = Math.max(6, ...backups.map(({ name }) => name.length));
  return [
    `${'backup'.padEnd(width)}  ${'taken'.padEnd(20)} ${'rows'.padStart(12)} ${'size'.padStart(9)}  restored`,
    ...backups.map((backup) => printBackup(backup, width)),
  ];
}

/** A number of bytes for people. */
export function size(bytes: number): string {
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(0)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A number of rows for people. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

function printBackup({ name, folder, manifest }: FoundBackup, width: number): string {
  if (manifest instanceof Problem) return `${name.padEnd(width)}  ${pc.red(manifest.message)}`;
  const proof = readProof(folder);
  const restored = proof === undefined ? pc.yellow('never') : `${proof.provenAt}, on ${proof.server}`;
  return `${name.padEnd(width)}  ${manifest.takenAt} ${count(rowsOf(manifest)).padStart(12)} ${size(bytesOf(manifest)).padStart(9)}  ${restored}`;
}
