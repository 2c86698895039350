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
Packed with much care. | Sehr sorgfältig verpackt. | Πολύ προσεγμένη συσκευασία.
Came sooner than expected. | Kam früher als erwartet. | Ήρθε νωρίτερα απ’ όσο περίμενα.
Will order again. | Bestelle gern wieder. | Θα ξαναπαραγγείλω.
The carton was too large. | Der Karton war zu groß. | Το κουτί ήταν πολύ μεγάλο.
Friendly on the telephone. | Freundlich am Telefon. | Ευγενικοί στο τηλέφωνο.
A day late, but friendly. | Einen Tag zu spät, aber freundlich. | Μία μέρα αργότερα, αλλά ευγενικοί.
Everything as agreed. | Alles wie besprochen. | Όλα όπως τα είπαμε.
Just what was in the picture. | Genau wie auf dem Bild. | Ακριβώς όπως στη φωτογραφία.
The driver was kind. | Der Fahrer war freundlich. | Ο οδηγός ήταν ευγενικός.
Easy to order. | Einfach zu bestellen. | Εύκολη παραγγελία.
It has found its place. | Es hat seinen Platz gefunden. | Βρήκε τη θέση του.
Nothing was missing. | Es fehlte nichts. | Δεν έλειπε τίποτα.
Please tell everybody in the team. | Bitte an alle im Team weitergeben. | Πείτε το σε όλη την ομάδα.
That is rare today. | Das ist heute selten. | Σπάνιο σήμερα.
I have told my neighbors. | Ich habe es den Nachbarn erzählt. | Το είπα στους γείτονες.
The next order is planned. | Die nächste Bestellung ist schon geplant. | Η επόμενη παραγγελία είναι στα σκαριά.
More pictures would be nice. | Mehr Bilder wären schön. | Θα ήθελα περισσότερες φωτογραφίες.
Nothing else to say. | Mehr gibt es nicht zu sagen. | Τίποτε άλλο.
Thank you for asking. | Danke der Nachfrage. | Ευχαριστώ που ρωτάτε.
Keep the catalog coming. | Schickt gern weiter den Katalog. | Συνεχίστε να στέλνετε τον κατάλογο.
A little less tape next time. | Beim nächsten Mal etwas weniger Klebeband. | Λιγότερη ταινία την άλλη φορά.
My family says so, too. | Das sagt auch meine Familie. | Το λέει και η οικογένειά μου.
The mail in between was helpful. | Die Mail zwischendurch war hilfreich. | Το ενδιάμεσο μήνυμα βοήθησε.
Opening hours on Saturday would be good. | Öffnungszeiten am Samstag wären gut. | Καλό θα ήταν να ανοίγετε και Σάββατο.
The gate is open by day. | Das Tor ist tagsüber offen. | Η αυλόπορτα είναι ανοιχτή τη μέρα.
The name on the bell is another one. | An der Klingel steht ein anderer Name. | Στο κουδούνι γράφει άλλο όνομα.
Beware of the dog, it only barks. | Vorsicht, Hund: bellt nur. | Έχουμε σκύλο, μόνο γαβγίζει.
Please use little packaging. | Bitte wenig Verpackung. | Με λίγη συσκευασία, παρακαλώ.
Thank you! | Danke! | Ευχαριστώ!
Many thanks in advance. | Vielen Dank im Voraus. | Ευχαριστώ εκ των προτέρων.
I am looking forward to it. | Ich freue mich darauf. | Το περιμένω με χαρά.
Kind regards. | Viele Grüße. | Χαιρετισμούς.
Write to me if anything is unclear. | Bei Fragen bitte schreiben. | Γράψτε μου για κάθε απορία.
You have helped me before. | Sie haben mir schon einmal geholfen. | Με έχετε ξαναβοηθήσει.
It is important to me. | Das ist mir wichtig. | Είναι σημαντικό για μένα.
Only if it is no trouble. | Nur wenn es keine Umstände macht. | Μόνο αν δεν σας κάνει κόπο.
Waits for the rest of the goods. | Wartet auf den Rest der Ware. | Περιμένει τα υπόλοιπα είδη.
The address has to be asked for. | Die Adresse muss erfragt werden. | Πρέπει να ζητηθεί η διεύθυνση.
The customer is away. | Die Kundschaft ist verreist. | Ο πελάτης λείπει.
Ordered twice by mistake. | Aus Versehen doppelt bestellt. | Παραγγέλθηκε δύο φορές κατά λάθος.
Changed their mind. | Hat es sich anders überlegt. | Άλλαξε γνώμη.
Found it elsewhere. | Hat es woanders gefunden. | Το βρήκε αλλού.
Would have come too late. | Wäre zu spät gekommen. | Θα έφτανε πολύ αργά.
Wants another size of it. | Möchte eine andere Größe. | Θέλει άλλο μέγεθος.
Does not fit. | Passt nicht. | Δεν ταιριάζει.
Arrived damaged. | Beschädigt angekommen. | Έφτασε χτυπημένο.
Is not needed after all. | Wird doch nicht gebraucht. | Τελικά δεν χρειάζεται.
The clasp does not close any more. | Der Verschluss schließt nicht mehr. | Το κούμπωμα δεν κλείνει πια.
Does not fit into the room. | Passt nicht in den Raum. | Δεν χωράει στο δωμάτιο.
The lid was open. | Der Deckel war offen. | Το καπάκι ήταν ανοιχτό.
Is hardly good for a week any more. | Ist kaum noch eine Woche haltbar. | Λήγει σε λιγότερο από μία εβδομάδα.
Not what was ordered. | Nicht das, was bestellt war. | Δεν είναι αυτό που παραγγέλθηκε.
Came loose after a week. | Hat sich nach einer Woche gelöst. | Χάλασε μετά από μία εβδομάδα.
Not as on the picture. | Nicht wie auf dem Bild. | Δεν είναι όπως στη φωτογραφία.
Goods came back. | Die Ware kam zurück. | Τα είδη επιστράφηκαν.
The order was cancelled. | Die Bestellung wurde storniert. | Η παραγγελία ακυρώθηκε.
A gesture of goodwill. | Aus Kulanz. | Χειρονομία καλής θέλησης.
Declined by the bank. | Von der Bank abgelehnt. | Απορρίφθηκε από την τράπεζα.
Another one was sent. | Ein anderes Stück wurde geschickt. | Στάλθηκε άλλο τεμάχιο.
Mended and sent back. | Repariert und zurückgeschickt. | Επισκευάστηκε και στάλθηκε πίσω.
The money went back. | Das Geld wurde erstattet. | Τα χρήματα επιστράφηκαν.
A voucher over the price was sent. | Ein Gutschein über den Preis wurde geschickt. | Στάλθηκε δωροεπιταγή για την αξία του.
The wrapping that is wished for. | Die gewünschte Verpackung. | Το περιτύλιγμα που ζητήθηκε.
The one that is meant. | Das Stück, das gemeint ist. | Αυτό που εννοείται.
Like this one, please. | So wie dieses, bitte. | Σαν αυτό, παρακαλώ.
The receipt of an earlier order. | Die Quittung einer früheren Bestellung. | Η απόδειξη παλαιότερης παραγγελίας.
As the customer wants it. | Wie es gewünscht ist. | Όπως το θέλει ο πελάτης.
Out of stock when it was ordered. | Bei der Bestellung nicht auf Lager. | Δεν υπήρχε όταν παραγγέλθηκε.
made to order | Sonderanfertigung | κατά παραγγελία
For ever | Für immer | Για πάντα
`,
);
