import { translations } from '@erp/kit/translations';

/** English | German | Greek. */
export const say = translations(
  ['de', 'el'],
  `
Has given up business. | Hat das Geschäft aufgegeben. | Έκλεισε την επιχείρηση.
Found cheaper elsewhere. | Woanders günstiger gefunden. | Βρέθηκε φθηνότερα αλλού.
Parcels of | Pakete vom | Δέματα
Refinery | Scheideanstalt | Διυλιστήριο
Gem Traders | Edelsteinhandel | Έμποροι λίθων
Chain Works | Kettenwerk | Αλυσίδες
Pearl House | Perlenhaus | Οίκος μαργαριταριών
Case Makers | Etuimacher | Θήκες
Silver Mill | Silberwerk | Ασημουργείο
Timber Yard | Holzhof | Ξυλεία
Weaving Mill | Weberei | Υφαντουργείο
Glass Works | Glashütte | Υαλουργείο
Lamp Makers | Leuchtenmanufaktur | Φωτιστικά
Ceramics | Keramik | Κεραμικά
Foundry | Gießerei | Χυτήριο
Mill | Mühle | Μύλος
Dairy | Molkerei | Γαλακτοκομείο
Orchards | Obsthof | Οπωρώνες
Roastery | Rösterei | Καφεκοπτείο
Oil Press | Ölmühle | Ελαιοτριβείο
Bottlers | Abfüller | Εμφιαλωτήριο
`,
);
