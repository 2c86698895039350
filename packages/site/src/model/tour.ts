import type { DomainPackage } from '@erp/engine/project';
import { type Outcome, runAsMember } from './as-member.ts';
import type { CatalogSession } from './catalog.ts';
import { type Question, readQuestions } from './questions.ts';

/** A question and what came of it. */
export interface Answer extends Outcome {
  readonly question: Question;
}

/** Somebody of a demo tenant, and what they may do there. */
export interface TourPerson {
  readonly user: string;
  readonly name: string;
  readonly role: string;
  /** Keys of the permissions that they hold, sorted. */
  readonly permissions: readonly string[];
}

/** A tenant of the demo: who is there, and what its rows tell. */
export interface TourTenant {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly locale: string;
  readonly timezone: string;
  /** The first person of each role, from the most to the least powerful. */
  readonly people: readonly TourPerson[];
  readonly answers: readonly Answer[];
}

/** More tenants make a page that nobody reads. */
const MOST_TENANTS = 5;

/**
 * Puts the questions of the domains to the first tenants of the demo, each as the tenant's owner. Tenants of people are
 * not asked.
 *
 * @returns empty on a database without a demo.
 */
export async function readTour(
  session: CatalogSession,
  domains: readonly DomainPackage[],
): Promise<readonly TourTenant[]> {
  const questions = readQuestions(domains);
  const tenants = await session.query<Omit<TourTenant, 'answers'>>(TENANTS);
  const tour: TourTenant[] = [];
  for (const tenant of tenants) {
    const [owner] = tenant.people;
    const outcomes =
      owner === undefined
        ? []
        : await runAsMember(
            session,
            questions.map(({ sql }) => sql),
            { id: tenant.id, slug: tenant.slug, user: owner.user },
          );
    const answers = outcomes.map(
      (outcome, place): Answer => ({ question: questions[place] as Question, ...outcome }),
    );
    tour.push({ ...tenant, answers });
  }
  return tour;
}

const TENANTS = `
  SELECT t.id::text AS id, t.slug, t.name, t.locale, t.timezone,
         json_agg(json_build_object('user', u.user_id::text, 'name', u.display_name, 'role', r.name,
           'permissions', ARRAY(SELECT p.key FROM public.sys_role_permissions g JOIN public.sys_permissions p ON p.id = g.permission_id
                                 WHERE g.tenant_id = t.id AND g.role_id = r.id ORDER BY p.key COLLATE "C"))
           ORDER BY r.priority DESC) AS people
    FROM public.sys_tenants t
    JOIN public.sys_roles r ON r.tenant_id = t.id AND r.template_key IS NOT NULL
    JOIN LATERAL (
      SELECT m.user_id, m.display_name FROM public.sys_user_roles a
        JOIN public.sys_tenant_members m USING (tenant_id, user_id)
       WHERE a.tenant_id = t.id AND a.role_id = r.id ORDER BY m.user_id LIMIT 1) u ON true
   WHERE t.metadata ->> 'demo' = 'true' GROUP BY t.id ORDER BY t.id LIMIT ${MOST_TENANTS}`;
