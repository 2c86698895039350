import { findWorkspaceRoot } from '@erp/engine/project';
import { type ManifestSources, shippedManifest } from '../src/shipped-manifest.ts';
import { catalogOf, shippedPackages } from '../src/workspace-packages.ts';

const root = findWorkspaceRoot(import.meta.dirname);
const packages = shippedPackages(root);
const sources: ManifestSources = {
  versions: new Map(packages.map(({ manifest }) => [manifest.name, '1.2.3'])),
  catalog: catalogOf(root),
  node: '>=20.19',
  built: (path) => path !== './dist/source/import-typescript.d.ts',
  typesFrom: new Set(['pg']),
};
const manifestOf = (name: string) => {
  const found = packages.find(({ manifest }) => manifest.name === name);
  if (found === undefined) throw new Error(`${name} is not shipped`);
  return shippedManifest(found.manifest, sources);
};

const names = packages.map(({ manifest }) => manifest.name);

test('no package that ships needs one that does not, and every version is written out', () => {
  expect(names).toContain('@erp/runner');
  expect(names).toContain('@erp/domain-contract');
  expect(names).not.toContain('@erp/replay');
  for (const name of names)
    expect(JSON.stringify(manifestOf(name))).not.toMatch(/"workspace:|"catalog:|"private"/);
});

test('what tests stand on is needed by nothing else', () => {
  const ofTests = ['@erp/domain-contract', '@erp/testing', '@erp/test-database'];
  for (const name of names.filter((each) => !ofTests.includes(each)))
    expect([name, ofTests.filter((each) => JSON.stringify(manifestOf(name)).includes(`"${each}"`))]).toEqual([
      name,
      [],
    ]);
});

test('a registry gets the doors that need no checkout, and hears of the peers', () => {
  expect(manifestOf('@erp/test-database')).toMatchObject({
    exports: { './database': { default: './dist/database.js' } },
  });
  expect(manifestOf('@erp/test-database')).not.toHaveProperty(['exports', './scratch-workspace']);
  expect(manifestOf('@erp/domain-contract')).toMatchObject({
    peerDependencies: { jest: sources.catalog.get('jest') },
  });
});

test('doors lead to what was built, with types where there are any', () => {
  expect(manifestOf('@erp/engine')).toMatchObject({
    engines: { node: '>=20.19' },
    exports: {
      './plan': { types: './dist/plan/index.d.ts', default: './dist/plan/index.js' },
      './import-typescript': './dist/source/import-typescript.js',
    },
    dependencies: { '@erp/kit': '1.2.3', '@types/pg': sources.catalog.get('@types/pg') },
  });
  expect(manifestOf('@erp/channels')).toMatchObject({
    erp: { domain: 'channels' },
    exports: { './factories/*': { types: './dist/factories/*.d.ts', default: './dist/factories/*.js' } },
  });
});

test('a package that ships cannot depend on a private one', () => {
  const [first] = packages;
  const manifest = { ...first?.manifest, dependencies: { '@erp/replay': 'workspace:*' } };
  expect(() => shippedManifest(manifest as never, sources)).toThrow(
    '@erp/replay is a dependency of a package that ships and has no version',
  );
});
