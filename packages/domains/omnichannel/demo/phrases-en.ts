import type { Phrases } from './phrases.ts';

/** What is said in English. */
export const english: Phrases = {
  wares: {
    jewelry: ['the gold ring', 'the pearl necklace', 'the sapphire pendant', 'the silver bracelet'],
    home_goods: ['the oak shelf', 'the wool rug', 'the glass lamp', 'the linen armchair'],
    food: ['the festive hamper', 'the orchard honey', 'the mountain cheese', 'the harbor coffee'],
  },
  topics: {
    delivery: {
      subject: 'Delivery of {order}',
      ask: [
        'I ordered yesterday ({order}). When will it be sent?',
        'could you tell me when {order} leaves your house? I will be away at the weekend.',
        'any news of my order {order}?',
      ],
      answer: [
        'Hello {first}, {order} is being prepared and leaves us within the next days. You will get a message with the tracking number.',
        'Hello {first}, we are packing {order} right now. As soon as the parcel is with the carrier we will send you the number.',
      ],
      more: [
        'Can the driver leave it with the neighbor if nobody is at home?',
        'Will I have to sign for it?',
      ],
      reply: [
        'Yes, of course. I have put a note on the parcel.',
        'A signature is needed, but anybody in the house may give it.',
      ],
    },
    address: {
      subject: 'Another address for {order}',
      ask: [
        'I have just ordered ({order}) and chose my old address by mistake. Can you still change it?',
        'could you send {order} to my office instead of my home?',
      ],
      answer: [
        'Hello {first}, no problem, it has not left us yet. What is the right address?',
        'Hello {first}, gladly. Please write the whole address and we will change it.',
      ],
      more: [
        'It is the second one in my account, the one with the office.',
        'Number 12, same street. Only the number was wrong.',
      ],
      reply: ['Thank you, {order} goes there now.', 'Done. The new address is on the order.'],
    },
    damage: {
      subject: 'Something is wrong with {order}',
      ask: [
        'my parcel {order} arrived today and one piece has a scratch. I have taken a picture.',
        '{order} came today. The box was crushed and one part is damaged, see the picture.',
      ],
      answer: [
        'Hello {first}, I am very sorry. Thank you for the picture, it is easy to see. Would you like another one or your money back?',
        'Hello {first}, that must not happen, please excuse us. We can replace it or refund it, as you prefer.',
      ],
      more: [
        'Another one would be lovely. Do I have to send the old one back?',
        'Please replace it. How long will it take?',
      ],
      reply: [
        'No need to send it back. The new one leaves us tomorrow.',
        'It is set aside for you already and will be with you within the week.',
      ],
    },
    invoice: {
      subject: 'Invoice for {order}',
      ask: [
        'I need an invoice for {order} with the name of my firm on it.',
        'could I have the invoice for {order} as a file? I cannot find it.',
      ],
      answer: [
        'Hello {first}, here is the invoice for {order}. Is there anything else?',
        'Hello {first}, of course, you find it attached.',
      ],
      more: ['Could you add our order reference, PO 4711?', 'Is the tax shown separately?'],
      reply: ['I have added it, here is the new file.', 'Yes, it stands below the sum.'],
    },
    stock: {
      subject: 'Is it there?',
      ask: [
        'is {ware} still available? The site says two are left.',
        'do you have {ware} in the shop, so that I can see it first?',
      ],
      answer: [
        'Hello, yes, {ware} is here. Shall we put it aside for you until Saturday?',
        'Hello, one is left in the shop. We can keep it for two days.',
      ],
      more: ['Yes please, until Saturday would be great.', 'Could you send me one more picture of it?'],
      reply: ['It is set aside under your name.', 'Here you are. The light in the shop is a little warm.'],
    },
    hours: {
      subject: 'Opening hours',
      ask: [
        'are you open on Saturday afternoon?',
        'until when is the shop open today, and where can I park?',
      ],
      answer: [
        'Hello, we are open until six on Saturdays, on weekdays until seven.',
        'Hello, until seven today. The way to us is on the map that I have attached.',
      ],
      more: ['Do I need an appointment to have a look?', 'And is there a car park close by?'],
      reply: ['No, just come in.', 'Yes, behind the house, the first hour is free.'],
    },
    praise: {
      subject: 'Thank you',
      ask: [
        'I only wanted to say how happy we are with what you made. It is even nicer than in the pictures!',
        'everybody asked where it was from. Thank you, {shop}!',
      ],
      answer: [
        'Hello {first}, you have made our day. If you like, we would love to see a picture.',
        'Hello {first}, what a lovely message. I have read it to all of us, thank you!',
      ],
      more: ['Here is one. You may show it if you like.', 'I will certainly come back for another one.'],
      reply: ['It looks wonderful, thank you for letting us show it.', 'We look forward to it!'],
    },
    job: {
      subject: 'Work at {shop}',
      ask: [
        'are you looking for somebody for the weekends? I have worked in a shop for two years.',
        'do you take trainees in summer?',
      ],
      answer: [
        'Hello, thank you for asking. Please send us a short letter, the address is on our site.',
        'Hello, we do. The places for next summer are given out in spring.',
      ],
      more: ['Do you need references as well?', 'May I come by and introduce myself?'],
      reply: ['Not to begin with.', 'Gladly, on a Tuesday or Wednesday morning.'],
    },
    spam: {
      subject: 'Offer',
      ask: [
        'GET 10,000 REAL FOLLOWERS in one week!!! Answer YES and we start today',
        'dear owner, your page will be closed unless you confirm your data with us',
      ],
      answer: ['No, thank you.'],
      more: ['Last chance!!!'],
      reply: ['No, thank you.'],
    },
  },
  trades: {
    jewelry: {
      advice: {
        subject: 'Ring size',
        ask: [
          'I want to surprise my wife with {ware}, but I do not know the size of her ring. What shall I do?',
          'how do I find the right size for a ring without asking?',
        ],
        answer: [
          'Hello, borrow a ring that she wears and lay it on a ruler: the width inside in millimeters is all that we need.',
          'Hello, bring one of her rings along or send us its width inside. One change of size is free with us.',
        ],
        more: ['It is 17 millimeters inside. Which size is that?', 'And if it does not fit in the end?'],
        reply: ['That is size N. We have it here.', 'Then we change it within a week, free of charge.'],
      },
      wish: {
        subject: 'Engraving',
        ask: [
          'could you engrave two rings with a date and our names? The wedding is in six weeks.',
          'is it possible to make {ware} in rose gold?',
        ],
        answer: [
          'Hello, gladly. Six weeks are enough. How many letters shall it be? Up to twenty are included.',
          'Hello, our workshop does that. It takes four weeks, and I will send you a drawing first.',
        ],
        more: [
          'It would be fifteen letters and the date. What will it cost?',
          'A drawing would be wonderful.',
        ],
        reply: [
          'Both together 60. Shall I write it up for you?',
          'Here it is. Tell me what you would like to change.',
        ],
      },
      care: {
        subject: 'Cleaning',
        ask: [
          'my silver has turned dark. Can I clean it at home?',
          'a stone of {ware} moves a little. Should I have it looked at?',
        ],
        answer: [
          'Hello, a soft cloth and warm water with a little soap. No toothpaste, please.',
          'Hello, please do not wear it until we have seen it. Come by, we fix a stone while you wait.',
        ],
        more: ['And how do I keep it bright?', 'What does that cost?'],
        reply: ['Keep it in the pouch that came with it, dry and dark.', 'Nothing in the first two years.'],
      },
    },
    home_goods: {
      advice: {
        subject: 'Measures',
        ask: [
          'does {ware} fit through a door of 75 centimeters?',
          'which size would you take for a room of twelve square meters?',
        ],
        answer: [
          'Hello, yes, without the legs it is 68 wide. They are screwed on in a minute.',
          'Hello, with the measures of the room I can draw it for you. Have you a picture of the wall?',
        ],
        more: ['Is it heavy? We live on the third floor.', 'Here is a picture. The wall is 2.40 long.'],
        reply: [
          'Two people can carry it. We also bring it up.',
          'Then the middle size suits best, I have marked it in the picture.',
        ],
      },
      wish: {
        subject: 'Made to measure',
        ask: [
          'can you make {ware} ten centimeters shorter?',
          'do you have {ware} in another color, a dark green perhaps?',
        ],
        answer: [
          'Hello, our joiner does that, it takes three weeks longer.',
          'Hello, there are twelve colors to choose from. I will send you samples if you like.',
        ],
        more: ['Three weeks are fine. What is the price?', 'Yes please, samples would help.'],
        reply: [
          '80 more than the usual one. I have put the offer in here.',
          'They are in the post, four greens.',
        ],
      },
      care: {
        subject: 'Care',
        ask: [
          'red wine on {ware}, what do I do?',
          'one of the screws for {ware} is missing. Can you send me one?',
        ],
        answer: [
          'Hello, dab it, do not rub it, with cold water. Salt helps while it is wet.',
          'Hello, of course. Is it the long one or the short one? A picture would do.',
        ],
        more: ['Most of it is gone. Can I wash the cover?', 'The long one, see the picture.'],
        reply: ['Yes, cold, and let it dry in the air.', 'It goes out in a letter today.'],
      },
    },
    food: {
      advice: {
        subject: 'Ingredients',
        ask: [
          'are there nuts in {ware}? My son must not have any.',
          'what would you serve with the mountain cheese for eight people?',
        ],
        answer: [
          'Hello, no nuts in it, but it is packed in a room where nuts are handled.',
          'Hello, a dry cider and dark bread. Three pieces are enough for eight.',
        ],
        more: ['And is there something without any trace?', 'Which bread would you take?'],
        reply: ['Yes, everything with the green label.', 'The rye loaf. It comes in fresh on Fridays.'],
      },
      wish: {
        subject: 'Hampers for the office',
        ask: [
          'we need twenty hampers for the people in our office. Can you put a card into each?',
          'could I have the festive hamper without alcohol and without meat?',
        ],
        answer: [
          'Hello, with pleasure. From ten pieces on the cards are free. When do you need them?',
          'Hello, of course. We put in two more kinds of preserves instead.',
        ],
        more: ['On the 18th if that is possible.', 'That sounds good. Is the price the same?'],
        reply: ['The 18th it is. I have written up the offer.', 'Yes, it stays the same.'],
      },
      care: {
        subject: 'Storage',
        ask: ['how long does the mountain cheese keep once it is open?', 'may {ware} go into the freezer?'],
        answer: [
          'Hello, two weeks in the fridge, wrapped in paper and not in foil.',
          'Hello, better not, it loses its taste. A cool cellar is best.',
        ],
        more: ['Is a white spot on it a bad sign?', 'And if there is no cellar?'],
        reply: ['No, that is normal, just wipe it off.', 'The lowest shelf of the fridge will do.'],
      },
    },
  },
  hello: ['Hi,', 'Hello,', 'Hello there,', 'Hi there,'],
  thanks: [
    'Perfect, thank you!',
    'That was quick, thanks a lot.',
    'Great, thanks for your help!',
    'Thank you very much.',
  ],
  welcome: ['You are welcome, {first}!', 'Gladly. Have a nice day!', 'Any time.'],
  away: 'Thank you for your message. Our shop is closed at the moment; we will answer as soon as we are back.',
  nudge: ['Hello? Is anybody there?', 'Have you had time to look at it?'],
  again: [
    'One more thing: can I pay by card when I pick it up?',
    'Sorry, I forgot to ask: do you wrap presents as well?',
  ],
  againAnswer: ['Yes, all cards.', 'Yes, and it costs nothing.'],
  later: [
    'Let me ask the workshop, I will write tomorrow.',
    'I have to look into it and will come back to you tomorrow.',
  ],
  notes: [
    'Is a regular, please be generous.',
    'Asked the workshop, they will call back.',
    'Price was agreed with the manager.',
  ],
  settled: ['Answered.', 'All done.', 'Customer is happy.'],
  silent: 'No further answer.',
  snoozed: 'Waits for the workshop.',
  given: ['Knows this best.', 'Has the phone today.'],
};
