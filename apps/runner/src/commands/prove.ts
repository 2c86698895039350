import { discoverDomains } from '@erp/engine/discover';
import { type Ledger, readLedger } from '@erp/engine/ledger';
import { orderSteps, type StepOrder } from '@erp/engine/order';
import { planMigrations } from '@erp/engine/plan';
import type { Session } from '@erp/engine/session';
import type { Workspace } from '@erp/engine/workspace';
import { throwProblems } from '@erp/kit/problem';
import { dumpAndRestore } from '@erp/prove/dump-and-restore';
import { type DumpTools, findDumpTools } from '@erp/prove/dump-tools';
import { FRESH_INSTALL, listRoads, type Road, type RoadKind } from '@erp/prove/roads';
import {
  type Detour,
  firstToDiffer,
  roadWalker,
  type TracedStep,
  type Walker,
  type WithScratch,
} from '@erp/prove/walk-road';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { printProof, printTally, proofAsJson, ROAD_KINDS, titleOf, type WalkedRoad } from '../print-prove.ts';
import { requireScratch, withScratchDatabase } from '../scratch-database.ts';

export interface ProveOptions {
  readonly road?: RoadKind[];
  readonly states?: number;
  readonly orders: number;
  readonly seed: number;
  readonly workers: number;
  readonly fresh?: boolean;
  readonly json?: boolean;
}

/** Roads of one kind after which looking for the first differing step would tell nothing new. */
const TRACED_PER_KIND = 2;

/**
 * `erp prove`: discover, order, read the ledger; walk every road on a scratch database of its own and compare what it
 * leads to with a fresh install. The chosen database is only read.
 */
export async function prove(invocation: Invocation, options: ProveOptions): Promise<void> {
  const workspace = await discoverDomains(invocation.root);
  const order = orderSteps(workspace.domains);
  await withSession(invocation, 'prove', async (session, database) => {
    await requireScratch(session, database, 'A proof needs scratch databases');
    const ledger = await ledgerOf(session, workspace, order, options);
    // Workers make and drop their databases at once, and a session runs one statement at a time.
    const withScratch: WithScratch = async (work) => {
      const own = await session.beside();
      try {
        return await withScratchDatabase(own, database.settings, work);
      } finally {
        await own.close();
      }
    };
    const tools = await dumpToolsFor(session);
    const able = typeof tools === 'object';
    const walker = roadWalker(
      workspace,
      order,
      withScratch,
      able ? dumpAndRestore(tools, database.settings) : undefined,
    );
    const chosen = listRoads(workspace, order, ledger, {
      ...options,
      states: options.states ?? Number.POSITIVE_INFINITY,
    }).filter(({ kind }) => options.road === undefined || options.road.includes(kind));
    const roads = chosen.filter(({ kind }) => able || kind !== 'restore');
    if (!able && roads.length < chosen.length) invocation.tell(`– dump and restore are not walked: ${tools}`);
    invocation.stage('Installing everything once …');
    const fresh = await walker.freshInstall();
    const walked = await walkAll(invocation, walker, roads, options.workers);
    if (options.json === true) invocation.json(proofAsJson(order, fresh, walked));
    else invocation.out(printProof(order, fresh, walked));
    if (walked.some(({ detour }) => detour !== undefined)) process.exitCode = 1;
  });
}

/** Walks the roads of one kind after the other, each kind by several workers. */
async function walkAll(
  invocation: Invocation,
  walker: Walker,
  roads: readonly Road[],
  workers: number,
): Promise<WalkedRoad[]> {
  const walked: WalkedRoad[] = [];
  let fresh: readonly TracedStep[] | undefined;
  for (const { kind } of ROAD_KINDS) {
    const ours = roads.filter((road) => road.kind === kind);
    if (ours.length === 0) continue;
    invocation.stage(`${ours.length} ${titleOf(kind)} …`);
    const detours = await walkTogether(invocation, walker, ours, workers);
    // What a restore makes of a step cannot be seen step by step.
    const differing = ours.filter(
      (road) => kind !== 'restore' && detours.get(road)?.difference !== undefined,
    );
    const looked = new Map<Road, WalkedRoad['culprit']>();
    for (const road of differing.slice(0, TRACED_PER_KIND)) {
      const detour = detours.get(road);
      if (detour?.difference === undefined) continue;
      invocation.flash(`${road.title}: looking for the first step that differs …`);
      fresh ??= await walker.trace(FRESH_INSTALL);
      const traced = await walker.trace(road.legs.slice(0, detour.leg));
      looked.set(road, firstToDiffer(fresh, traced, detour.difference));
    }
    walked.push(...ours.map((road) => ({ road, detour: detours.get(road), culprit: looked.get(road) })));
    invocation.tell(printTally(kind, walked));
  }
  return walked;
}

async function walkTogether(
  invocation: Invocation,
  walker: Walker,
  roads: readonly Road[],
  workers: number,
): Promise<ReadonlyMap<Road, Detour | undefined>> {
  const detours = new Map<Road, Detour | undefined>();
  const left = [...roads];
  const work = async () => {
    for (let road = left.shift(); road !== undefined; road = left.shift()) {
      invocation.flash(`[${detours.size + 1}/${roads.length}] ${road.title}`);
      detours.set(road, await walker.walk(road));
    }
  };
  // When one of them fails, the others end the road that they are on, so that no scratch database stays behind.
  const stop = (error: unknown) => {
    left.length = 0;
    throw error;
  };
  const outcomes = await Promise.allSettled(Array.from({ length: workers }, () => work().catch(stop)));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  return detours;
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
async function ledgerOf(
  session: Session,
  workspace: Workspace,
  order: StepOrder,
  options: ProveOptions,
): Promise<Ledger> {
  if (options.fresh === true) return { exists: false, rows: [] };
  const ledger = await readLedger(session);
  throwProblems(planMigrations(workspace, order, ledger).history.problems);
  return ledger;
}
