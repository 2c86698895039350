import { hash } from 'node:crypto';

/** Counts rows and digests them, whatever their order. */
export interface RowDigest {
  /** Takes whole lines of COPY's text format, each with its end. */
  add(lines: Uint8Array): void;
  readonly rows: number;
  /** The sum of the first 64 bits of each row's SHA-256, modulo 2^64, as 16 hex digits. */
  readonly hash: string;
}

const LINE_END = 10;
const WORD = 2 ** 32;

/**
 * A digest of rows that does not depend on their order: partitions, parallel scans and restores put the same rows down in
 * another one.
 */
export function rowDigest(): RowDigest {
  let rows = 0;
  let [high, low] = [0, 0];
  return {
    add(lines) {
      let start = 0;
      for (let end = lines.indexOf(LINE_END); end >= 0; end = lines.indexOf(LINE_END, start)) {
        const digest = hash('sha256', lines.subarray(start, end), 'buffer');
        const sum = low + digest.readUInt32BE(4);
        low = sum % WORD;
        high = (high + digest.readUInt32BE(0) + (sum >= WORD ? 1 : 0)) % WORD;
        rows += 1;
        start = end + 1;
      }
    },
    get rows() {
      return rows;
    },
    get hash() {
      return [high, low].map((word) => word.toString(16).padStart(8, '0')).join('');
    },
  };
}
