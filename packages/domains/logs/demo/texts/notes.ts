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
];
