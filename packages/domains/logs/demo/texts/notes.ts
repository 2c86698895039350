/** What is added to a note among staff: most notes are of two sentences. */
export const NOTE_TAILS: readonly string[] = [
  'Told the team.',
  'Nothing to do for now.',
  'Look at it again next week.',
  'Asked twice to be sure.',
  'See the mail of that day.',
  'Agreed on the phone.',
  'Was kind about it.',
  'Keep this in mind for the next time.',
  'The others know.',
  'Written down after the call.',
  'Needs no answer.',
  'Ask the workshop first.',
  'Read by two of us.',
  'Not urgent.',
  'Please leave it as it is.',
  'Whoever sees it next decides.',
  'Mentioned in passing.',
  'Said so twice.',
  'To be looked at together.',
  'Good to know.',
  'Nothing else was said.',
  'Ask me if anything is unclear.',
  'As always.',
];

/** The same for a note that the customer may see. */
export const CUSTOMER_TAILS: readonly string[] = [
  'Thank you for your trust.',
  'Call us if anything is unclear.',
  'We are glad to help.',
  'Let us know how you like it.',
  'Write to us at any time.',
  'With kind regards from all of us.',
];
