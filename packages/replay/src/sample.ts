import type { Row } from './row.ts';
import type { Story } from './story.ts';

/** A part of what happens: the first of it, and all of some domains. */
export interface Sample {
  /** How much of all steps is played, from 0 to 1. */
  readonly share: number;
  /** Domains that are played to their end: what they tell of needs nothing that others do later. */
  readonly whole: readonly string[];
  /** Tables out of which rows are taken after what is played. */
  readonly emptied: readonly string[];
}

/** What of the stories is played, and which rows can be compared afterwards. */
export interface Part {
  readonly stories: readonly Story[];
  /** Whether the story does something with the row after what is played. */
  goesOn(story: Story, row: Row): boolean;
  /** Tables in which there may be more rows than at the end of the demo. */
  readonly more: readonly string[];
}

/** The stories that begin in the sample, without what happens after it; all of them where there is no sample. */
export function partOf(stories: readonly Story[], sample: Sample | undefined): Part {
  const moments = stories.flatMap(({ steps }) => steps.map(({ at }) => at)).sort();
  const end = sample === undefined ? undefined : moments[Math.floor(sample.share * moments.length)];
  const last = moments.at(-1);
  if (sample === undefined || end === undefined || last === undefined)
    return { stories, goesOn: () => false, more: [] };
  const isWhole = ({ domain }: Story) => sample.whole.includes(domain);
  const hasBegun = ({ steps }: Story) => steps.length === 0 || steps.some(({ at }) => at <= end);
  const untilEnd = (story: Story) => ({ ...story, steps: story.steps.filter(({ at }) => at <= end) });
  return {
    stories: stories.flatMap((story) => (isWhole(story) ? story : hasBegun(story) ? untilEnd(story) : [])),
    goesOn: (story, row) =>
      !isWhole(story) && Object.values(row).some((value) => isMoment(value) && value > end && value <= last),
    more: sample.emptied,
  };
}

const isMoment = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value);
