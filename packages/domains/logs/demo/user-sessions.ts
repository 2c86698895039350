import { isAway, officeTime } from '@erp/demo-world/roster';
import { type DemoTenant, perTenant, type Staff, staffWithRole, type Trade } from '@erp/kit/demo-tenant';
import { keyed, weights } from '@erp/kit/draw';
import { DAY, MINUTE, momentOf } from '@erp/kit/moment';
import { brands } from '@erp/system/factories/brands';
import { stores } from '@erp/system/factories/stores';
import { say } from './texts/words.ts';

/** One entry about what a person did. */
export interface LoggedAction {
  readonly source: 'application' | 'audit';
  readonly action: 'create' | 'update' | 'delete' | 'view' | 'export' | 'login' | 'logout';
  readonly entityType: string | null;
  readonly entityId: number | null;
  readonly entityKey: object;
  readonly changes: object;
  readonly details: object;
  readonly actor: number | null;
  readonly request: string;
  readonly ip: string;
  readonly agent: string;
  readonly at: number;
}

/** The most entries of a session, and of a stand-in. */
export const MOST_ACTIONS = 12;

/** How often during the story the administrator stands in for the manager. */
const STAND_INS = 4;

/** Sessions in one unit of scale, in the order of time. */
function sessionsOfUnit(tenant: DemoTenant): number {
  return Math.ceil(tenant.customers / 2);
}

/** Sessions and, in the first unit alone since there are no more people in the others, the stand-ins. */
export function sessionCount(tenant: DemoTenant): number {
  return sessionsOfUnit(tenant) + STAND_INS;
}

/** What was done in a session of a member, or what the audit saw of a stand-in. */
export function actionsOf(tenant: DemoTenant, number: number): readonly LoggedAction[] {
  const inUnit = number % sessionCount(tenant);
  if (inUnit < sessionsOfUnit(tenant)) return sessionActions(tenant, number);
  return number === inUnit ? standInActions(tenant, inUnit - sessionsOfUnit(tenant)) : [];
}

const sessionActions = keyed('logs_human.visit', (draw, tenant, number): readonly LoggedAction[] => {
  const drawn = tenant.staff.length === 0 ? undefined : draw.pick(tenant.staff);
  const ip = `${draw.pick(NETWORKS)}.${draw.integer(1, 254)}`;
  const agent = draw.pick(AGENTS);
  const session = draw.integer(0x100000, 0xffffff).toString(16);
  let at = officeTime(
    tenant,
    momentOf(tenant, ((number % sessionCount(tenant)) + 0.5) / sessionsOfUnit(tenant)),
  );
  const member = present(tenant, drawn, at);
  const entries: LoggedAction[] = [];
  const add = (entry: Pick<LoggedAction, 'action' | 'entityType' | 'entityId' | 'details'>) => {
    entries.push({
      source: 'application',
      ...entry,
      entityKey: NOTHING,
      changes: NOTHING,
      actor: member?.userId ?? null,
      request: `req-${session}-${entries.length + 1}`,
      ip,
      agent,
      at,
    });
    at += draw.integer(40, 500) * 1000;
  };
  add({ action: 'login', entityType: null, entityId: null, details: NOTHING });
  for (let left = draw.integer(0, 4); left > 0; left -= 1) {
    const kind = member?.role === 'viewer' ? draw.weighted(LOOKING) : draw.weighted(WORKING);
    switch (kind) {
      case 'view_store':
        add({
          action: 'view',
          entityType: 'store',
          entityId: stores.id(draw.integer(0, 2)),
          details: NOTHING,
        });
        break;
      case 'view_brand':
        add({ action: 'view', entityType: 'brand', entityId: brands.id(0), details: NOTHING });
        break;
      case 'update_store':
        add({
          action: 'update',
          entityType: 'store',
          entityId: stores.id(draw.integer(0, 2)),
          details: { part: say(tenant, draw.pick(PARTS)) },
        });
        break;
      case 'export':
        add({
          action: 'export',
          entityType: null,
          entityId: null,
          details: { report: say(tenant, draw.pick(REPORTS[tenant.trade])), rows: draw.skewed(2_000) },
        });
        break;
      default:
        add({
          action: kind,
          entityType: null,
          entityId: null,
          details: { saved_filter: say(tenant, draw.pick(REPORTS[tenant.trade])) },
        });
    }
  }
  if (draw.chance(0.7)) add({ action: 'logout', entityType: null, entityId: null, details: NOTHING });
  return entries;
});

/** Whoever is on leave does not sign in: the owner looks after things then. */
function present(tenant: DemoTenant, member: Staff | undefined, at: number): Staff | undefined {
  return member !== undefined && isAway(tenant, member.userId, at)
    ? tenant.staff.find(({ role }) => role === 'owner')
    : member;
}

/** The people of the manager report to the administrator for two weeks, and then to the manager again. */
function standInActions(tenant: DemoTenant, index: number): readonly LoggedAction[] {
  const manager = staffWithRole(tenant, 'manager');
  const admin = staffWithRole(tenant, 'admin');
  if (manager === null || admin === null) return [];
  const from = officeTime(tenant, momentOf(tenant, (index + 0.6) / (STAND_INS + 0.5)));
  const turn = (name: string, at: number, before: number, after: number) =>
    reportsOf(tenant).map(
      (userId): LoggedAction => ({
        source: 'audit',
        action: 'update',
        entityType: 'sys_tenant_members',
        entityId: null,
        entityKey: { user_id: userId },
        changes: { manager_user_id: { before, after } },
        details: NOTHING,
        actor: admin,
        request: `req-stand-in-${index + 1}-${name}`,
        ip: '192.0.2.10',
        agent: AGENTS[0] as string,
        at,
      }),
    );
  return [
    ...turn('begin', from, manager, admin),
    ...turn('end', from + 14 * DAY + 7 * MINUTE, admin, manager),
  ];
}

/** Those who report to the manager: the members and viewers that each demo tenant begins with. */
const reportsOf = perTenant((tenant) =>
  tenant.staff
    .filter(({ role }: Staff) => role === 'member' || role === 'viewer')
    .map(({ userId }) => userId)
    .slice(0, MOST_ACTIONS / 2),
);

const NOTHING = {};

const LOOKING = weights([
  ['view_store', 4],
  ['view_brand', 1],
  ['export', 5],
]);

const WORKING = weights([
  ['view_store', 8],
  ['view_brand', 2],
  ['update_store', 3],
  ['export', 2],
  ['create', 2],
  ['delete', 1],
]);

const PARTS = ['opening hours', 'telephone number', 'directions', 'pictures'];

const REPORTS: Record<Trade, readonly string[]> = {
  jewelry: ['repairs in hand', 'rings by size', 'stones on approval', 'gold by weight'],
  home_goods: ['deliveries of the week', 'sofas on order', 'returns by reason', 'showroom pieces'],
  food: ['best before this week', 'sales by hour', 'suppliers by region', 'waste of the month'],
};

/** Kept free for documentation (RFC 5737). */
const NETWORKS = ['192.0.2', '198.51.100', '203.0.113'];

const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) office/4.2',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) office/4.2',
  'till/3.1',
  'till/3.2',
  'stockroom-app/2.0 (Android 14)',
];
