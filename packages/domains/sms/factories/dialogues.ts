import type { Trade } from '@erp/kit/demo-tenant';

/** A line of a talk: who says it, what, and whether a picture comes along. */
export interface Line {
  readonly by: 'them' | 'us';
  readonly text: string;
  readonly photo?: boolean;
}

const them = (text: string): Line => ({ by: 'them', text });
const us = (text: string): Line => ({ by: 'us', text });
const photo = (text: string): Line => ({ by: 'them', text, photo: true });

/** Talks about an order. `{name}` is the first name, `{day}` the day of the purchase, `{shop}` the tenant. */
export const ABOUT_ORDERS: Readonly<Record<Trade, readonly (readonly Line[])[]>> = {
  jewelry: [
    [
      them('Hi, has my ring of {day} been engraved yet?'),
      us('Hello {name}, it is with our engraver and leaves on Thursday.'),
      them('Will it be here before the weekend?'),
      us('Yes, it comes by express on Friday before noon.'),
      them('Wonderful, thank you!'),
    ],
    [
      photo('The clasp of my necklace does not close any more.'),
      us('Sorry to see that, {name}. Bring it in or send it to us, the repair is free.'),
      them('I will come by on Saturday. How long will it take?'),
      us('Ten minutes while you wait.'),
      them('Perfect, see you then.'),
    ],
    [
      them('Could I change the size of the ring that I ordered on {day}?'),
      us('Of course. Which size do you need, {name}?'),
      them('One size larger, please.'),
      us('Done. It moves the delivery by two days.'),
      them('No problem. Thanks for the quick help!'),
    ],
  ],
  home_goods: [
    [
      them('Hello, when does the lamp of {day} arrive?'),
      us('Hello {name}, the carrier brings it on Tuesday between 9 and 13.'),
      them('Can they leave it with the neighbour?'),
      us('I have noted that down for the driver.'),
      them('Great, thanks!'),
    ],
    [
      photo('One of the bowls came with a crack.'),
      us('I am sorry, {name}. A new one is on its way, keep the other.'),
      them('Do I have to send anything back?'),
      us('No, the picture is enough.'),
      them('That was easy. Thank you!'),
    ],
    [
      them('Is the oil for the oak table in my parcel of {day}?'),
      us('It comes separately, {name}: it was packed this morning.'),
      them('And how often do I use it?'),
      us('Twice a year, a thin coat, and wipe it off after ten minutes.'),
      them('Good to know, thanks.'),
    ],
  ],
  food: [
    [
      them('Hi! Is the hamper from {day} still cold enough when it gets here?'),
      us('Hi {name}, yes: it travels with ice packs that last for 48 hours.'),
      them('I am only home after six. Is that ok?'),
      us('The driver comes between six and eight.'),
      them('Awesome, thank you!'),
    ],
    [
      photo('One jar was open when I unpacked.'),
      us('So sorry, {name}. Please do not eat it; a new jar goes out today.'),
      them('Does it contain nuts, by the way?'),
      us('No nuts, and it is packed apart from them.'),
      them('Thanks a lot.'),
    ],
    [
      them('Can you skip my box next week? We are away.'),
      us('Sure, {name}. The next one comes the week after.'),
      them('Same time as always?'),
      us('Same time, Thursday morning.'),
      them('Great, thanks!'),
    ],
  ],
};

/** Talks with somebody who has not bought, or whom we do not know. */
export const QUESTIONS: Readonly<Record<Trade, readonly (readonly Line[])[]>> = {
  jewelry: [
    [
      them('Do you make wedding rings from old gold?'),
      us('We do. Bring it along and we weigh it together.'),
      them('Do I need an appointment?'),
      us('Saturday at eleven would be free.'),
      them('I take it, thank you.'),
    ],
  ],
  home_goods: [
    [
      them('Do you have the linen curtains in grey?'),
      us('In light and in dark grey, both in stock.'),
      them('How wide are they?'),
      us('140 cm; we shorten them for free.'),
      them('Thanks, I will drop by.'),
    ],
  ],
  food: [
    [
      them('Do you deliver on Saturdays?'),
      us('Yes, until noon, with orders in by Thursday.'),
      them('And is there a vegetarian box?'),
      us('There is, with a new menu each week.'),
      them('Cool, thanks.'),
    ],
  ],
};

/** What is said once an order is on its way. */
export const SHIPPED: Readonly<Record<Trade, string>> = {
  jewelry: '{shop}: your order of {day} is on its way, insured and with a signature on delivery.',
  home_goods: '{shop}: your order of {day} is on its way. The carrier calls before it comes.',
  food: '{shop}: your order of {day} is packed and cold. It comes tomorrow morning.',
};

/** Offers to those who agreed, shortest first. */
export const OFFERS: Readonly<Record<Trade, readonly string[]>> = {
  jewelry: [
    '{shop}: the spring pieces are here. Have a look in the shop or online. Reply STOP to opt out.',
    '{shop}: free engraving until Sunday ✨ Reply STOP to opt out.',
    '{shop}: gifts are wrapped by hand until the holidays, and engraved within two days. Order until Thursday and it arrives in time, or pick it up in the shop on Saturday. Reply STOP to opt out.',
  ],
  home_goods: [
    '{shop}: garden furniture is back, 15 % off for a week. Reply STOP to opt out.',
    '{shop}: new linen in six colours 🌿 Reply STOP to opt out.',
    '{shop}: the winter sale begins on Monday, for friends of the house already on Saturday. Show this text at the till and take 20 % off lamps, rugs and cushions. Reply STOP to opt out.',
  ],
  food: [
    '{shop}: asparagus and strawberries are in. Order by Thursday. Reply STOP to opt out.',
    '{shop}: the new olive oil is here 🫒 Reply STOP to opt out.',
    '{shop}: holiday hampers can be ordered from today. Choose cheese, charcuterie or vegetarian, pick a delivery day, and add a card with your own words. Reply STOP to opt out.',
  ],
};

/** What some answer to an offer. */
export const OFFER_REPLIES = [
  'Nice! Is it valid online too?',
  'Thanks, I will have a look.',
  'Until when is that?',
];

/** What we answer then. */
export const OFFER_ANSWER = 'Until the end of the week, in the shop and online.';
