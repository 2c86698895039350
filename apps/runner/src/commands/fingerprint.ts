import { takeFingerprint } from '@erp/engine/fingerprint';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';

/** `erp fingerprint`: the live schema as one hash, or as the lines that it is made of. */
export async function fingerprint(
  invocation: Invocation,
  options: { readonly lines?: boolean },
): Promise<void> {
  await withSession(invocation, 'fingerprint', async (session) => {
    const { hash, lines } = await takeFingerprint(session);
    for (const line of options.lines === true ? lines : [hash]) invocation.out(line);
  });
}
