import type { Invocation } from './invocation.ts';

/** Says for whom the work waits, once for each. */
export function showWaiting(invocation: Invocation): (who: string) => void {
  let told = '';
  return (who) => {
    if (told !== who) invocation.stderr(`Waiting for a lock: ${who}.`);
    told = who;
  };
}
