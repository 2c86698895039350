import { join, relative } from 'node:path';
import { packAll } from './pack.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const out = join(root, '.erp', 'packages');
const packed = packAll(root, out);
for (const { name, version, tarball } of packed) {
  console.log(`${name} ${version}  ${relative(root, tarball)}`);
}
console.log(`\n${packed.length} packages. To publish one: npm publish <tarball>`);
