import type { SeedProgress } from '@erp/seed/progress';
import pc from 'picocolors';
import type { Invocation } from './invocation.ts';

/** Shows rows, rate and time left on a terminal, and one line for each table that is filled. */
export function showSeedProgress(invocation: Invocation): SeedProgress {
  let began = performance.now();
  let current = '';
  return {
    rows(domain, table, rows, share) {
      const name = `${domain} ${table}`;
      if (name !== current) began = performance.now();
      current = name;
      const seconds = (performance.now() - began) / 1000;
      const left = share > 0 ? (seconds / share) * (1 - share) : 0;
      invocation.flash(
        `${name}: ${number(rows)} rows, ${number(rows / Math.max(seconds, 0.001))} rows/s, ${left.toFixed(0)} s left`,
      );
    },
    step(domain, what) {
      invocation.flash(`${domain}: ${what} …`);
    },
    filled(domain, table, rows, milliseconds) {
      invocation.tell(
        `  ${domain.padEnd(12)} ${table.padEnd(30)} ${number(rows).padStart(12)} rows ${(milliseconds / 1000).toFixed(2).padStart(8)} s`,
      );
    },
    committed(domain, rows, milliseconds) {
      invocation.tell(
        `${pc.green('✓')} ${domain.padEnd(12)} ${''.padEnd(30)} ${number(rows).padStart(12)} rows ${(milliseconds / 1000).toFixed(2).padStart(8)} s`,
      );
    },
  };
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
