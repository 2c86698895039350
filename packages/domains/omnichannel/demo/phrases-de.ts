import type { Phrases } from './phrases.ts';

/** What is said in German. */
export const german: Phrases = {
  wares: {
    jewelry: [
      'die Perlenkette',
      'das Armband aus Silber',
      'die Brosche mit Saphir',
      'das Paar Ohrringe in Gold',
    ],
    home_goods: [
      'das Regal aus Eiche',
      'die Leuchte aus Glas',
      'das Sofa mit Leinenbezug',
      'die Kommode aus Nussbaum',
    ],
    food: ['die Festtagskiste', 'das Olivenöl vom Hof', 'die Salami aus den Bergen', 'das Kaffeepaket'],
  },
  topics: {
    delivery: {
      subject: 'Lieferung von {order}',
      ask: [
        'ich habe gestern bestellt ({order}). Wann wird die Ware verschickt?',
        'können Sie mir sagen, wann {order} bei Ihnen rausgeht? Am Wochenende sind wir nicht da.',
        'gibt es Neuigkeiten zu meiner Bestellung {order}?',
      ],
      answer: [
        'Guten Tag {first}, {order} wird gerade vorbereitet und geht in den nächsten Tagen raus. Die Sendungsnummer kommt per Nachricht.',
        'Guten Tag {first}, wir packen {order} gerade. Sobald der Spediteur das Paket hat, schicken wir Ihnen die Nummer.',
      ],
      more: [
        'Kann der Fahrer es beim Nachbarn abgeben, wenn niemand zu Hause ist?',
        'Muss ich den Empfang unterschreiben?',
      ],
      reply: [
        'Ja, natürlich. Ich habe es auf dem Paket vermerkt.',
        'Eine Unterschrift ist nötig, aber jeder im Haus darf sie leisten.',
      ],
    },
    address: {
      subject: 'Andere Adresse für {order}',
      ask: [
        'ich habe eben bestellt ({order}) und aus Versehen meine alte Adresse gewählt. Lässt sich das noch ändern?',
        'könnten Sie {order} ins Büro statt nach Hause schicken?',
      ],
      answer: [
        'Guten Tag {first}, kein Problem, es ist noch bei uns. Wie lautet die richtige Adresse?',
        'Guten Tag {first}, gerne. Schreiben Sie uns bitte die ganze Adresse, dann ändern wir sie.',
      ],
      more: [
        'Es ist die zweite in meinem Konto, die mit dem Büro.',
        'Hausnummer 12, gleiche Straße. Nur die Nummer war falsch.',
      ],
      reply: ['Danke, {order} geht jetzt dorthin.', 'Erledigt. Die neue Adresse steht im Auftrag.'],
    },
    damage: {
      subject: 'Mangel bei {order}',
      ask: [
        'mein Paket {order} kam heute an, und ein Teil hat einen Kratzer. Ein Foto habe ich gemacht.',
        '{order} ist heute gekommen. Der Karton war eingedrückt und ein Teil ist beschädigt, siehe Bild.',
      ],
      answer: [
        'Guten Tag {first}, das tut mir sehr leid. Danke für das Bild, man sieht es gut. Möchten Sie Ersatz oder Ihr Geld zurück?',
        'Guten Tag {first}, das darf nicht passieren, bitte entschuldigen Sie. Ersatz oder Erstattung, ganz wie Sie möchten.',
      ],
      more: [
        'Ersatz wäre schön. Muss ich das alte Teil zurückschicken?',
        'Bitte tauschen Sie es um. Wie lange dauert das?',
      ],
      reply: [
        'Zurückschicken müssen Sie nichts. Das neue geht morgen raus.',
        'Es ist schon für Sie zurückgelegt und in einer Woche bei Ihnen.',
      ],
    },
    invoice: {
      subject: 'Rechnung zu {order}',
      ask: [
        'ich brauche zu {order} eine Rechnung auf den Namen meiner Firma.',
        'könnte ich die Rechnung zu {order} als Datei bekommen? Ich finde sie nicht mehr.',
      ],
      answer: [
        'Guten Tag {first}, hier ist die Rechnung zu {order}. Fehlt noch etwas?',
        'Guten Tag {first}, natürlich, sie hängt an.',
      ],
      more: ['Könnten Sie unsere Bestellnummer 4711 ergänzen?', 'Ist die Mehrwertsteuer ausgewiesen?'],
      reply: ['Ist ergänzt, hier die neue Datei.', 'Ja, sie steht unter der Summe.'],
    },
    stock: {
      subject: 'Ist das noch da?',
      ask: [
        'ist {ware} noch zu haben? Auf der Seite steht, es seien noch zwei.',
        'haben Sie {ware} auch im Laden, damit ich vorher schauen kann?',
      ],
      answer: [
        'Guten Tag, ja, {ware} haben wir hier. Sollen wir bis Samstag zurücklegen?',
        'Guten Tag, ein Stück steht noch im Laden. Zwei Tage können wir es reservieren.',
      ],
      more: ['Ja bitte, bis Samstag wäre prima.', 'Könnten Sie mir noch ein Bild davon schicken?'],
      reply: ['Liegt unter Ihrem Namen bereit.', 'Bitte sehr. Das Licht im Laden ist etwas warm.'],
    },
    hours: {
      subject: 'Öffnungszeiten',
      ask: [
        'haben Sie am Samstagnachmittag offen?',
        'bis wann ist der Laden heute offen, und wo kann man parken?',
      ],
      answer: [
        'Guten Tag, samstags haben wir bis sechs offen, unter der Woche bis sieben.',
        'Guten Tag, heute bis sieben. Den Weg zu uns habe ich angehängt.',
      ],
      more: ['Brauche ich einen Termin, um mich umzusehen?', 'Und gibt es einen Parkplatz in der Nähe?'],
      reply: ['Nein, kommen Sie einfach vorbei.', 'Ja, hinter dem Haus, die erste Stunde ist frei.'],
    },
    praise: {
      subject: 'Danke',
      ask: [
        'ich wollte nur sagen, wie glücklich wir mit dem Stück sind. Noch schöner als auf den Bildern!',
        'alle haben gefragt, woher es ist. Danke, {shop}!',
      ],
      answer: [
        'Guten Tag {first}, das freut uns sehr. Wenn Sie mögen, zeigen Sie uns doch ein Bild.',
        'Guten Tag {first}, was für eine schöne Nachricht. Ich habe sie allen vorgelesen, vielen Dank!',
      ],
      more: ['Hier ist eins. Sie dürfen es gerne zeigen.', 'Ich komme bestimmt wieder.'],
      reply: ['Das sieht wunderbar aus, danke, dass wir es zeigen dürfen.', 'Darauf freuen wir uns!'],
    },
    job: {
      subject: 'Arbeit bei {shop}',
      ask: [
        'suchen Sie jemanden für die Wochenenden? Ich habe zwei Jahre im Verkauf gearbeitet.',
        'bieten Sie im Sommer Praktika an?',
      ],
      answer: [
        'Guten Tag, danke für die Nachfrage. Schicken Sie uns bitte ein kurzes Schreiben, die Adresse steht auf der Seite.',
        'Guten Tag, ja. Die Plätze für den nächsten Sommer vergeben wir im Frühjahr.',
      ],
      more: ['Brauchen Sie auch Zeugnisse?', 'Darf ich vorbeikommen und mich vorstellen?'],
      reply: ['Fürs Erste nicht.', 'Gerne, dienstags oder mittwochs am Vormittag.'],
    },
    spam: {
      subject: 'Angebot',
      ask: [
        '10.000 ECHTE FOLLOWER in einer Woche!!! Antworten Sie JA, wir starten heute',
        'sehr geehrter Inhaber, Ihre Seite wird gesperrt, wenn Sie Ihre Daten nicht bei uns bestätigen',
      ],
      answer: ['Nein, danke.'],
      more: ['Letzte Chance!!!'],
      reply: ['Nein, danke.'],
    },
  },
  trades: {
    jewelry: {
      advice: {
        subject: 'Ringgröße',
        ask: [
          'ich möchte meine Frau mit einem Ring überraschen, kenne aber ihre Größe nicht. Was tun?',
          'wie finde ich die passende Ringgröße, ohne zu fragen?',
        ],
        answer: [
          'Guten Tag, leihen Sie sich einen Ring, den sie trägt, und messen Sie innen die Breite in Millimetern.',
          'Guten Tag, bringen Sie einen Ring von ihr mit. Einmal Ändern ist bei uns frei.',
        ],
        more: ['Innen sind es 17 Millimeter. Welche Größe ist das?', 'Und wenn er am Ende nicht passt?'],
        reply: [
          'Das ist Größe 54, die haben wir da.',
          'Dann ändern wir ihn innerhalb einer Woche, kostenlos.',
        ],
      },
      wish: {
        subject: 'Gravur',
        ask: [
          'könnten Sie zwei Ringe mit Datum und Namen gravieren? Die Hochzeit ist in sechs Wochen.',
          'gibt es {ware} auch in Roségold?',
        ],
        answer: [
          'Guten Tag, sehr gerne, sechs Wochen reichen. Wie viele Buchstaben sollen es sein? Zwanzig sind inbegriffen.',
          'Guten Tag, unsere Werkstatt macht das in vier Wochen. Vorher schicke ich Ihnen eine Zeichnung.',
        ],
        more: ['Fünfzehn Buchstaben und das Datum. Was kostet das?', 'Eine Zeichnung wäre wunderbar.'],
        reply: [
          'Beide zusammen 60. Soll ich es aufschreiben?',
          'Hier ist sie. Sagen Sie mir, was Sie ändern möchten.',
        ],
      },
      care: {
        subject: 'Pflege',
        ask: [
          'mein Silber ist dunkel geworden. Kann ich es zu Hause reinigen?',
          'ein Stein ist locker. Soll ich damit vorbeikommen?',
        ],
        answer: [
          'Guten Tag, ein weiches Tuch und warmes Wasser mit etwas Seife. Bitte keine Zahnpasta.',
          'Guten Tag, bitte erst einmal nicht tragen. Kommen Sie vorbei, wir fassen ihn gleich neu.',
        ],
        more: ['Und wie bleibt es hell?', 'Was kostet das?'],
        reply: ['Im Beutel, trocken und dunkel.', 'In den ersten zwei Jahren nichts.'],
      },
    },
    home_goods: {
      advice: {
        subject: 'Maße',
        ask: [
          'passt {ware} durch eine Tür von 75 Zentimetern?',
          'welche Größe würden Sie bei einem Zimmer von zwölf Quadratmetern nehmen?',
        ],
        answer: [
          'Guten Tag, ja, ohne Füße ist die Breite 68. Angeschraubt sind sie in einer Minute.',
          'Guten Tag, mit den Maßen des Zimmers zeichne ich es Ihnen gerne. Haben Sie ein Bild der Wand?',
        ],
        more: ['Ist es schwer? Wir wohnen im dritten Stock.', 'Hier ein Bild. Die Wand ist 2,40 lang.'],
        reply: [
          'Zu zweit geht es. Wir tragen auch hoch.',
          'Dann passt die mittlere Größe am besten, ich habe sie eingezeichnet.',
        ],
      },
      wish: {
        subject: 'Nach Maß',
        ask: [
          'können Sie {ware} zehn Zentimeter kürzer bauen?',
          'gibt es {ware} in einer anderen Farbe, vielleicht in Dunkelgrün?',
        ],
        answer: [
          'Guten Tag, das macht unser Tischler, es dauert drei Wochen länger.',
          'Guten Tag, es gibt zwölf Farben. Wenn Sie mögen, schicke ich Muster.',
        ],
        more: ['Drei Wochen sind in Ordnung. Was kostet es?', 'Ja bitte, Muster würden helfen.'],
        reply: ['80 mehr als sonst. Das Angebot habe ich angehängt.', 'Sind in der Post, vier Grüntöne.'],
      },
      care: {
        subject: 'Pflege und Aufbau',
        ask: [
          'Rotwein auf dem Bezug, was mache ich?',
          'für {ware} fehlt eine Schraube. Können Sie mir eine schicken?',
        ],
        answer: [
          'Guten Tag, mit kaltem Wasser tupfen, nicht reiben. Solange es feucht ist, hilft Salz.',
          'Guten Tag, natürlich. Die lange oder die kurze? Ein Bild genügt.',
        ],
        more: ['Das meiste ist weg. Kann ich den Bezug waschen?', 'Die lange, siehe Bild.'],
        reply: ['Ja, kalt, und an der Luft trocknen lassen.', 'Geht heute im Brief raus.'],
      },
    },
    food: {
      advice: {
        subject: 'Zutaten',
        ask: ['sind in {ware} Nüsse? Mein Sohn verträgt keine.', 'was passt für acht Personen zum Bergkäse?'],
        answer: [
          'Guten Tag, Nüsse sind keine drin, aber im selben Raum werden welche verpackt.',
          'Guten Tag, ein trockener Apfelwein und dunkles Brot. Drei Stück reichen für acht.',
        ],
        more: ['Gibt es auch etwas ganz ohne Spuren?', 'Welches Brot würden Sie nehmen?'],
        reply: ['Ja, alles mit dem grünen Etikett.', 'Den Roggenlaib, freitags kommt er frisch.'],
      },
      wish: {
        subject: 'Kisten für das Büro',
        ask: [
          'wir brauchen zwanzig Kisten für unsere Leute im Büro. Kann in jede eine Karte?',
          'könnte ich die Festtagskiste ohne Alkohol und ohne Fleisch haben?',
        ],
        answer: [
          'Guten Tag, sehr gerne, ab zehn Stück sind die Karten frei. Wann brauchen Sie sie?',
          'Guten Tag, natürlich. Dafür legen wir zwei Sorten Eingemachtes dazu.',
        ],
        more: ['Am 18., wenn das geht.', 'Das klingt gut. Bleibt der Preis gleich?'],
        reply: ['Dann am 18. Das Angebot ist geschrieben.', 'Ja, er bleibt gleich.'],
      },
      care: {
        subject: 'Lagerung',
        ask: ['wie lange hält sich der Bergkäse nach dem Öffnen?', 'darf {ware} ins Gefrierfach?'],
        answer: [
          'Guten Tag, zwei Wochen im Kühlschrank, in Papier und nicht in Folie.',
          'Guten Tag, lieber nicht, der Geschmack leidet. Ein kühler Keller ist am besten.',
        ],
        more: ['Ist ein weißer Fleck ein schlechtes Zeichen?', 'Und wenn es keinen Keller gibt?'],
        reply: ['Nein, das ist normal, einfach abwischen.', 'Dann unten im Kühlschrank.'],
      },
    },
  },
  hello: ['Hallo,', 'Guten Tag,', 'Moin,', 'Liebes Team,'],
  thanks: [
    'Perfekt, vielen Dank!',
    'Das ging schnell, danke!',
    'Super, danke für die Hilfe!',
    'Herzlichen Dank.',
  ],
  welcome: ['Gern geschehen, {first}!', 'Gerne. Einen schönen Tag noch!', 'Jederzeit.'],
  away: 'Danke für Ihre Nachricht. Unser Laden ist gerade geschlossen; wir antworten, sobald wir zurück sind.',
  nudge: ['Hallo? Ist jemand da?', 'Konnten Sie schon nachsehen?'],
  again: [
    'Noch etwas: Kann ich beim Abholen mit Karte zahlen?',
    'Das habe ich vergessen: Packen Sie auch Geschenke ein?',
  ],
  againAnswer: ['Ja, mit allen Karten.', 'Ja, und es kostet nichts.'],
  later: [
    'Da frage ich in der Werkstatt nach und schreibe morgen.',
    'Das muss ich klären, ich melde mich morgen.',
  ],
  notes: [
    'Stammkunde, bitte großzügig sein.',
    'Werkstatt gefragt, sie ruft zurück.',
    'Der Preis ist mit der Leitung abgesprochen.',
  ],
  settled: ['Beantwortet.', 'Alles erledigt.', 'Kunde ist zufrieden.'],
  silent: 'Keine weitere Antwort.',
  snoozed: 'Wartet auf die Werkstatt.',
  given: ['Kennt sich damit am besten aus.', 'Hat heute Telefondienst.'],
};
