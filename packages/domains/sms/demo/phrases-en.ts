import type { Phrases } from './phrases.ts';

/** What is texted in English. */
export const english: Phrases = {
  placed: '{shop}: Thank you, {first}. We have your order {order} and will write when it is on its way.',
  shipped: '{shop}: Your order {order} has been handed to the carrier.',
  ready: '{shop}: Your order is ready to be picked up, {first}.',
  feedback: '{shop}: Hello {first}, how do you like what you bought? Just answer this message.',
  pleased: [
    'Love it, thank you!',
    'Very happy with it.',
    'Exactly what I wanted 😍',
    'Great. Here is a picture!',
  ],
  gladOfIt: ['That is lovely to hear, thank you {first}!', 'Thank you for letting us know!'],
  thanks: ['Thanks!', 'Perfect, thank you.', 'Great 👍'],
  soon: 'Hello? Could you have a look?',
  wrongNumber: {
    ask: 'Hi Sam, are we still on for tonight?',
    answer: 'This is {shop}, I think you have the wrong number.',
    more: 'Oh, sorry!',
    reply: 'No problem, have a nice evening.',
    summary: 'Wrong number.',
    points: [],
  },
  exchanges: {
    jewelry: [
      {
        ask: 'Is my ring back from the workshop?',
        answer: 'Yes, since this morning. You can pick it up any time until seven.',
        more: 'Do I need to bring the receipt?',
        reply: 'Your name will do.',
        summary: 'Asked for a ring that had been altered; picks it up.',
        points: ['ring is ready', 'no receipt needed'],
      },
      {
        ask: 'Can I come by today to have a clasp looked at?',
        answer: 'Gladly. The goldsmith is here until five.',
        more: 'Four o’clock would suit me.',
        reply: 'You are down for four.',
        summary: 'Appointment for a clasp.',
        points: ['today at four'],
      },
    ],
    home_goods: [
      {
        ask: 'When will the truck be here today?',
        answer: 'Between two and four. The driver calls half an hour before.',
        more: 'Fine. Please use the entrance in the yard.',
        reply: 'I have told the driver.',
        summary: 'Asked when the delivery comes; entrance in the yard.',
        points: ['between two and four', 'entrance in the yard'],
      },
      {
        ask: 'One leg of the table wobbles. What can I do?',
        answer: 'Turn the foot a little to the left, it can be adjusted by hand.',
        more: 'That did it!',
        reply: 'Wonderful. If not, we come by.',
        summary: 'Table wobbled; adjusted the foot.',
        points: ['foot can be adjusted'],
      },
    ],
    food: [
      {
        ask: 'Can I still change my box for Friday?',
        answer: 'Until tomorrow noon. What shall we leave out?',
        more: 'No cabbage please, rather more apples.',
        reply: 'No cabbage, more apples. Done.',
        summary: 'Changed the box: apples instead of cabbage.',
        points: ['no cabbage', 'more apples'],
      },
      {
        ask: 'Is the rye bread in already?',
        answer: 'Just out of the oven. Shall we keep one?',
        more: 'Two please, I come at five.',
        reply: 'Two are kept for you.',
        summary: 'Two rye breads put aside.',
        points: ['two rye breads', 'at five'],
      },
    ],
  },
  campaigns: {
    jewelry: [
      '{shop}: New pearls have arrived. Come and see them this week. STOP to end.',
      '{shop}: Ten percent on engraving until Sunday. STOP to end.',
      '{shop}: We clean your jewelry for free on Saturday. STOP to end.',
    ],
    home_goods: [
      '{shop}: New lamps in the showroom. Open until eight on Thursday. STOP to end.',
      '{shop}: Fifteen percent on rugs until Sunday. STOP to end.',
      '{shop}: Armchairs are back. Delivery is free this week. STOP to end.',
    ],
    food: [
      '{shop}: Fresh pasta from Thursday on, as long as it lasts. STOP to end.',
      '{shop}: Tasting on Saturday from eleven, bring friends. STOP to end.',
      '{shop}: Hampers ordered by Friday come with a jar of honey. STOP to end.',
    ],
  },
  consent: 'Yes, text me news and offers. I can end it any time with STOP.',
  refusals: ['Please no more texts.', 'Does not want to be texted.'],
};
