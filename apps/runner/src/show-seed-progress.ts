import type { RunShare, SeedProgress } from '@erp/seed/progress';
import pc from 'picocolors';
import type { Invocation } from './invocation.ts';
import { showWaiting } from './show-waiting.ts';

/**
 * Shows domain, rows, rate and the time left of the whole run on a terminal, and one line for each table that is filled.
 * Says what is kept when the run is ended from outside.
 *
 * @param again the command as it was typed; what grows with the scale may not be there yet to tell it from.
 */
export function showSeedProgress(invocation: Invocation, again: string): SeedProgress {
  const began = performance.now();
  const kept: string[] = [];
  let started = false;
  invocation.whenEnded(() => {
    if (kept.length > 0)
      return `Kept: ${kept.join(', ')}; the domain at work is rolled back. It goes on with: ${again}`;
    return started
      ? `Kept: the tenants, without rows; the domain at work is rolled back. It goes on with: ${again}`
      : `The server rolls back what was not committed. Again: ${again}`;
  });
  let finished = 0;
  let inAll = 0;
  const statusLine = ({ domain, domains, done }: RunShare, what: string, rows: number) => {
    inAll = domains;
    const seconds = (performance.now() - began) / 1000;
    // The first moments say nothing about the rest.
    const left = done < 0.02 ? '' : `, ${Math.ceil((seconds / done) * (1 - done))} s left`;
    const rate = number((finished + rows) / Math.max(seconds, 0.001));
    invocation.statusLine(
      `${Math.floor(done * 100)} %${left}, domain ${domain} of ${domains}, ${number(finished + rows)} rows, ${rate} rows/s: ${what}`,
    );
  };
  return {
    started() {
      started = true;
    },
    waits: showWaiting(invocation),
    rows(domain, table, rows, share) {
      statusLine(share, `${domain} ${table}`, rows);
    },
    step(domain, what, share) {
      statusLine(share, `${domain}, ${what} …`, 0);
    },
    filled(domain, table, rows, milliseconds) {
      finished += rows;
      invocation.stderr(line(' ', domain, table, rows, milliseconds));
    },
    phase() {},
    committed(domain, rows, milliseconds) {
      kept.push(domain);
      const place = inAll === 0 ? '' : `${kept.length} of ${inAll} domains`;
      invocation.stderr(line(pc.green('✓'), domain, place, rows, milliseconds));
    },
  };
}

function line(mark: string, domain: string, table: string, rows: number, milliseconds: number): string {
  const seconds = (milliseconds / 1000).toFixed(2).padStart(8);
  return `${mark} ${domain.padEnd(12)} ${table.padEnd(30)} ${number(rows).padStart(12)} rows ${seconds} s`;
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
