import { translations } from '@erp/kit/translations';

/** English | German | Greek. */
export const say = translations(
  ['de', 'el'],
  `
Workshop | Werkstatt | Εργαστήριο
Warehouse | Lager | Αποθήκη
Kitchen | Küche | Κουζίνα
Sales | Verkauf | Πωλήσεις
Office | Büro | Γραφείο
Vacation | Urlaub | Άδεια
Sickness | Krankheit | Ασθένεια
Parental leave | Elternzeit | Γονική άδεια
Somebody to build on. | Auf diese Arbeit ist Verlass. | Πολύ καλή δουλειά.
Shows the new ones how it is done. | Zeigt den Neuen, wie es geht. | Δείχνει στους νέους πώς γίνεται.
Good with people, brief on paper. | Gut mit Menschen, knapp auf dem Papier. | Πολύ καλά με τον κόσμο, λίγα στο χαρτί.
Needs more practice; we meet every month. | Braucht mehr Übung; wir sprechen jeden Monat. | Θέλει εξάσκηση· τα λέμε κάθε μήνα.
Had a difficult half-year, and says so. | Hatte ein schweres Halbjahr und sagt das auch. | Δύσκολο εξάμηνο, και το λέει.
Reliable; could ask for help earlier. | Zuverlässig; könnte früher um Hilfe bitten. | Αξιοπιστία· θα μπορούσε να ζητά βοήθεια νωρίτερα.
Please give an example for each mark. | Bitte zu jeder Note ein Beispiel nennen. | Παράδειγμα για κάθε βαθμό, παρακαλώ.
Both begin an hour later: the delivery comes later. | Beide beginnen eine Stunde später: die Lieferung kommt später. | Και οι δύο αρχίζουν μία ώρα αργότερα: η παραλαβή καθυστερεί.
A quiet day. | Ein ruhiger Tag. | Ήσυχη μέρα.
Busy until noon. | Bis Mittag viel los. | Κίνηση ως το μεσημέρι.
Many questions, good talks. | Viele Fragen, gute Gespräche. | Πολλές ερωτήσεις, καλές κουβέντες.
Rain all day, few people. | Den ganzen Tag Regen, wenig Leute. | Βροχή όλη μέρα, λίγος κόσμος.
A school class came by. | Eine Schulklasse war da. | Πέρασε μια σχολική τάξη.
Regulars all morning. | Den ganzen Vormittag Stammkundschaft. | Τακτικοί πελάτες όλο το πρωί.
A parcel waits for collection. | Ein Paket wartet auf Abholung. | Ένα δέμα περιμένει παραλαβή.
Call the carrier. | Den Paketdienst anrufen. | Τηλεφωνήστε στον μεταφορέα.
The printer needs paper. | Der Drucker braucht Papier. | Ο εκτυπωτής θέλει χαρτί.
Somebody comes by at nine. | Um neun kommt jemand vorbei. | Κάποιος θα περάσει στις εννιά.
Shelves filled up. | Regale aufgefüllt. | Γέμισαν τα ράφια.
The window was cleaned. | Das Schaufenster ist geputzt. | Καθαρίστηκε η βιτρίνα.
Some asked for gift cards. | Manche fragten nach Gutscheinen. | Κάποιοι ρώτησαν για δωροεπιταγές.
Deliveries are put away. | Lieferungen sind verräumt. | Οι παραλαβές τακτοποιήθηκαν.
Price tags were checked. | Preisschilder geprüft. | Ελέγχθηκαν οι τιμές.
The new ones were a great help. | Die Neuen waren eine große Hilfe. | Οι καινούργιοι βοήθησαν πολύ.
Nothing else to tell. | Sonst nichts zu berichten. | Τίποτε άλλο να πω.
More bags are needed. | Es werden mehr Tüten gebraucht. | Χρειάζονται κι άλλες σακούλες.
The key is with the office. | Der Schlüssel liegt im Büro. | Το κλειδί είναι στο γραφείο.
Water the plants, please. | Bitte die Pflanzen gießen. | Ποτίστε τα φυτά, παρακαλώ.
The back door sticks. | Die Hintertür klemmt. | Η πίσω πόρτα σκαλώνει.
A note lies at the till. | An der Kasse liegt ein Zettel. | Υπάρχει σημείωμα στο ταμείο.
The till was five short. | In der Kasse fehlten fünf. | Έλειπαν πέντε από το ταμείο.
Please count again. | Bitte noch einmal zählen. | Μετρήστε ξανά, παρακαλώ.
Nobody else is there in these days. | An diesen Tagen ist sonst niemand da. | Δεν υπάρχει άλλος εκείνες τις μέρες.
Care | Sorgfalt | Φροντίδα
Targets reached | Erreichte Ziele | Επίτευξη στόχων
Working with others | Zusammenarbeit | Συνεργασία
Punctuality | Pünktlichkeit | Συνέπεια
Entitlement of the first year. | Anspruch des ersten Jahres. | Δικαίωμα του πρώτου έτους.
Entitlement of the second year. | Anspruch des zweiten Jahres. | Δικαίωμα του δεύτερου έτους.
A day that was forgotten. | Ein vergessener Tag. | Μία μέρα που ξεχάστηκε.
Not taken in time. | Nicht rechtzeitig genommen. | Δεν ελήφθη εγκαίρως.
Absent. | Abwesend. | Απουσία.
Did not come. | Nicht erschienen. | Δεν προσήλθε.
Family in the south. | Familie im Süden. | Οικογένεια στο χωριό.
A cold. | Eine Erkältung. | Ένα κρυολόγημα.
Moving; put off. | Umzug; verschoben. | Μετακόμιση· αναβλήθηκε.
A long weekend in December. | Ein langes Wochenende im Dezember. | Ένα τριήμερο τον Δεκέμβριο.
Skiing. | Skifahren. | Σκι.
Summer. | Sommer. | Καλοκαίρι.
`,
);
