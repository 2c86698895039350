import { Problem } from '@erp/kit/problem';

/** Encrypts a file of a backup. */
export type Seal = (bytes: Uint8Array) => Promise<Uint8Array>;

/** Decrypts one. */
export type Unseal = (bytes: Uint8Array) => Promise<Uint8Array>;

/**
 * Encrypts for those who hold the identities of the recipients, in the format of age.
 *
 * @param recipients `age1…`
 * @throws {Problem} `encryption_recipient`.
 */
export async function sealFor(recipients: readonly string[]): Promise<Seal> {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    try {
      encrypter.addRecipient(recipient);
    } catch (error) {
      throw new Problem({
        code: 'encryption_recipient',
        message: `${recipient} is no recipient of age.`,
        detail: (error as Error).message,
        hint: 'Nothing was written. A recipient begins with age1; age-keygen prints it beside the identity.',
        cause: error,
      });
    }
  }
  return (bytes) => encrypter.encrypt(bytes);
}

/**
 * Decrypts with the identities of a file, as age-keygen writes it: one a line, comments behind `#`.
 *
 * @throws {Problem} `encryption_identity`, which never repeats any part of the file; what is returned throws it too, for
 *   identities that do not fit.
 */
export async function unsealWith(identities: string, file: string): Promise<Unseal> {
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  const lines = identities.split('\n').map((line) => line.trim());
  const given = lines.filter((line) => line !== '' && !line.startsWith('#'));
  const refused = (detail: string) =>
    new Problem({
      code: 'encryption_identity',
      message: `${file} does not open the backup.`,
      detail,
      hint: 'Nothing was changed. Give the file with the identity of one of the recipients that it was encrypted for: --identity FILE',
    });
  if (given.length === 0) throw refused('It holds no identity.');
  for (const identity of given) {
    try {
      decrypter.addIdentity(identity);
    } catch {
      throw refused('It holds a line that is no identity of age: AGE-SECRET-KEY-…');
    }
  }
  return async (bytes) => {
    try {
      return await decrypter.decrypt(bytes);
    } catch (error) {
      throw refused((error as Error).message);
    }
  };
}

/**
 * A key that lies in the memory of this process alone: what is sealed with it can be read by nobody once the process has
 * ended, in whatever way.
 */
export async function sealForThisProcess(): Promise<{ readonly seal: Seal; readonly unseal: Unseal }> {
  const { generateIdentity, identityToRecipient } = await import('age-encryption');
  const identity = await generateIdentity();
  return {
    seal: await sealFor([await identityToRecipient(identity)]),
    unseal: await unsealWith(identity, 'The key of this run'),
  };
}
