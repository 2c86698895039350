import pc from 'picocolors';
import type { Check } from '../doctor/check.ts';
import { embeddedChecks } from '../doctor/embedded-checks.ts';
import { machineChecks } from '../doctor/machine-checks.ts';
import { serverChecks } from '../doctor/server-checks.ts';
import type { Invocation } from '../invocation.ts';
import { wrapText } from '../wrap-text.ts';
import type { DoctorOptions } from './doctor.command.ts';

/**
 * `erp doctor`: look at the machine, then at the server of the environment, or where none is chosen at what the embedded
 * one needs. Looks at everything, changes nothing; exit code 1 when somebody has to do something.
 */
export async function doctor(invocation: Invocation, options: DoctorOptions): Promise<void> {
  const machine = await machineChecks(invocation);
  const server = await serverChecks(invocation);
  const checks = [...machine, ...(server.length > 0 ? server : await embeddedChecks(invocation))];
  const failed = checks.filter(({ ok }) => !ok).length;
  if (failed > 0) process.exitCode = 1;
  if (options.json === true) {
    invocation.json({ ok: failed === 0, checks });
    return;
  }
  for (const line of checks.flatMap(printCheck)) invocation.stdout(line);
  invocation.stdout(
    failed === 0
      ? `\nAll ${checks.length} are well. Next: ${server.length > 0 ? 'pnpm migrate' : 'pnpm demo'}`
      : `\n${failed} of ${checks.length} need you. Then, again: pnpm erp doctor`,
  );
}

/** A check as lines of 80 letters; a command to type is not broken. */
function printCheck({ name, ok, found, next }: Check): string[] {
  const sign = ok ? pc.green('✓') : pc.red('✗');
  const [first = '', ...rest] = wrapText(found, '', 68);
  const lines = [`${sign} ${name.padEnd(9)} ${first}`, ...rest.map((line) => `${' '.repeat(12)}${line}`)];
  return next === null ? lines : [...lines, `${' '.repeat(12)}${pc.bold('Next:')} ${next}`];
}
