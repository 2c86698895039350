import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../files/whole-file.ts';

/** What was found when a backup was restored. Kept beside it: the database may be the one that is lost. */
export interface Proof {
  readonly provenAt: string;
  /** Version of the server that it was restored on. */
  readonly server: string;
  readonly rows: number;
  readonly tables: number;
  /** Tenants that were entered, and saw rows of nobody else. */
  readonly tenants: number;
  /** Rules of the business that were asked. */
  readonly invariants: number;
  /** Those that rows break, in the restored database as in the one that was backed up. */
  readonly broken: readonly { readonly invariant: string; readonly rows: number }[];
  readonly seconds: number;
}

const PROOF = 'verified.json';

/** Reads the last proof of a backup; undefined where it never was restored. */
export function readProof(folder: string): Proof | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, PROOF), 'utf8')) as Proof;
  } catch {
    // Absent, or nothing that a run of ours has written: then nothing is proven.
    return undefined;
  }
}

/** Keeps the proof of a backup. */
export async function writeProof(folder: string, proof: Proof): Promise<void> {
  await writeWhole(join(folder, PROOF), `${JSON.stringify(proof, null, 1)}\n`);
}
