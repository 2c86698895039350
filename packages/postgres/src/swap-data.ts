import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ServerPlace } from './server-place.ts';

/** A base backup that is put, or taken back, from the place of the data. The file lies there until the server has come up. */
export interface DataSwap {
  /** Which of the two the data is to be in the end. */
  readonly to: 'base' | 'before';
  /** Where the data lies that the server had before, beside it; null when it had none. */
  readonly before: string | null;
  /** The moment to which the server is to go on; null for the end of its archive. */
  readonly until: string | null;
}

/** The swap that was begun and not ended. */
export function readSwap(place: ServerPlace): DataSwap | undefined {
  if (!existsSync(place.swap)) return undefined;
  return JSON.parse(readFileSync(place.swap, 'utf8')) as DataSwap;
}

/** Puts what lies beside the data into its place. Said first, so that whoever comes after a kill ends it. */
export function swapData(place: ServerPlace, base: string, until: string | undefined): DataSwap {
  const before = existsSync(place.data) ? freeName(`${place.data}.before-${base}`) : undefined;
  const swap = {
    to: 'base',
    before: before === undefined ? null : basename(before),
    until: until ?? null,
  } as const;
  writeSwap(place, swap);
  if (before !== undefined) renameSync(place.data, before);
  renameSync(place.unfinished, place.data);
  return swap;
}

/** Puts back what the server had before; done already, it does nothing. */
export function takeBack(place: ServerPlace, swap: DataSwap): void {
  writeSwap(place, { ...swap, to: 'before' });
  const before = swap.before === null ? undefined : join(place.directory, swap.before);
  if (before === undefined || existsSync(before)) {
    rmSync(place.unfinished, { recursive: true, force: true });
    if (existsSync(place.data)) renameSync(place.data, place.unfinished);
    if (before !== undefined) renameSync(before, place.data);
  }
  rmSync(place.unfinished, { recursive: true, force: true });
  forgetSwap(place);
}

/**
 * Ends a swap that was killed: takes it back where the data was not touched yet, or was being taken back, and goes on
 * with it where the data was away. To be called while nobody can start the server.
 *
 * @returns the swap whose data the server has still to bring to its moment.
 */
export function settleSwap(place: ServerPlace): DataSwap | undefined {
  const swap = readSwap(place);
  if (swap === undefined) {
    // One that was killed while it prepared the data that was to come.
    if (existsSync(place.data))
      for (const left of [place.unfinished, freshOf(place)]) rmSync(left, { recursive: true, force: true });
    return undefined;
  }
  const untouched =
    swap.before !== null && existsSync(place.data) && !existsSync(join(place.directory, swap.before));
  const lost = !existsSync(place.data) && !existsSync(place.unfinished);
  if (swap.to === 'before' || untouched || lost) {
    takeBack(place, swap);
    return undefined;
  }
  if (!existsSync(place.data)) renameSync(place.unfinished, place.data);
  return swap;
}

/** The server has come up with the data that it is to have. */
export function forgetSwap(place: ServerPlace): void {
  rmSync(place.swap, { force: true });
}

function writeSwap(place: ServerPlace, swap: DataSwap): void {
  const fresh = freshOf(place);
  writeFileSync(fresh, `${JSON.stringify(swap)}\n`, { mode: 0o600 });
  renameSync(fresh, place.swap);
}

function freshOf(place: ServerPlace): string {
  return `${place.swap}.fresh`;
}

function freeName(wanted: string): string {
  let name = wanted;
  for (let number = 2; existsSync(name); number += 1) name = `${wanted}-${number}`;
  return name;
}
