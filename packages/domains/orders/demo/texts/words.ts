import { translations } from '@erp/kit/translations';

/** English | German | Greek. */
export const say = translations(
  ['de', 'el'],
  `
Please ring twice. | Bitte zweimal klingeln. | Χτυπήστε δύο φορές, παρακαλώ.
It is a gift: no invoice in the parcel. | Es ist ein Geschenk: bitte keine Rechnung ins Paket. | Είναι δώρο: χωρίς απόδειξη στο δέμα.
Leave it with the neighbor. | Bitte bei den Nachbarn abgeben. | Αφήστε το στον γείτονα.
Please call before you come. | Bitte vorher anrufen. | Τηλεφωνήστε πριν έρθετε.
The bell is broken, please knock. | Die Klingel geht nicht, bitte klopfen. | Το κουδούνι χάλασε, χτυπήστε την πόρτα.
Best in the afternoon. | Am besten am Nachmittag. | Καλύτερα απόγευμα.
Please wrap it as a present. | Bitte als Geschenk einpacken. | Συσκευασία δώρου, παρακαλώ.
No hurry, next week is fine. | Es eilt nicht, nächste Woche reicht. | Δεν βιάζομαι, και την άλλη εβδομάδα.
The house is at the back of the yard. | Das Haus steht hinten im Hof. | Το σπίτι είναι στο βάθος της αυλής.
Please put a card inside: from all of us. | Bitte eine Karte beilegen: von uns allen. | Βάλτε μια κάρτα: από όλους μας.
All was well, thank you. | Alles war gut, danke. | Όλα καλά, ευχαριστώ.
Lovely packaging. | Wunderschön verpackt. | Υπέροχη συσκευασία.
A day late, but friendly. | Einen Tag zu spät, aber freundlich. | Μία μέρα αργότερα, αλλά ευγενικοί.
Waits for a part. | Wartet auf ein Teil. | Περιμένει ένα είδος.
Does not fit. | Passt nicht. | Δεν ταιριάζει.
Arrived damaged. | Beschädigt angekommen. | Έφτασε χτυπημένο.
Came loose after a week. | Hat sich nach einer Woche gelöst. | Χάλασε μετά από μία εβδομάδα.
Not as on the picture. | Nicht wie auf dem Bild. | Δεν είναι όπως στη φωτογραφία.
Goods came back. | Die Ware kam zurück. | Τα είδη επιστράφηκαν.
The order was cancelled. | Die Bestellung wurde storniert. | Η παραγγελία ακυρώθηκε.
A gesture of goodwill. | Aus Kulanz. | Χειρονομία καλής θέλησης.
Declined by the bank. | Von der Bank abgelehnt. | Απορρίφθηκε από την τράπεζα.
Settled with the customer. | Mit der Kundschaft geklärt. | Διευθετήθηκε με τον πελάτη.
As the customer wants it. | Wie es gewünscht ist. | Όπως το θέλει ο πελάτης.
Out of stock when it was ordered. | Bei der Bestellung nicht auf Lager. | Δεν υπήρχε όταν παραγγέλθηκε.
made to order | Sonderanfertigung | κατά παραγγελία
For ever | Für immer | Για πάντα
`,
);
