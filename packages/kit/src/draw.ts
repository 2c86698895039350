import type { DemoTenant } from './demo-tenant.ts';

/**
 * Random numbers of one cell, drawn from its key alone: the same key gives the same numbers, whatever was drawn
 * before, in whichever worker. Not for secrets.
 */
export class Draw {
  private state = 0;

  constructor(key = 0) {
    this.state = key;
  }

  /** Starts again with another key. */
  restart(key: number): this {
    this.state = key;
    return this;
  }

  /** A number from 0 up to, and not including, 1. */
  unit(): number {
    // One step of a Weyl sequence, then the finalizer of MurmurHash3: full period, every bit depends on all others.
    this.state = (this.state + 0x9e3779b9) | 0;
    return finalize(this.state) / 0x1_0000_0000;
  }

  /** A whole number from `least` to `most`, both included. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.unit() * (most - least + 1));
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** One of the values, each as likely as the others. */
  pick<Value>(values: readonly Value[]): Value {
    return values[Math.floor(this.unit() * values.length)] as Value;
  }

  /** One of the values, as likely as its weight says. */
  weighted<Value>(weights: Weights<Value>): Value {
    const at = this.unit() * weights.total;
    let index = 0;
    while (index < weights.values.length - 1 && at >= (weights.upTo[index] as number)) index += 1;
    return weights.values[index] as Value;
  }

  /**
   * An index below `count`, the first ones far more likely than the last: how popular things are. With the default
   * of 2 the first fifth is drawn in 45 of 100 cases; with 3, in 58.
   */
  skewed(count: number, skew = 2): number {
    return Math.floor(this.unit() ** skew * count);
  }
}

/** Values and how likely each of them is; the weights need not add up to anything. */
export interface Weights<Value> {
  readonly values: readonly Value[];
  readonly upTo: readonly number[];
  readonly total: number;
}

/** Prepares weighted values once, e.g. `weights([['paid', 90], ['failed', 10]])`. */
export function weights<const Value>(pairs: readonly (readonly [Value, number])[]): Weights<Value> {
  let total = 0;
  const upTo = pairs.map(([, weight]) => {
    total += weight;
    return total;
  });
  return { values: pairs.map(([value]) => value), upTo, total };
}

/**
 * A value of its own key: depends on the seed, the tenant, the name and the row number, and on nothing else. Any
 * table can ask for it, so that what two tables must agree on is computed twice instead of looked up.
 *
 * @param name the key, unique in the workspace: `<table>.<what>`.
 */
export function keyed<Value>(
  name: string,
  make: (draw: Draw, tenant: DemoTenant, row: number) => Value,
): (tenant: DemoTenant, row: number) => Value {
  const key = hashText(name);
  return (tenant, row) => make(new Draw(mixKey(key, tenant.key, row)), tenant, row);
}

/** The key of a cell: hash of the column's name, key of the tenant, number of the row. */
export function mixKey(name: number, tenant: number, row: number): number {
  const low = Math.imul(row | 0, 0x85ebca6b) ^ name;
  // Row numbers above 32 bits differ in the upper half only.
  const high = Math.imul((row / 0x1_0000_0000) | 0, 0x27d4eb2f) ^ tenant;
  return finalize(Math.imul(finalize(low), 0xcc9e2d51) ^ high) | 0;
}

/** A 32-bit hash of a text (FNV-1a, then the finalizer of MurmurHash3). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return finalize(hash) | 0;
}

function finalize(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
