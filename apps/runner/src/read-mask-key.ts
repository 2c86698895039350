import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Problem } from '@erp/kit/problem';
import type { Invocation } from './invocation.ts';

/** Characters of a secret, without which it could be guessed. */
const LEAST = 16;

/**
 * The secret that masks depend on: of the file that was named, else ERP_MASK_KEY, else one that nobody knows and that is
 * gone afterwards.
 *
 * @throws {Problem} `mask_key`.
 */
export function readMaskKey(invocation: Invocation, file: string | undefined): string {
  const given = file === undefined ? invocation.env.ERP_MASK_KEY : readFile(file);
  if (given === undefined || given === '') {
    invocation.stderr(
      '– masked with a random key that is kept nowhere: another run gives other values; --mask-key FILE or ERP_MASK_KEY gives the same ones',
    );
    return randomBytes(32).toString('hex');
  }
  const secret = given.trim();
  if (secret.length >= LEAST) return secret;
  throw new Problem({
    code: 'mask_key',
    message: `The secret of ${file ?? 'ERP_MASK_KEY'} has ${secret.length} characters; from fewer than ${LEAST} it could be guessed, and with it who is who.`,
    hint: 'Nothing was written. Make one: openssl rand -hex 32 > mask.key',
  });
}

function readFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Problem({
      code: 'mask_key',
      message: `${file} cannot be read: ${(error as Error).message}`,
      hint: 'Nothing was written. Give the file with the secret: --mask-key FILE, or ERP_MASK_KEY with the secret itself.',
      cause: error,
    });
  }
}
