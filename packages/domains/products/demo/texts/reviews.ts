/**
 * What reviews say, by language: a title, what they say of the goods and what of the rest, by the number of stars. A review
 * is put together of one of each, so that few of them are the same.
 */
export interface ReviewTexts {
  readonly titles: Readonly<Record<number, readonly string[]>>;
  readonly goods: Readonly<Record<number, readonly string[]>>;
  readonly rest: Readonly<Record<number, readonly string[]>>;
}

const EN: ReviewTexts = {
  titles: {
    5: [
      'Better than in the picture',
      'Lovely',
      'Just right',
      'Would buy again',
      'Worth every penny',
      'A joy',
      'Perfect gift',
      'So well made',
    ],
    4: ['Very good', 'Happy with it', 'Nearly perfect', 'Good value', 'Nice work', 'As hoped'],
    3: ['As described', 'All right', 'Does what it should', 'Mixed feelings', 'Average'],
    2: ['Not for me', 'Expected more', 'A little disappointed', 'Sent it back'],
    1: ['Arrived damaged', 'Not what I ordered', 'Let down', 'Never again'],
  },
  goods: {
    5: [
      'I have bought it twice already, once for myself and once as a gift.',
      'Everybody asks me where I found it.',
      'The quality is far above what I am used to at this price.',
      'It looks even better in daylight.',
      'You can tell that somebody took their time over it.',
      'My sister wanted one as soon as she saw mine.',
      'We use it every day and it still looks new.',
      'Exactly what I had been looking for.',
      'It feels solid, and nothing about it is for show.',
      'The details are beautiful, right down to the edges.',
      'It was the best present of the year, I was told.',
      'After three months it is as good as on the first day.',
    ],
    4: [
      'Good quality, and close to what the pictures promise.',
      'A little smaller than I thought, but I am keeping it.',
      'Well made; only the color is a shade darker.',
      'It does its job nicely.',
      'I like it more with every week.',
      'Good for the price, with one small flaw underneath.',
      'Pretty and practical, which is rare.',
      'I would have liked a few words on how to care for it.',
      'Solid work, if a bit heavier than expected.',
    ],
    3: [
      'It does what it should.',
      'For the price I had hoped for a bit more.',
      'The idea is good, the finish could be better.',
      'Fine for a guest, not for every day.',
      'Nothing wrong with it, nothing special either.',
      'One side is nicer than the other.',
    ],
    2: [
      'The color is not that of the picture.',
      'It is much smaller than it looks.',
      'It showed marks after a week.',
      'I do not see what it costs so much for.',
    ],
    1: [
      'One part was broken.',
      'It came in the wrong size.',
      'It did not last a month.',
      'There was a crack right through it.',
    ],
  },
  rest: {
    5: [
      'It came well packed and two days early.',
      'The handwritten card was a nice touch.',
      'Questions were answered within the hour.',
      'The parcel arrived the next morning.',
      'Friendly people, I will be back.',
      'Thank you!',
      'Even the box is too good to throw away.',
      'Ordering was easy and quick.',
      'I have told all my friends.',
      'Keep it up.',
    ],
    4: [
      'The parcel could do with less paper.',
      'Delivery took a day longer than promised.',
      'All in all a good buy.',
      'Service was friendly.',
      'I would order here again.',
      'Packed with care.',
      'The invoice came late, everything else was fine.',
    ],
    3: [
      'Delivery was quick, though.',
      'Let us see how long it lasts.',
      'I am keeping it.',
      'The parcel had been opened on one side.',
      'Service tried its best.',
    ],
    2: [
      'I sent it back without any trouble.',
      'At least returning it was easy.',
      'It took three mails to get an answer.',
      'The packaging was too thin.',
    ],
    1: [
      'It took a week until somebody answered.',
      'It was replaced in the end.',
      'I am still waiting for my money.',
      'The parcel was wet.',
    ],
  },
};

