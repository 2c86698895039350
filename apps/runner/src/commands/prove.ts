import type { Session } from '@erp/engine/connection';
import { type Ledger, readLedger } from '@erp/engine/ledger';
import { planMigrations } from '@erp/engine/plan';
import { discoverDomains, type Project } from '@erp/engine/project';
import { throwProblems } from '@erp/kit/problem';
import { dumpAndRestore } from '@erp/prove/dump-and-restore';
import { type DumpTools, findDumpTools } from '@erp/prove/dump-tools';
import {
  type Divergence,
  firstToDiffer,
  type PathRunner,
  pathRunner,
  type TracedStep,
} from '@erp/prove/path-runner';
import { FRESH_INSTALL, listPaths, type UpgradePath } from '@erp/prove/upgrade-paths';
import { requireScratch } from '@erp/scratch/scratch-database';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { PATH_KINDS, type PathResult, printProof, printTally, proofAsJson, titleOf } from '../print-prove.ts';
import { scratchForWorkers } from '../scratch.ts';
import type { ProveOptions } from './prove.command.ts';

/** Upgrade paths of one kind after which looking for the first differing step would tell nothing new. */
const TRACED_PER_KIND = 2;

/**
 * `erp prove`: discover, order, read the ledger; run every path on a scratch database of its own and compare what it
 * leads to with a fresh install. The chosen database is only read.
 */
export async function prove(invocation: Invocation, options: ProveOptions): Promise<void> {
  const workspace = await discoverDomains(invocation.root);
  const { order } = workspace;
  await withSession(invocation, 'prove', async (session, database) => {
    await requireScratch(session, database, 'A proof needs scratch databases');
    const ledger = await ledgerOf(session, workspace, options);
    const tools = await dumpToolsFor(session);
    const able = typeof tools === 'object';
    const runner = pathRunner(
      workspace,
      order,
      scratchForWorkers(session, database),
      able ? dumpAndRestore(tools, database.settings) : undefined,
    );
    const kinds = options.path ?? options.road;
    const chosen = listPaths(workspace, order, ledger, {
      ...options,
      states: options.states ?? Number.POSITIVE_INFINITY,
    }).filter(({ kind }) => kinds === undefined || kinds.includes(kind));
    const paths = chosen.filter(({ kind }) => able || kind !== 'restore');
    if (!able && paths.length < chosen.length) invocation.stderr(`– dump and restore are not run: ${tools}`);
    invocation.stage('Installing everything once …');
    const fresh = await runner.freshInstall();
    const results = await runAll(invocation, runner, paths, options.workers);
    if (options.json === true) invocation.json(proofAsJson(order, fresh, results));
    else invocation.stdout(printProof(order, fresh, results));
    if (results.some(({ divergence }) => divergence !== undefined)) process.exitCode = 1;
  });
}

/** Runs the paths of one kind after the other, each kind by several workers. */
async function runAll(
  invocation: Invocation,
  runner: PathRunner,
  paths: readonly UpgradePath[],
  workers: number,
): Promise<PathResult[]> {
  const results: PathResult[] = [];
  let fresh: readonly TracedStep[] | undefined;
  for (const { kind } of PATH_KINDS) {
    const ours = paths.filter((path) => path.kind === kind);
    if (ours.length === 0) continue;
    invocation.stage(`${ours.length} ${titleOf(kind)} …`);
    const divergences = await runTogether(invocation, runner, ours, workers);
    // What a restore makes of a step cannot be seen step by step.
    const differing = ours.filter(
      (path) => kind !== 'restore' && divergences.get(path)?.difference !== undefined,
    );
    const looked = new Map<UpgradePath, PathResult['culprit']>();
    for (const path of differing.slice(0, TRACED_PER_KIND)) {
      const divergence = divergences.get(path);
      if (divergence?.difference === undefined) continue;
      invocation.statusLine(`${path.title}: looking for the first step that differs …`);
      fresh ??= await runner.trace(FRESH_INSTALL);
      const traced = await runner.trace(path.runs.slice(0, divergence.run));
      looked.set(path, firstToDiffer(fresh, traced, divergence.difference));
    }
    results.push(
      ...ours.map((path) => ({ path, divergence: divergences.get(path), culprit: looked.get(path) })),
    );
    invocation.stderr(printTally(kind, results));
  }
  return results;
}

async function runTogether(
  invocation: Invocation,
  runner: PathRunner,
  paths: readonly UpgradePath[],
  workers: number,
): Promise<ReadonlyMap<UpgradePath, Divergence | undefined>> {
  const divergences = new Map<UpgradePath, Divergence | undefined>();
  const left = [...paths];
  const work = async () => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      invocation.statusLine(`[${divergences.size + 1}/${paths.length}] ${path.title}`);
      divergences.set(path, await runner.run(path));
    }
  };
  // When one of them fails, the others end the path that they are on, so that no scratch database stays behind.
  const stop = (error: unknown) => {
    left.length = 0;
    throw error;
  };
  const outcomes = await Promise.allSettled(Array.from({ length: workers }, () => work().catch(stop)));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  return divergences;
}

/** What can dump and restore databases of this server, or why nothing can. */
async function dumpToolsFor(session: Session): Promise<DumpTools | string> {
  const [server] = await session.query<{ version: string; super: boolean }>(
    "SELECT current_setting('server_version_num') AS version, rolsuper AS super FROM pg_roles WHERE rolname = current_user",
  );
  if (server?.super !== true) return 'it takes a superuser to restore what belongs to several roles';
  return findDumpTools(Number(server.version));
}

/** @throws {Problem} what stands between ledger and checkout: the states of that ledger are not this checkout's. */
async function ledgerOf(session: Session, workspace: Project, options: ProveOptions): Promise<Ledger> {
  if (options.fresh === true) return { exists: false, rows: [] };
  const ledger = await readLedger(session);
  throwProblems(planMigrations(workspace, ledger).history.problems);
  return ledger;
}
