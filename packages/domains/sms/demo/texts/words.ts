import { translations } from '@erp/kit/translations';

/** English | German | Greek. */
export const say = translations(
  ['de', 'el'],
  `
Main number | Hauptnummer | Κύριος αριθμός
Support line | Service-Nummer | Γραμμή υποστήριξης
Fallback | Ersatz | Εφεδρικό
Number of before | Frühere Nummer | Παλιός αριθμός
Main account | Hauptkonto | Κύριος λογαριασμός
Account of before | Früheres Konto | Παλιός λογαριασμός
Order updates | Bestellungen | Πορεία παραγγελιών
Season greetings | Saisongrüße | Εποχικές ευχές
Support desk | Kundendienst | Υποστήριξη
Club offers | Klubangebote | Προσφορές μελών
Shop line | Ladenleitung | Γραμμή καταστήματος
Newsletter of before | Früherer Newsletter | Παλιό ενημερωτικό
Orders that were received, sent and are ready. | Bestellungen: eingegangen, versandt, abholbereit. | Παραγγελίες που ελήφθησαν, στάλθηκαν ή είναι έτοιμες.
The large campaigns of the year. | Die großen Aktionen des Jahres. | Οι μεγάλες καμπάνιες της χρονιάς.
Questions and how things are liked. | Fragen und wie es gefällt. | Ερωτήσεις και εντυπώσεις.
Offers for those who want them. | Angebote für alle, die sie möchten. | Προσφορές για όσους τις θέλουν.
Answers of the people in the shop. | Antworten aus dem Laden. | Απαντήσεις από το κατάστημα.
Given up for the club. | Durch den Klub ersetzt. | Αντικαταστάθηκε από τη λέσχη.
`,
);
