import type { CopyProgress } from '@erp/backup/database';
import type { Invocation } from './invocation.ts';

/** Rows of a table from which it gets a line of its own. */
const WORTH_A_LINE = 10_000;

/** Shows table, rows, rate and time left on a terminal, and a line for each table that took its time. */
export function showCopyProgress(invocation: Invocation): CopyProgress {
  const began = performance.now();
  const sofar = new Map<string, number>();
  return {
    stage: (what) => invocation.stage(what),
    rows(table, rows, done) {
      if (rows > 0) sofar.set(table, rows);
      const seconds = (performance.now() - began) / 1000;
      // The first moments say nothing about the rest.
      const left = done < 0.02 ? '' : `, ${Math.ceil((seconds / done) * (1 - done))} s left`;
      const all = [...sofar.values()].reduce((sum, each) => sum + each, 0);
      const rate = number(all / Math.max(seconds, 0.001));
      invocation.statusLine(
        `${Math.floor(done * 100)} %${left}, ${number(all)} rows, ${rate} rows/s: ${table}`,
      );
    },
    table(table, rows, milliseconds) {
      sofar.set(table, rows);
      if (rows < WORTH_A_LINE) return;
      invocation.stderr(
        `  ${table.padEnd(44)} ${number(rows).padStart(12)} rows ${(milliseconds / 1000).toFixed(2).padStart(8)} s`,
      );
    },
  };
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
