import { personCount } from '@erp/demo-world/people';
import { onDuty } from '@erp/demo-world/roster';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { stores } from '@erp/system/factories/stores';
import { say } from '../demo/texts/words.ts';
import { BESIDES, NEXT, summariesFor, type Touchpoint, touchpointsOf } from '../demo/touchpoints.ts';
import { personalKeys } from './personal-keys.ts';
import '../tables.ts';

/** Who can write down what happened: those who are there, unless a machine does. */
function writersOf(tenant: DemoTenant, { way, at }: Touchpoint) {
  return way === undefined || way === 'chat' ? [] : onDuty(tenant, at);
}

/** Two to five touchpoints per person. */
export const personalJourney = factory('crm_personal_journey', {
  count: personCount,
  story: (tenant: DemoTenant, number) => touchpointsOf(tenant, number),
  most: 5,
  rows: (touchpoints) => touchpoints,
  parents: { personal_key_id: () => personalKeys },
  alone: { store_id: null },
  cells: {
    personal_key_id: (touchpoint) => personalKeys.id(touchpoint.person),
    interaction_type: (touchpoint) => touchpoint.way ?? null,
    stage: (touchpoint) => touchpoint.stage,
    emotion: (touchpoint) =>
      touchpoint.mood > 0.5 ? 'delighted' : touchpoint.mood > 0 ? 'content' : 'hesitant',
    next_action: (touchpoint, _draw, tenant) => say(tenant, NEXT[touchpoint.stage]),
    summary_text: (touchpoint, draw, tenant) => {
      const summary = say(tenant, draw.pick(summariesFor(tenant, touchpoint)));
      return draw.chance(0.8) ? `${summary} ${say(tenant, draw.pick(BESIDES))}` : summary;
    },
    sentiment_score: (touchpoint) => touchpoint.mood,
    // What happens while nobody is at work is written down by nobody.
    recorded_by: (touchpoint, draw, tenant) => {
      const there = writersOf(tenant, touchpoint);
      return there.length === 0 ? null : draw.pick(there).userId;
    },
    source: (touchpoint, _draw, tenant) => {
      if (touchpoint.way === undefined) return 'web_shop';
      if (touchpoint.way === 'chat') return 'assistant';
      return writersOf(tenant, touchpoint).length === 0 ? 'import' : 'staff';
    },
    confidence_score: (touchpoint, draw) => (touchpoint.way === 'chat' ? draw.integer(60, 99) / 100 : null),
    store_id: (touchpoint, draw, tenant) =>
      touchpoint.way === 'visit' ? stores.id(draw.integer(0, stores.count(tenant) - 1)) : null,
    created_at: (touchpoint) => time(touchpoint.at),
  },
});
