import { cpSync, existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { findWorkspaceRoot } from '@erp/engine/project';
import { type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';

const PACKAGES = join(findWorkspaceRoot(import.meta.dirname), 'packages');
const REAL = join(PACKAGES, 'domains');
const PARTS = ['package.json', 'domain.ts', 'links.ts', 'personal.ts', 'migrations', 'functions', 'seeds'];

/** A miniature that real domains are put into, as they are today or as they once were. */
export interface CheckoutOfThatTime extends ScratchWorkspace {
  /**
   * Copies a domain of this checkout over the one that is there.
   *
   * @param then what it did not have yet: files, and a dependency.
   */
  install(domain: string, then?: { without: readonly string[]; dependsNotOn: string }): void;
}

/** An empty miniature; see `scratchWorkspace`. */
export function checkoutOfThatTime(): CheckoutOfThatTime {
  const scratch = scratchWorkspace();
  // Domains name it for their demos, which are not copied.
  symlinkSync(join(PACKAGES, 'demo-world'), join(scratch.root, 'node_modules', '@erp', 'demo-world'));
  return {
    ...scratch,
    install(domain, then) {
      scratch.addDomain(domain);
      const folder = join(scratch.root, 'packages', 'domains', domain);
      for (const part of PARTS.filter((each) => existsSync(join(REAL, domain, each))))
        cpSync(join(REAL, domain, part), join(folder, part), { recursive: true });
      if (then === undefined) return;
      for (const file of then.without) rmSync(join(folder, file));
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      delete manifest.dependencies[then.dependsNotOn];
      scratch.write(`packages/domains/${domain}/package.json`, JSON.stringify(manifest));
    },
  };
}