const DE: ReviewTexts = {
  titles: {
    5: [
      'Schöner als auf dem Bild',
      'Ein Lieblingsstück',
      'Genau richtig',
      'Jederzeit wieder',
      'Jeden Cent wert',
      'Eine Freude',
      'Tolles Geschenk',
      'Sehr gut verarbeitet',
    ],
    4: ['Sehr gut', 'Zufrieden', 'Fast perfekt', 'Guter Preis', 'Schöne Arbeit', 'Wie erhofft'],
    3: ['Wie beschrieben', 'In Ordnung', 'Erfüllt seinen Zweck', 'Gemischte Gefühle', 'Mittelmaß'],
    2: ['Nichts für mich', 'Mehr erwartet', 'Etwas enttäuscht', 'Ging zurück'],
    1: ['Beschädigt angekommen', 'Falsch geliefert', 'Enttäuscht', 'Nie wieder'],
  },
  goods: {
    5: [
      'Ich habe es schon zweimal gekauft, einmal für mich und einmal als Geschenk.',
      'Alle fragen mich, woher ich es habe.',
      'Die Qualität ist weit besser, als ich es für den Preis gewohnt bin.',
      'Bei Tageslicht sieht es noch schöner aus.',
      'Man merkt, dass sich jemand Zeit dafür genommen hat.',
      'Meine Schwester wollte sofort auch eines haben.',
      'Wir benutzen es jeden Tag, und es sieht aus wie neu.',
      'Genau das hatte ich lange gesucht.',
      'Es ist solide, und nichts daran ist nur Schau.',
      'Die Einzelheiten sind wunderbar, bis an die Kanten.',
      'Es war das beste Geschenk des Jahres, hieß es.',
      'Nach drei Monaten so gut wie am ersten Tag.',
    ],
    4: [
      'Gute Qualität und nah an dem, was die Bilder versprechen.',
      'Etwas kleiner als gedacht, aber ich behalte es.',
      'Gut gemacht, nur die Farbe ist einen Ton dunkler.',
      'Es tut seinen Dienst.',
      'Es gefällt mir mit jeder Woche besser.',
      'Gut für den Preis, mit einem kleinen Fehler auf der Unterseite.',
      'Schön und praktisch zugleich, das ist selten.',
      'Ein paar Worte zur Pflege hätte ich mir gewünscht.',
      'Solide Arbeit, wenn auch schwerer als erwartet.',
    ],
    3: [
      'Es tut, was es soll.',
      'Für den Preis hatte ich etwas mehr erhofft.',
      'Die Idee ist gut, die Ausführung könnte besser sein.',
      'Für Gäste reicht es, für jeden Tag nicht.',
      'Nichts daran ist falsch, nichts besonders.',
      'Die eine Seite ist schöner als die andere.',
    ],
    2: [
      'Die Farbe ist nicht die vom Bild.',
      'Es ist viel kleiner, als es aussieht.',
      'Nach einer Woche hatte es Flecken.',
      'Ich verstehe nicht, wofür es so viel kostet.',
    ],
    1: [
      'Ein Teil war zerbrochen.',
      'Es kam in der falschen Größe.',
      'Es hielt keinen Monat.',
      'Ein Riss ging quer hindurch.',
    ],
  },
  rest: {
    5: [
      'Es kam gut verpackt und zwei Tage früher als angekündigt.',
      'Die handgeschriebene Karte war eine schöne Geste.',
      'Fragen wurden innerhalb einer Stunde beantwortet.',
      'Das Paket war am nächsten Morgen da.',
      'Freundliche Leute, ich komme wieder.',
      'Danke!',
      'Selbst die Schachtel ist zu schade zum Wegwerfen.',
      'Das Bestellen ging leicht und schnell.',
      'Ich habe es allen Freunden erzählt.',
      'Weiter so.',
    ],
    4: [
      'Das Paket käme mit weniger Papier aus.',
      'Die Lieferung dauerte einen Tag länger als versprochen.',
      'Alles in allem ein guter Kauf.',
      'Die Beratung war freundlich.',
      'Ich würde wieder hier bestellen.',
      'Mit Sorgfalt verpackt.',
      'Die Rechnung kam spät, alles andere war gut.',
    ],
    3: [
      'Die Lieferung war immerhin schnell.',
      'Mal sehen, wie lange es hält.',
      'Ich behalte es.',
      'Das Paket war an einer Seite offen.',
      'Der Service hat sich bemüht.',
    ],
    2: [
      'Die Rücksendung ging ohne Ärger.',
      'Wenigstens war das Zurückschicken einfach.',
      'Es brauchte drei Mails bis zur Antwort.',
      'Die Verpackung war zu dünn.',
    ],
    1: [
      'Es dauerte eine Woche, bis jemand antwortete.',
      'Am Ende wurde es ersetzt.',
      'Ich warte noch auf mein Geld.',
      'Das Paket war nass.',
    ],
  },
};

const FR: ReviewTexts = {
  titles: {
    5: ['Mieux que sur la photo', 'Ravissant', 'Parfait', 'À racheter', 'Un vrai plaisir', 'Très bien fait'],
    4: ['Très bien', 'Satisfait', 'Presque parfait', 'Bon prix', 'Beau travail'],
    3: ['Conforme', 'Correct', 'Fait son office', 'Avis partagé'],
    2: ['Pas pour moi', 'J’attendais mieux', 'Un peu déçu'],
    1: ['Arrivé abîmé', 'Mauvais article', 'Déçu'],
  },
  goods: {
    5: [
      'Je l’ai déjà acheté deux fois, pour moi et pour offrir.',
      'Tout le monde me demande où je l’ai trouvé.',
      'La qualité dépasse de loin le prix.',
      'Encore plus beau à la lumière du jour.',
      'On voit que quelqu’un y a passé du temps.',
      'Nous l’utilisons tous les jours et il paraît neuf.',
      'Exactement ce que je cherchais.',
      'Les finitions sont superbes.',
    ],
    4: [
      'Bonne qualité, proche des photos.',
      'Un peu plus petit que prévu, mais je le garde.',
      'Bien fait, la couleur est juste plus foncée.',
      'Il me plaît chaque semaine davantage.',
      'Joli et pratique, c’est rare.',
    ],
    3: [
      'Il fait ce qu’il doit faire.',
      'Pour ce prix, j’espérais un peu mieux.',
      'Bonne idée, finition moyenne.',
    ],
    2: ['La couleur n’est pas celle de la photo.', 'Bien plus petit qu’il n’y paraît.'],
    1: ['Une pièce était cassée.', 'Reçu dans la mauvaise taille.'],
  },
  rest: {
    5: [
      'Bien emballé et en avance de deux jours.',
      'La petite carte écrite à la main m’a touché.',
      'Réponse à mes questions dans l’heure.',
      'Merci !',
      'Je reviendrai.',
      'Commande simple et rapide.',
    ],
    4: [
      'Un peu trop de papier dans le colis.',
      'Un jour de retard.',
      'Un bon achat au total.',
      'Je recommanderai ici.',
    ],
    3: ['Livraison rapide tout de même.', 'On verra combien de temps il tient.'],
    2: ['Le retour a été facile.', 'Il a fallu trois mails pour une réponse.'],
    1: ['Une semaine sans réponse.', 'Il a été remplacé à la fin.'],
  },
};

/** By the language of a locale; English for those that have none. */
export const REVIEW_TEXTS: Readonly<Record<string, ReviewTexts>> = { de: DE, en: EN, fr: FR };
