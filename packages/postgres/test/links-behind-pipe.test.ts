import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'erp-links-')));
afterAll(() => rmSync(folder, { recursive: true }));

test('modules behind a link are found in a process that has just joined a server', () => {
  for (const name of ['node_modules/first', 'store/linked']) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'index.js'), '');
  }
  symlinkSync('../store/linked', join(folder, 'node_modules', 'linked'));
  const script = `
    import { createRequire } from 'node:module';
    import { createLeasePipe, takeLease } from './src/lease.ts';
    const require = createRequire(${JSON.stringify(join(folder, 'main.js'))});
    require('first');
    createLeasePipe(${JSON.stringify(join(folder, 'lease'))});
    takeLease(${JSON.stringify(join(folder, 'lease'))});
    console.log(require.resolve('linked'));`;
  const said = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    cwd: join(import.meta.dirname, '..'),
    encoding: 'utf8',
  });
  expect(said.trim()).toBe(join(folder, 'store/linked/index.js'));
});
