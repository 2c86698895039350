import type { Phrases } from './phrases.ts';

/** What is texted in German. */
export const german: Phrases = {
  placed: '{shop}: Danke, {first}. Ihre Bestellung {order} ist da, wir melden uns, sobald sie unterwegs ist.',
  shipped: '{shop}: Ihre Bestellung {order} ist beim Spediteur.',
  ready: '{shop}: Ihre Bestellung liegt zur Abholung bereit, {first}.',
  feedback: '{shop}: Guten Tag {first}, wie gefällt Ihnen Ihr Einkauf? Antworten Sie einfach hier.',
  pleased: [
    'Sehr schön, danke!',
    'Wir sind sehr zufrieden.',
    'Genau wie gewünscht 😍',
    'Prima. Hier ein Bild!',
  ],
  gladOfIt: ['Das freut uns sehr, danke {first}!', 'Danke für die Rückmeldung!'],
  thanks: ['Danke!', 'Perfekt, vielen Dank.', 'Super 👍'],
  soon: 'Hallo? Könnten Sie bitte nachsehen?',
  wrongNumber: {
    ask: 'Hi Sam, bleibt es bei heute Abend?',
    answer: 'Hier ist {shop}, Sie haben wohl die falsche Nummer.',
    more: 'Oh, Entschuldigung!',
    reply: 'Kein Problem, schönen Abend.',
    summary: 'Falsche Nummer.',
    points: [],
  },
  exchanges: {
    jewelry: [
      {
        ask: 'Ist mein Ring schon aus der Werkstatt zurück?',
        answer: 'Ja, seit heute früh. Sie können ihn bis sieben abholen.',
        more: 'Brauche ich den Beleg?',
        reply: 'Ihr Name genügt.',
        summary: 'Fragt nach geändertem Ring; holt ihn ab.',
        points: ['Ring ist fertig'],
      },
      {
        ask: 'Kann ich heute mit einem Verschluss vorbeikommen?',
        answer: 'Gerne. Der Goldschmied ist bis fünf da.',
        more: 'Vier Uhr würde passen.',
        reply: 'Ist notiert.',
        summary: 'Termin wegen eines Verschlusses.',
        points: ['heute um vier'],
      },
    ],
    home_goods: [
      {
        ask: 'Wann kommt heute die Lieferung?',
        answer: 'Zwischen zwei und vier. Der Fahrer ruft eine halbe Stunde vorher an.',
        more: 'Gut. Bitte den Eingang im Hof nehmen.',
        reply: 'Habe ich dem Fahrer gesagt.',
        summary: 'Fragt nach der Lieferung; Eingang im Hof.',
        points: ['zwischen zwei und vier', 'Eingang im Hof'],
      },
      {
        ask: 'Ein Tischbein wackelt. Was kann ich tun?',
        answer: 'Drehen Sie den Fuß etwas nach links, er lässt sich von Hand verstellen.',
        more: 'Das war es!',
        reply: 'Wunderbar. Sonst kommen wir vorbei.',
        summary: 'Tisch wackelte; Fuß verstellt.',
        points: ['Fuß ist verstellbar'],
      },
    ],
    food: [
      {
        ask: 'Kann ich meine Kiste für Freitag noch ändern?',
        answer: 'Bis morgen Mittag. Was sollen wir weglassen?',
        more: 'Bitte keinen Kohl, lieber mehr Äpfel.',
        reply: 'Kein Kohl, mehr Äpfel. Erledigt.',
        summary: 'Kiste geändert: Äpfel statt Kohl.',
        points: ['kein Kohl', 'mehr Äpfel'],
      },
      {
        ask: 'Ist das Roggenbrot schon da?',
        answer: 'Frisch aus dem Ofen. Sollen wir eins zurücklegen?',
        more: 'Zwei bitte, ich komme um fünf.',
        reply: 'Zwei liegen bereit.',
        summary: 'Zwei Roggenbrote zurückgelegt.',
        points: ['zwei Roggenbrote', 'um fünf'],
      },
    ],
  },
  campaigns: {
    jewelry: [
      '{shop}: Neue Perlen sind da. Schauen Sie diese Woche vorbei. Ende mit STOP.',
      '{shop}: Zehn Prozent auf Gravuren bis Sonntag. Ende mit STOP.',
      '{shop}: Am Samstag reinigen wir Ihren Schmuck kostenlos. Ende mit STOP.',
    ],
    home_goods: [
      '{shop}: Neue Leuchten in der Ausstellung, Donnerstag bis acht offen. Ende mit STOP.',
      '{shop}: Fünfzehn Prozent auf Teppiche bis Sonntag. Ende mit STOP.',
      '{shop}: Die Sessel sind zurück, Lieferung diese Woche frei. Ende mit STOP.',
    ],
    food: [
      '{shop}: Ab Donnerstag frische Pasta, solange sie reicht. Ende mit STOP.',
      '{shop}: Verkostung am Samstag ab elf, bringen Sie Freunde mit. Ende mit STOP.',
      '{shop}: Zu jeder Kiste bis Freitag gibt es ein Glas Honig. Ende mit STOP.',
    ],
  },
  consent: 'Ja, schreiben Sie mir Neuigkeiten und Angebote. Mit STOP kann ich das jederzeit beenden.',
  refusals: ['Bitte keine Nachrichten mehr.', 'Möchte keine Nachrichten.'],
};
