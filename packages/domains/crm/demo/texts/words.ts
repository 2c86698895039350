import { translations } from '@erp/kit/translations';

/** English | German | Greek. */
export const say = translations(
  ['de', 'el'],
  `
Prefers messages to calls. | Schreibt lieber, als zu telefonieren. | Προτιμά τα μηνύματα από τα τηλεφωνήματα.
Asks for an invoice with every order. | Möchte zu jeder Bestellung eine Rechnung. | Ζητά τιμολόγιο σε κάθε παραγγελία.
Comes by the shop after work. | Kommt nach der Arbeit in den Laden. | Περνά από το κατάστημα μετά τη δουλειά.
Collects things for a birthday. | Sammelt Ideen für einen Geburtstag. | Μαζεύει ιδέες για γενέθλια.
Likes to be asked twice. | Möchte in Ruhe überlegen. | Θέλει τον χρόνο του.
Was recommended by a colleague. | Kam auf Empfehlung aus dem Kollegenkreis. | Ήρθε με σύσταση συναδέλφου.
Dr. | Dr. | Δρ.
Prof. | Prof. | Καθ.
Number not in use. | Die Nummer ist nicht vergeben. | Ο αριθμός δεν υπάρχει.
Moved away. | Ist weggezogen. | Μετακόμισε.
No answer. | Keine Antwort. | Δεν απάντησε.
The address does not exist. | Die Adresse gibt es nicht. | Η διεύθυνση δεν υπάρχει.
Write again next month. | Nächsten Monat noch einmal schreiben. | Γράφουμε ξανά τον άλλο μήνα.
Call again next month. | Nächsten Monat noch einmal anrufen. | Τηλεφωνούμε ξανά τον άλλο μήνα.
Win back {month} no. {number} | Rückgewinnung {month} Nr. {number} | Επαναπροσέγγιση {month} αρ. {number}
Bought elsewhere. | Hat woanders gekauft. | Αγόρασε αλλού.
No answer after three tries. | Keine Antwort nach drei Versuchen. | Καμία απάντηση μετά από τρεις προσπάθειες.
The price was above the budget. | Der Preis lag über dem Budget. | Η τιμή ξεπερνούσε τον προϋπολογισμό.
Wanted delivery sooner. | Wollte früher beliefert werden. | Ήθελε νωρίτερα παράδοση.
Put it off for a year. | Hat es um ein Jahr verschoben. | Το ανέβαλε για έναν χρόνο.
Did not answer any more. | Hat nicht mehr geantwortet. | Δεν απάντησε πια.
Only looked around. | Wollte sich nur umsehen. | Ήθελε μόνο να ρίξει μια ματιά.
Found us and asked what we do. | Hat uns gefunden und gefragt, was wir machen. | Μας βρήκε και ρώτησε με τι ασχολούμαστε.
Follows us and asked for the first time. | Folgt uns und hat zum ersten Mal gefragt. | Μας ακολουθεί και ρώτησε για πρώτη φορά.
Came on a recommendation. | Kam auf Empfehlung. | Ήρθε με σύσταση.
Came by the shop and looked around. | War im Laden und hat sich umgesehen. | Πέρασε από το κατάστημα και κοίταξε.
Saw the window and came in. | Hat das Schaufenster gesehen und kam herein. | Είδε τη βιτρίνα και μπήκε.
Saw an ad and asked what we do. | Hat eine Anzeige gesehen und gefragt, was wir machen. | Είδε μια διαφήμιση και ρώτησε με τι ασχολούμαστε.
Was looking for a present and found us. | Hat ein Geschenk gesucht und uns gefunden. | Έψαχνε δώρο και μας βρήκε.
Asked what is new. | Hat gefragt, was es Neues gibt. | Ρώτησε τι νέο υπάρχει.
Wanted to sleep on it. | Wollte eine Nacht darüber schlafen. | Ήθελε να το σκεφτεί.
Asked when there is more of it. | Hat gefragt, wann es mehr davon gibt. | Ρώτησε πότε θα υπάρξει κι άλλο.
Had something to complain of. | Hatte etwas zu beanstanden. | Είχε ένα παράπονο.
Waited long for an answer. | Hat lange auf eine Antwort gewartet. | Περίμενε πολλή ώρα μια απάντηση.
Was told about us by a friend. | Hat über Freunde von uns gehört. | Άκουσε για εμάς από φίλους.
Asked for prices and delivery times. | Hat nach Preisen und Lieferzeiten gefragt. | Ρώτησε τιμές και χρόνους παράδοσης.
Wanted to see pictures. | Wollte Bilder sehen. | Ήθελε να δει φωτογραφίες.
Compared two of our offers. | Hat zwei unserer Angebote verglichen. | Σύγκρινε δύο προσφορές μας.
Asked about returns before deciding. | Hat vor der Entscheidung nach der Rückgabe gefragt. | Ρώτησε για επιστροφές πριν αποφασίσει.
Ordered for the first time. | Hat zum ersten Mal bestellt. | Παρήγγειλε για πρώτη φορά.
We asked how it went: all well. | Wir haben nachgefragt: alles gut. | Ρωτήσαμε πώς πήγε: όλα καλά.
Had a question about care. | Hatte eine Frage zur Pflege. | Είχε μια απορία για τη φύλαξη.
Sent a picture and a friend. | Hat ein Bild geschickt und Freunde mitgebracht. | Έστειλε φωτογραφία και έναν φίλο.
Left a kind word in public. | Hat öffentlich etwas Nettes geschrieben. | Έγραψε δημόσια έναν καλό λόγο.
Heard of us and wanted to know more. | Hatte von uns gehört und wollte mehr wissen. | Μας είχε ακουστά και ήθελε να μάθει περισσότερα.
Asked what it is made of. | Hat gefragt, woraus es gemacht ist. | Ρώτησε από τι είναι φτιαγμένο.
Asked what others buy. | Hat gefragt, was andere kaufen. | Ρώτησε τι παίρνουν οι άλλοι.
Told us what it is for. | Hat erzählt, wofür es sein soll. | Μας είπε για ποιο σκοπό το θέλει.
Asked for a second opinion. | Wollte eine zweite Meinung. | Ζήτησε και δεύτερη γνώμη.
Weighed price against time. | Hat Preis und Zeit abgewogen. | Ζύγισε την τιμή με τον χρόνο.
Had one more question. | Hatte noch eine Frage. | Είχε μία ακόμη ερώτηση.
Bought something for the first time. | Hat zum ersten Mal etwas gekauft. | Αγόρασε κάτι για πρώτη φορά.
Decided, and bought. | Hat sich entschieden und gekauft. | Αποφάσισε και αγόρασε.
The first order is in. | Die erste Bestellung ist da. | Ήρθε η πρώτη παραγγελία.
Asked for advice again. | Hat wieder um Rat gefragt. | Ζήτησε ξανά συμβουλή.
Wanted to know what is coming. | Wollte wissen, was demnächst kommt. | Ήθελε να μάθει τι έρχεται.
Speaks of us to others. | Erzählt anderen von uns. | Μιλά για εμάς σε άλλους.
Offered to be quoted. | Lässt sich gern zitieren. | Δέχτηκε να αναφέρουμε τα λόγια του.
Short and clear. | Kurz und klar. | Σύντομα και καθαρά.
Knew exactly what to ask. | Wusste genau, was zu fragen war. | Ήξερε ακριβώς τι να ρωτήσει.
Needed a moment to explain. | Brauchte einen Moment zum Erklären. | Χρειάστηκε λίγο να εξηγήσει.
Asked for our opening hours too. | Hat auch nach den Öffnungszeiten gefragt. | Ρώτησε και για το ωράριο.
Asked who makes it. | Hat gefragt, wer es herstellt. | Ρώτησε ποιος το φτιάχνει.
Likes things simple. | Mag es unkompliziert. | Προτιμά τα απλά πράγματα.
Wrote it all down. | Hat alles mitgeschrieben. | Τα σημείωσε όλα.
Was in a hurry. | Hatte es eilig. | Βιαζόταν.
Took a while. | Nahm sich Zeit. | Δεν βιάστηκε.
Said that we are easy to reach. | Sagte, wir seien gut zu erreichen. | Είπε ότι μας βρίσκει εύκολα.
Remembered our catalog. | Erinnerte sich an unseren Katalog. | Θυμόταν τον κατάλογό μας.
Asked how we pack. | Hat gefragt, wie wir verpacken. | Ρώτησε πώς συσκευάζουμε.
Came with good questions. | Kam mit guten Fragen. | Ήρθε με καλές ερωτήσεις.
Mentioned a birthday. | Erwähnte einen Geburtstag. | Ανέφερε κάποια γενέθλια.
Wants to stay informed. | Möchte informiert bleiben. | Θέλει να μένει ενήμερος.
Talked about the season. | Sprach über die Jahreszeit. | Μίλησε για την εποχή.
Gave a reason for each wish. | Hatte für jeden Wunsch einen Grund. | Είχε έναν λόγο για κάθε επιθυμία.
Said thank you. | Hat sich bedankt. | Ευχαρίστησε.
Send the catalog. | Katalog schicken. | Στέλνουμε τον κατάλογο.
Make an offer. | Angebot machen. | Κάνουμε προσφορά.
Call within two days. | Innerhalb von zwei Tagen anrufen. | Τηλεφωνούμε μέσα σε δύο μέρες.
Ask for feedback after delivery. | Nach der Lieferung um Rückmeldung bitten. | Ζητάμε γνώμη μετά την παράδοση.
Offer something that goes with it. | Etwas Passendes anbieten. | Προτείνουμε κάτι που ταιριάζει.
Thank them with a voucher. | Mit einem Gutschein danken. | Ευχαριστούμε με μια δωροεπιταγή.
oak shelf | Regal aus Eiche | ράφι από δρυ
a rug for the hall | Teppich für den Flur | χαλί για τον διάδρομο
garden chairs | Gartenstühle | καρέκλες κήπου
linen for the guest room | Bettwäsche für das Gästezimmer | λευκά είδη για τον ξενώνα
gift hamper | Geschenkkorb | καλάθι δώρου
olive oil in cans | Olivenöl im Kanister | ελαιόλαδο σε δοχείο
coffee subscription | Kaffee-Abo | συνδρομή καφέ
cheese for thirty guests | Käse für dreißig Gäste | τυριά για τριάντα καλεσμένους
engagement ring | Verlobungsring | δαχτυλίδι αρραβώνων
pearl earrings | Perlenohrringe | σκουλαρίκια με μαργαριτάρια
a bracelet like grandmother had | ein Armband wie das der Großmutter | ένα βραχιόλι σαν της γιαγιάς
cuff links | Manschettenknöpfe | μανικετόκουμπα
`,
);
