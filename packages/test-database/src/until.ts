import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again and again until the answer is yes. How long that takes judges nothing: Jest's own limit guards against
 * waiting for ever. It is the one place where a test lets time pass; `.ci/test-habits.mjs` finds others.
 */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(10);
}
