import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type EmptyDatabase,
  emptyDatabase,
  migratedDatabase,
  type TestDatabase,
} from '@erp/testing/database';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { checkFiles } from '../src/files/check-files.ts';
import { sealFor, unsealWith } from '../src/files/encryption.ts';
import { readFunctions } from '../src/files/read-backup.ts';
import { AS_IT_WAS, backUp, backupsOfTest, restoreOn } from './backups.ts';

const directory = backupsOfTest();
let source: TestDatabase;
let target: EmptyDatabase;

beforeAll(async () => {
  source = await migratedDatabase({ domains: ['system'] });
  target = await emptyDatabase();
});
afterAll(async () => {
  await source.drop();
  await target.drop();
});

test('an encrypted backup is opened by its identity alone, and restored as it was', async () => {
  const identity = await generateIdentity();
  const seal = await sealFor([await identityToRecipient(identity)]);
  const { folder, manifest } = await backUp(await source.session(), directory, { seal });
  await checkFiles(folder, manifest);
  expect(manifest.encryption).toBe('age');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  for (const file of files.filter(({ name }) => name !== 'manifest.json'))
    expect(readFileSync(join(file.parentPath, file.name), 'latin1')).toMatch(/^age-encryption\.org\/v1\n/);
  expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).not.toContain('owner.a@example.com');

  const session = await target.session();
  await expect(restoreOn(session, { folder, manifest })).rejects.toMatchObject({ code: 'backup_encrypted' });
  const stranger = await unsealWith(await generateIdentity(), 'key.txt');
  await expect(readFunctions({ folder, manifest, unseal: stranger })).rejects.toMatchObject({
    code: 'encryption_identity',
    message: 'key.txt does not open the backup.',
  });
  const unseal = await unsealWith(`# created: today\n# public key: age1…\n${identity}\n`, 'key.txt');
  expect(await restoreOn(session, { folder, manifest, unseal })).toEqual(AS_IT_WAS);
});

test('what is no recipient or identity is refused, and an identity never repeated', async () => {
  await expect(sealFor(['age1nonsense'])).rejects.toMatchObject({
    code: 'encryption_recipient',
    message: 'age1nonsense is no recipient of age.',
  });
  const broken = (await generateIdentity()).slice(0, -3);
  await expect(unsealWith(broken, 'key.txt')).rejects.toMatchObject({ code: 'encryption_identity' });
  const said = await unsealWith(broken, 'key.txt').catch((error: Error) =>
    JSON.stringify({ ...error, m: error.message }),
  );
  expect(said).not.toContain(broken.slice(16, 40));
  await expect(unsealWith('# nothing\n', 'key.txt')).rejects.toMatchObject({
    detail: 'It holds no identity.',
  });
});
