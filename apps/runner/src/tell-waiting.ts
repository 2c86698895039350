import type { Invocation } from './invocation.ts';

/** Says for whom the work waits, once for each. */
export function tellWaiting(invocation: Invocation): (who: string) => void {
  let told = '';
  return (who) => {
    if (told !== who) invocation.tell(`Waiting for a lock: ${who}.`);
    told = who;
  };
}
