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

test('no package that ships needs one that does not, and every version is written out', () => {
  const names = packages.map(({ manifest }) => manifest.name);
  expect(names).toContain('@erp/runner');
  expect(names).not.toContain('@erp/testing');
  for (const name of names)
    expect(JSON.stringify(manifestOf(name))).not.toMatch(/"workspace:|"catalog:|"private"/);
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
  const manifest = { ...first?.manifest, dependencies: { '@erp/testing': 'workspace:*' } };
  expect(() => shippedManifest(manifest as never, sources)).toThrow(
    '@erp/testing is a dependency of a package that ships and has no version',
  );
});
