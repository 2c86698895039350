import { declaredSchemas, divideSchemas, schemasOf, takeFingerprint } from '@erp/engine/catalog';
import { discoverDomains } from '@erp/engine/project';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import type { FingerprintOptions } from './fingerprint.command.ts';

/**
 * `erp fingerprint`: the live schema as one hash, or as the lines that it is made of. Keeps to the schemas that the
 * checkout's migrations make, and names the others.
 */
export async function fingerprint(invocation: Invocation, options: FingerprintOptions): Promise<void> {
  const made = declaredSchemas(await discoverDomains(invocation.root));
  await withSession(invocation, 'fingerprint', async (session) => {
    const { ours, others } = divideSchemas(await schemasOf(session), made);
    if (others.length > 0)
      invocation.stderr(`Not described, since no migration makes them: schema ${others.join(', ')}.`);
    const { hash, lines } = await takeFingerprint(session, ours);
    if (options.json === true) invocation.json({ hash, others, ...(options.lines === true && { lines }) });
    else for (const line of options.lines === true ? lines : [hash]) invocation.raw(line);
  });
}
