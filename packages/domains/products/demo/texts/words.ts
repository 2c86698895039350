import { translations } from '@erp/kit/translations';

/** English | German | Greek. */
export const say = translations(
  ['de', 'el'],
  `
Weight | Gewicht | Βάρος
Handmade | Handarbeit | Χειροποίητο
Origin | Herkunft | Προέλευση
Introduced | Neu seit | Από
Care | Pflege | Φροντίδα
Size | Größe | Μέγεθος
Metal | Metall | Μέταλλο
Color | Farbe | Χρώμα
Length | Länge | Μήκος
Stone | Stein | Πέτρα
Charm | Anhänger | Φυλαχτό
Intention | Absicht | Πρόθεση
Element | Element | Στοιχείο
Collection | Kollektion | Συλλογή
Grams, without the parcel. | Gramm, ohne Verpackung. | Γραμμάρια, χωρίς τη συσκευασία.
Whether it was made by hand. | Ob es von Hand gemacht ist. | Αν φτιάχτηκε στο χέρι.
Where it was made. | Wo es gemacht wurde. | Πού φτιάχτηκε.
First day in the shop. | Erster Tag im Laden. | Πρώτη μέρα στο κατάστημα.
How to keep it well. | Wie es lange hält. | Πώς διατηρείται καλά.
As it is written on the label. | Wie es auf dem Etikett steht. | Όπως γράφει η ετικέτα.
Alloy or plating. | Legierung oder Auflage. | Κράμα ή επίστρωση.
As a person would call it. | Wie man sie nennen würde. | Όπως θα το έλεγε κανείς.
Of chains and cables. | Von Ketten und Kabeln. | Για αλυσίδες και καλώδια.
Kind of stone. | Art des Steins. | Είδος πέτρας.
Figure that hangs on it. | Figur, die daran hängt. | Η φιγούρα που κρέμεται.
What it is worn for. | Wofür es getragen wird. | Γιατί το φορά κανείς.
Earth, water, fire or air. | Erde, Wasser, Feuer oder Luft. | Γη, νερό, φωτιά ή αέρας.
Own workshop | Eigene Werkstatt | Δικό μας εργαστήριο
Regional | Regional | Τοπικό
Europe | Europa | Ευρώπη
Overseas | Übersee | Εκτός Ευρώπης
Silver | Silber | Ασήμι
Gold vermeil | Vergoldetes Silber | Επίχρυσο ασήμι
Gold 14 kt | Gold 585 | Χρυσός 14 κ.
Sea | Meer | Θάλασσα
Garden | Garten | Κήπος
Night sky | Nachthimmel | Νυχτερινός ουρανός
Pearl | Perle | Μαργαριτάρι
Garnet | Granat | Γρανάτης
Sapphire | Saphir | Ζαφείρι
Sand | Sand | Άμμος
Moss | Moos | Βρύο
Ink | Tinte | Μελάνι
Amber | Bernstein | Κεχριμπάρι
Moon | Mond | Φεγγάρι
Leaf | Blatt | Φύλλο
Small | Klein | Μικρό
Medium | Mittel | Μεσαίο
Large | Groß | Μεγάλο
Calm | Ruhe | Ηρεμία
Courage | Mut | Θάρρος
Earth | Erde | Γη
Water | Wasser | Νερό
Fire | Feuer | Φωτιά
Air | Luft | Αέρας
Wipe with a dry cloth. | Mit einem trockenen Tuch abwischen. | Σκουπίζεται με στεγνό πανί.
Keep dry and cool. | Trocken und kühl aufbewahren. | Σε ξηρό και δροσερό μέρος.
By hand, lukewarm. | Von Hand, lauwarm. | Στο χέρι, με χλιαρό νερό.
Keep from direct sun. | Vor direkter Sonne schützen. | Μακριά από τον ήλιο.
Put together in our own workshop. | In der eigenen Werkstatt zusammengesetzt. | Συναρμολογείται στο εργαστήριό μας.
Cuttings that cannot be used. | Verschnitt, der nicht zu brauchen ist. | Υπολείμματα που δεν χρησιμοποιούνται.
Cycle count, first third. | Laufende Inventur, erstes Drittel. | Κυλιόμενη απογραφή, πρώτο τρίτο.
Cycle count, second third. | Laufende Inventur, zweites Drittel. | Κυλιόμενη απογραφή, δεύτερο τρίτο.
Given up: a delivery came in between. | Abgebrochen: eine Lieferung kam dazwischen. | Διακόπηκε: μεσολάβησε παραλαβή.
Before the season. | Vor der Saison. | Πριν από τη σεζόν.
Before the end of the year. | Vor dem Jahresende. | Πριν από το τέλος του έτους.
Damaged in storage. | Im Lager beschädigt. | Φθορά στην αποθήκη.
Found behind the shelf. | Hinter dem Regal gefunden. | Βρέθηκε πίσω από το ράφι.
The cart was emptied. | Der Warenkorb wurde geleert. | Το καλάθι άδειασε.
Counted twice. | Zweimal gezählt. | Μετρήθηκε δύο φορές.
Count again. | Noch einmal zählen. | Να μετρηθεί ξανά.
Main warehouse | Hauptlager | Κεντρική αποθήκη
Shop | Laden | Κατάστημα
Workshop | Werkstatt | Εργαστήριο
Direct from the supplier | Direkt vom Lieferanten | Απευθείας από τον προμηθευτή
Stand for fairs | Messestand | Περίπτερο εκθέσεων
Old warehouse | Altes Lager | Παλιά αποθήκη
`,
);
