import type { Trade } from '@erp/kit/demo-tenant';

/** A project as somebody would plan it. */
export interface ProjectOutline {
  /** What its tasks are numbered by. */
  readonly code: string;
  readonly title: string;
  readonly description: string;
  /** What there is to do, in this order. Every fifth is a whole of which the next two are the parts. */
  readonly tasks: readonly string[];
}

/** Work that comes again. */
export interface RoutineOutline {
  readonly name: string;
  readonly title: string;
}

/** The projects of a trade: one that is completed, one put away, two that run, one on hold. */
export const PROJECT_OUTLINES: Record<
  Trade,
  readonly [ProjectOutline, ProjectOutline, ProjectOutline, ProjectOutline, ProjectOutline]
> = {
  jewelry: [
    {
      code: 'FAIR',
      title: 'Stand at the trade fair',
      description: 'Three days, a stand of twelve square meters, forty pieces.',
      tasks: [
        'Build the stand',
        'Order the cases',
        'Light the cases',
        'Choose the forty pieces',
        'Have the pieces photographed',
        'Print the catalog',
        'Write the texts',
        'Correct the proofs',
        'Invite the regular customers',
        'Plan who stands when',
      ],
    },
    {
      code: 'SHOP',
      title: 'New web shop',
      description: 'The old one could not show rings in several sizes.',
      tasks: [
        'Show rings in all sizes',
        'Draw the size chart',
        'Test on telephones',
        'Move the pictures over',
        'Redirect the old addresses',
        'Take payments',
        'Sign with the payment provider',
        'Test a refund',
        'Write the terms of sale',
        'Switch over on a Monday',
      ],
    },
    {
      code: 'BRIDAL',
      title: 'Bridal collection',
      description: 'Twelve pairs of rings and what goes with them, in recycled gold.',
      tasks: [
        'Design the twelve pairs',
        'Draw the pairs',
        'Cast the wax models',
        'Find a source of recycled gold',
        'Calculate the prices',
        'Make the samples',
        'Solder and file',
        'Polish and stamp',
        'Photograph couples, not hands',
        'Show the samples in the shop',
      ],
    },
    {
      code: 'BENCH',
      title: 'Second bench in the workshop',
      description: 'Commissions wait five weeks; with a second goldsmith it would be three.',
      tasks: [
        'Set up the bench',
        'Lay the gas line',
        'Put up the extraction',
        'Hire a goldsmith',
        'Agree on the working hours',
        'Buy the tools',
        'Compare rolling mills',
        'Order the rolling mill',
        'Insure the new tools',
        'Tell customers of shorter times',
      ],
    },
    {
      code: 'PEARLS',
      title: 'Pearls from Brittany',
      description: 'Waits for the grower, who has no harvest to offer yet.',
      tasks: [
        'Visit the grower',
        'Agree on a date',
        'Book the journey',
        'Grade the first harvest',
        'Decide on three lengths',
        'String the samples',
        'Knot the silk',
        'Choose the clasps',
        'Ask three customers to wear them',
        'Decide whether to go on',
      ],
    },
  ],
  home_goods: [
    {
      code: 'GARDEN',
      title: 'Garden season',
      description: 'Planters, lanterns and cushions for outside, in the shops by Easter.',
      tasks: [
        'Choose the range',
        'Collect samples of planters',
        'Collect samples of cushions',
        'Leave planters out in the frost',
        'Agree on minimum quantities',
        'Fill the shops',
        'Clear the winter shelves',
        'Build the garden corner',
        'Train the colleagues on fabrics',
        'Put the range online',
      ],
    },
    {
      code: 'LABELS',
      title: 'Labels without plastic',
      description: 'All packaging in paper and card by the end of the year.',
      tasks: [
        'List all packaging',
        'Weigh the plastic of a month',
        'Photograph every label',
        'Ask the printer for samples',
        'Test labels in the wet',
        'Change the suppliers over',
        'Write to the suppliers',
        'Visit the two largest ones',
        'Use the old stock up',
        'Tell customers about it',
      ],
    },
    {
      code: 'STUDIO',
      title: 'Photo studio of our own',
      description: 'Two days a week at a studio cost more than a corner of the warehouse.',
      tasks: [
        'Fit out the corner',
        'Paint the walls white',
        'Hang the lights',
        'Choose a camera',
        'Write down how we photograph',
        'Photograph the bestsellers again',
        'Make a list of fifty',
        'Iron the fabrics',
        'Cut out the pictures',
        'Compare returns before and after',
      ],
    },
    {
      code: 'RETURNS',
      title: 'Fewer returns',
      description: 'One in nine parcels comes back, most of them for the color.',
      tasks: [
        'Find out why things come back',
        'Read a hundred return slips',
        'Call twenty customers',
        'Take colors from daylight',
        'Add a photo in a real room',
        'Repack fragile goods',
        'Drop ten parcels',
        'Order stronger boxes',
        'Offer swatches of fabrics',
        'Report after a month',
      ],
    },
    {
      code: 'OUTLET',
      title: 'Outlet in the warehouse',
      description: 'On hold until the city has decided on the parking spaces.',
      tasks: [
        'Ask for the permit',
        'Draw the floor plan',
        'Count the parking spaces',
        'Separate off the sales area',
        'Decide on opening hours',
        'Price the remainders',
        'Sort out what is damaged',
        'Print the price tags',
        'Hire for Saturdays',
        'Announce the opening',
      ],
    },
  ],
  food: [
    {
      code: 'ORGANIC',
      title: 'Organic certificate',
      description: 'For the sauces and the bread, renewed every year.',
      tasks: [
        'Collect the papers',
        'Ask the mill for its certificate',
        'Ask the farms for theirs',
        'Separate the storage',
        'Label the shelves',
        'Prepare for the inspection',
        'Walk through with a checklist',
        'Clear the cold room',
        'Train the kitchen',
        'Answer what the inspector asks',
      ],
    },
    {
      code: 'TRUCK',
      title: 'Food truck',
      description: 'Six markets a month; sold again when the lease ended.',
      tasks: [
        'Fit out the truck',
        'Install the oven',
        'Install the water tank',
        'Pass the health inspection',
        'Choose six dishes',
        'Find the markets',
        'Apply for places',
        'Pay the deposits',
        'Plan who drives',
        'Count what a day brings in',
      ],
    },
    {
      code: 'BOXES',
      title: 'Boxes by subscription',
      description: 'Every second Thursday: bread, sauce, something new.',
      tasks: [
        'Compose the first box',
        'Taste eight candidates',
        'Calculate a box',
        'Find a box that keeps cold',
        'Agree on a carrier',
        'Sell the subscription online',
        'Write the page',
        'Test the renewal of payments',
        'Let twenty customers try it',
        'Decide on the second box',
      ],
    },
    {
      code: 'WASTE',
      title: 'Half the waste',
      description: 'What is left at eight in the evening should not be thrown away.',
      tasks: [
        'Measure what is left over',
        'Put up two scales',
        'Write down a month',
        'Bake twice a day',
        'Sell bread of yesterday',
        'Give the rest away',
        'Call the food bank',
        'Agree on collection',
        'Order less on Mondays',
        'Report to everybody',
      ],
    },
    {
      code: 'CAFE',
      title: 'Cafe next door',
      description: 'On hold: the landlord has not signed.',
      tasks: [
        'Agree on the lease',
        'Have the contract read',
        'Talk about the rent',
        'Draw the counter',
        'Ask for two offers',
        'Choose the coffee',
        'Visit three roasters',
        'Taste blind',
        'Write the menu',
        'Hire two people',
      ],
    },
  ],
};

/** What comes again in a trade: every week, every month, every two weeks; the last one was given up. */
export const ROUTINE_OUTLINES: Record<
  Trade,
  readonly [RoutineOutline, RoutineOutline, RoutineOutline, RoutineOutline]
> = {
  jewelry: [
    { name: 'Windows', title: 'Dress the windows anew ({week})' },
    { name: 'Stones', title: 'Count the stones in the safe, {month}' },
    { name: 'Scrap', title: 'Send the scrap gold to the refinery ({date})' },
    { name: 'Newsletter', title: 'Write the newsletter ({date})' },
  ],
  home_goods: [
    { name: 'Shelves', title: 'Check shelves against the plan ({week})' },
    { name: 'Breakage', title: 'Write off what is broken, {month}' },
    { name: 'Bestsellers', title: 'Reorder the bestsellers ({date})' },
    { name: 'Newsletter', title: 'Write the newsletter ({date})' },
  ],
  food: [
    { name: 'Cold room', title: 'Clean out the cold room ({week})' },
    { name: 'Best before', title: 'Check best-before dates, {month}' },
    { name: 'Menu', title: 'Change the dishes of the day ({date})' },
    { name: 'Newsletter', title: 'Write the newsletter ({date})' },
  ],
};
