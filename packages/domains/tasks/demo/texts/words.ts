import { translations } from '@erp/kit/translations';

/** English | German | Greek. */
export const say = translations(
  ['de', 'el'],
  `
# Projects for the home.
Garden season | Gartensaison | Εποχή του κήπου
Planters, lanterns and cushions for outside, in the shops by Easter. | Pflanzkübel, Windlichter und Kissen für draußen, bis Ostern in den Läden. | Γλάστρες, φανάρια και μαξιλάρια εξωτερικού χώρου, στα καταστήματα ως το Πάσχα.
Choose the range | Sortiment auswählen |
Collect samples of planters | Muster von Pflanzkübeln einholen |
Collect samples of cushions | Muster von Kissen einholen |
Leave planters out in the frost | Pflanzkübel im Frost stehen lassen |
Agree on minimum quantities | Mindestmengen vereinbaren |
Fill the shops | Läden bestücken |
Clear the winter shelves | Winterregale räumen |
Build the garden corner | Gartenecke aufbauen |
Train the colleagues on fabrics | Team zu den Stoffen schulen |
Put the range online | Sortiment online stellen |
Labels without plastic | Etiketten ohne Plastik |
All packaging in paper and card by the end of the year. | Bis zum Jahresende alle Verpackungen aus Papier und Pappe. |
List all packaging | Alle Verpackungen auflisten |
Weigh the plastic of a month | Plastik eines Monats wiegen |
Photograph every label | Jedes Etikett fotografieren |
Ask the printer for samples | Muster von der Druckerei anfordern |
Test labels in the wet | Etiketten bei Nässe prüfen |
Change the suppliers over | Lieferanten umstellen |
Write to the suppliers | Lieferanten anschreiben |
Visit the two largest ones | Die zwei größten besuchen |
Use the old stock up | Alten Bestand aufbrauchen |
Tell customers about it | Kundschaft informieren |
Photo studio of our own | Eigenes Fotostudio |
Two days a week at a studio cost more than a corner of the warehouse. | Zwei Tage Studio in der Woche kosten mehr als eine Ecke im Lager. |
Fit out the corner | Ecke einrichten |
Paint the walls white | Wände weiß streichen |
Hang the lights | Lampen aufhängen |
Choose a camera | Kamera aussuchen |
Write down how we photograph | Aufschreiben, wie wir fotografieren |
Photograph the bestsellers again | Bestseller neu fotografieren |
Make a list of fifty | Liste mit fünfzig Artikeln machen |
Iron the fabrics | Stoffe bügeln |
Cut out the pictures | Bilder freistellen |
Compare returns before and after | Retouren vorher und nachher vergleichen |
Fewer returns | Weniger Retouren |
One in nine parcels comes back, most of them for the color. | Jedes neunte Paket kommt zurück, meist wegen der Farbe. |
Find out why things come back | Herausfinden, warum Ware zurückkommt |
Read a hundred return slips | Hundert Rücksendescheine lesen |
Call twenty customers | Zwanzig Kundinnen und Kunden anrufen |
Take colors from daylight | Farben bei Tageslicht aufnehmen |
Add a photo in a real room | Foto aus einem echten Raum ergänzen |
Repack fragile goods | Zerbrechliches besser verpacken |
Drop ten parcels | Zehn Pakete fallen lassen |
Order stronger boxes | Stärkere Kartons bestellen |
Offer swatches of fabrics | Stoffmuster anbieten |
Report after a month | Nach einem Monat berichten |
Outlet in the warehouse | Outlet im Lager |
On hold until the city has decided on the parking spaces. | Ruht, bis die Stadt über die Parkplätze entschieden hat. |
Ask for the permit | Genehmigung beantragen |
Draw the floor plan | Grundriss zeichnen |
Count the parking spaces | Parkplätze zählen |
Separate off the sales area | Verkaufsfläche abtrennen |
Decide on opening hours | Öffnungszeiten festlegen |
Price the remainders | Restposten auszeichnen |
Sort out what is damaged | Beschädigtes aussortieren |
Print the price tags | Preisschilder drucken |
Hire for Saturdays | Aushilfen für samstags einstellen |
Announce the opening | Eröffnung ankündigen |
Shelves | Regale |
Check shelves against the plan ({week}) | Regale mit dem Plan abgleichen ({week}) |
Breakage | Bruch |
Write off what is broken, {month} | Bruch abschreiben, {month} |
Bestsellers | Bestseller |
Reorder the bestsellers ({date}) | Bestseller nachbestellen ({date}) |
# Projects for food.
Organic certificate | | Πιστοποίηση βιολογικών
For the sauces and the bread, renewed every year. | | Για τις σάλτσες και το ψωμί, ανανεώνεται κάθε χρόνο.
Collect the papers | | Συγκεντρώνουμε τα δικαιολογητικά
Ask the mill for its certificate | | Ζητάμε το πιστοποιητικό του μύλου
Ask the farms for theirs | | Ζητάμε τα πιστοποιητικά των αγροκτημάτων
Separate the storage | | Χωρίζουμε την αποθήκη
Label the shelves | | Βάζουμε ετικέτες στα ράφια
Prepare for the inspection | | Προετοιμασία για τον έλεγχο
Walk through with a checklist | | Γύρος με λίστα ελέγχου
Clear the cold room | | Αδειάζουμε τον ψυκτικό θάλαμο
Train the kitchen | | Εκπαίδευση της κουζίνας
Answer what the inspector asks | | Απαντάμε στις ερωτήσεις του ελεγκτή
Food truck | | Καντίνα σε φορτηγάκι
Six markets a month; sold again when the lease ended. | | Έξι αγορές τον μήνα· πουλήθηκε όταν έληξε η μίσθωση.
Fit out the truck | | Διαμορφώνουμε το φορτηγάκι
Install the oven | | Τοποθετούμε τον φούρνο
Install the water tank | | Τοποθετούμε τη δεξαμενή νερού
Pass the health inspection | | Περνάμε τον υγειονομικό έλεγχο
Choose six dishes | | Διαλέγουμε έξι πιάτα
Find the markets | | Βρίσκουμε τις αγορές
Apply for places | | Αίτηση για θέσεις
Pay the deposits | | Πληρώνουμε τις προκαταβολές
Plan who drives | | Πρόγραμμα οδηγών
Count what a day brings in | | Μετράμε τι αποδίδει μια μέρα
Boxes by subscription | Kisten im Abo | Κουτιά με συνδρομή
Every second Thursday: bread, sauce, something new. | | Κάθε δεύτερη Πέμπτη: ψωμί, σάλτσα και κάτι καινούριο.
Compose the first box | | Συνθέτουμε το πρώτο κουτί
Taste eight candidates | | Δοκιμάζουμε οκτώ υποψήφια είδη
Calculate a box | | Κοστολογούμε το κουτί
Find a box that keeps cold | | Βρίσκουμε κουτί που κρατά το κρύο
Agree on a carrier | | Συμφωνία με μεταφορική
Sell the subscription online | | Πουλάμε τη συνδρομή στο διαδίκτυο
Write the page | | Γράφουμε τη σελίδα
Test the renewal of payments | | Δοκιμάζουμε την ανανέωση πληρωμών
Let twenty customers try it | | Το δοκιμάζουν είκοσι πελάτες
Decide on the second box | | Αποφασίζουμε για το δεύτερο κουτί
Half the waste | | Τα μισά απορρίμματα
What is left at eight in the evening should not be thrown away. | | Ό,τι μένει στις οκτώ το βράδυ δεν πρέπει να πετιέται.
Measure what is left over | | Μετράμε ό,τι περισσεύει
Put up two scales | | Στήνουμε δύο ζυγαριές
Write down a month | | Καταγράφουμε έναν μήνα
Bake twice a day | | Ψήνουμε δύο φορές τη μέρα
Sell bread of yesterday | | Πουλάμε το χθεσινό ψωμί
Give the rest away | | Χαρίζουμε τα υπόλοιπα
Call the food bank | | Τηλεφωνούμε στην τράπεζα τροφίμων
Agree on collection | | Συμφωνούμε για την παραλαβή
Order less on Mondays | | Παραγγέλνουμε λιγότερα τις Δευτέρες
Report to everybody | | Ενημερώνουμε όλη την ομάδα
Cafe next door | | Καφέ δίπλα
On hold: the landlord has not signed. | | Σε αναμονή: ο ιδιοκτήτης δεν έχει υπογράψει.
Agree on the lease | | Συμφωνία για τη μίσθωση
Have the contract read | | Δίνουμε το συμβόλαιο για έλεγχο
Talk about the rent | | Συζητάμε το ενοίκιο
Draw the counter | | Σχεδιάζουμε τον πάγκο
Ask for two offers | | Ζητάμε δύο προσφορές
Choose the coffee | | Διαλέγουμε τον καφέ
Visit three roasters | | Επισκεπτόμαστε τρία καφεκοπτεία
Taste blind | | Τυφλή δοκιμή
Write the menu | | Γράφουμε τον κατάλογο
Hire two people | | Προσλαμβάνουμε δύο άτομα
Cold room | | Ψυκτικός θάλαμος
Clean out the cold room ({week}) | | Καθαρισμός ψυκτικού θαλάμου ({week})
Best before | | Ημερομηνίες λήξης
Check best-before dates, {month} | | Έλεγχος ημερομηνιών λήξης, {month}
Menu | | Κατάλογος
Change the dishes of the day ({date}) | | Αλλάζουμε τα πιάτα ημέρας ({date})
# Of every trade.
Newsletter | Newsletter | Ενημερωτικό δελτίο
Write the newsletter ({date}) | Newsletter schreiben ({date}) | Γράφουμε το ενημερωτικό δελτίο ({date})
What comes again | Was wiederkehrt | Επαναλαμβανόμενες εργασίες
Work without an end: every week, every month. | Arbeit ohne Ende: jede Woche, jeden Monat. | Δουλειά χωρίς τέλος: κάθε εβδομάδα, κάθε μήνα.
Half way | Halbzeit | Στα μισά
Done | Fertig | Ολοκλήρωση
What we agreed on at the beginning. | Was wir zu Beginn vereinbart haben. | Όσα συμφωνήσαμε στην αρχή.
Planned and spent. | Geplant und ausgegeben. | Προβλέψεις και έξοδα.
Plan.pdf | Plan.pdf | Πλάνο.pdf
Budget.xlsx | Budget.xlsx | Προϋπολογισμός.xlsx
Minutes.md | Protokoll.md | Πρακτικά.md
sketch.png | Skizze.png | σκίτσο.png
photo.jpg | Foto.jpg | φωτογραφία.jpg
offer.pdf | Angebot.pdf | προσφορά.pdf
list.csv | Liste.csv | λίστα.csv
# Comments on tasks.
No hurry. | Es eilt nicht. | Δεν επείγει.
I only want to plan my week. | Ich will nur meine Woche planen. | Θέλω μόνο να οργανώσω την εβδομάδα μου.
A short answer is enough. | Eine kurze Antwort reicht. | Αρκεί μια σύντομη απάντηση.
I was asked about it today. | Ich wurde heute danach gefragt. | Με ρώτησαν σήμερα γι’ αυτό.
Before I forget it. | Bevor ich es vergesse. | Πριν το ξεχάσω.
It came up in the meeting. | Es kam in der Besprechung auf. | Προέκυψε στη σύσκεψη.
I may have missed a message. | Vielleicht habe ich eine Nachricht übersehen. | Ίσως μου ξέφυγε κάποιο μήνυμα.
I will write again when it is done. | Ich schreibe wieder, wenn es fertig ist. | Θα ξαναγράψω όταν τελειώσει.
Everything else goes as planned. | Alles andere läuft nach Plan. | Όλα τα άλλα πάνε όπως τα είπαμε.
Come by, I can show you. | Komm vorbei, ich zeige es dir. | Πέρασε να σου δείξω.
Tell me if that does not suit you. | Sag Bescheid, wenn dir das nicht passt. | Πες μου αν δεν σε βολεύει.
I have talked to the others. | Ich habe mit den anderen gesprochen. | Μίλησα με τους άλλους.
Nothing else stands in the way. | Sonst steht nichts im Weg. | Τίποτε άλλο δεν μας εμποδίζει.
It is in the plan. | Es steht im Plan. | Είναι στο πρόγραμμα.
Thank you both. | Danke euch beiden. | Ευχαριστώ και τους δύο.
I have written it into the plan. | Ich habe es in den Plan geschrieben. | Το έγραψα στο πρόγραμμα.
We leave it at that. | Dabei bleibt es. | Το αφήνουμε έτσι.
Ask again if that changes. | Frag noch einmal, wenn sich das ändert. | Ξαναρώτα αν αλλάξει κάτι.
That was the last open point. | Das war der letzte offene Punkt. | Ήταν η τελευταία εκκρεμότητα.
Good work. | Gute Arbeit. | Καλή δουλειά.
See you on Monday. | Bis Montag. | Τα λέμε τη Δευτέρα.
How far are you with this? | Wie weit bist du damit? | Πόσο έχεις προχωρήσει;
Half done. The rest depends on the delivery on Thursday. | Zur Hälfte fertig. Der Rest hängt von der Lieferung am Donnerstag ab. | Στα μισά. Τα υπόλοιπα εξαρτώνται από την παραλαβή της Πέμπτης.
Then we leave the date as it is. | Dann lassen wir den Termin, wie er ist. | Τότε αφήνουμε την ημερομηνία ως έχει.
Do you need anything from me? | Brauchst du noch etwas von mir? | Χρειάζεσαι κάτι από εμένα;
Only the figures of last year, if you have them. | Nur die Zahlen vom letzten Jahr, falls du sie hast. | Μόνο τα περσινά στοιχεία, αν τα έχεις.
Put them into the folder of the project. | Liegen jetzt im Ordner des Projekts. | Τα έβαλα στον φάκελο του έργου.
Can we show a first version on Friday? | Können wir am Freitag eine erste Fassung zeigen? | Μπορούμε να δείξουμε μια πρώτη μορφή την Παρασκευή;
Friday is tight, Monday would be better. | Freitag ist knapp, Montag wäre besser. | Η Παρασκευή είναι οριακή, καλύτερα Δευτέρα.
Agreed with the others: Monday. | Mit den anderen vereinbart: Montag. | Το συμφώνησα με τους άλλους: Δευτέρα.
Two offers are in, the cheaper one delivers later. | Zwei Angebote sind da, das günstigere liefert später. | Ήρθαν δύο προσφορές, η φθηνότερη παραδίδει αργότερα.
I would take the quicker one, we cannot wait. | Ich würde das schnellere nehmen, wir können nicht warten. | Θα έπαιρνα τη γρηγορότερη, δεν μπορούμε να περιμένουμε.
Approved, as long as it stays within the budget. | Freigegeben, solange es im Budget bleibt. | Εγκρίνεται, εφόσον μείνει στον προϋπολογισμό.
Please have a look at the pictures before I go on. | Bitte sieh dir die Bilder an, bevor ich weitermache. | Δες τις φωτογραφίες πριν συνεχίσω.
The second one is best. The others are too dark. | Das zweite ist das beste. Die anderen sind zu dunkel. | Η δεύτερη είναι η καλύτερη. Οι άλλες είναι σκοτεινές.
Not to be shown outside yet. | Noch nicht nach außen zeigen. | Να μη δειχτεί ακόμη προς τα έξω.
Who knows how we did this last time? | Wer weiß, wie wir das letztes Mal gemacht haben? | Ποιος θυμάται πώς το κάναμε την άλλη φορά;
There are notes in the folder, from the time before. | Im Ordner liegen Notizen vom letzten Mal. | Υπάρχουν σημειώσεις στον φάκελο από την προηγούμενη φορά.
Worth keeping for the next time. | Fürs nächste Mal aufheben. | Να το κρατήσουμε για την επόμενη φορά.
Is this still the plan? | Gilt der Plan noch? | Ισχύει ακόμη το σχέδιο;
Yes, but it will take a day longer. | Ja, aber es dauert einen Tag länger. | Ναι, αλλά θα πάρει μία μέρα παραπάνω.
That is fine, I have told the others. | In Ordnung, die anderen wissen Bescheid. | Εντάξει, το είπα στους άλλους.
What does it cost us if we wait? | Was kostet es uns, wenn wir warten? | Τι μας κοστίζει αν περιμένουμε;
Nothing before the end of the month. | Bis zum Monatsende nichts. | Τίποτα ως το τέλος του μήνα.
Then it waits until the season is over. | Dann wartet es bis nach der Saison. | Τότε περιμένει να περάσει η σεζόν.
Could you do it together with the next one? | Könntest du das mit dem Nächsten zusammen machen? | Μπορείς να το κάνεις μαζί με το επόμενο;
Yes, that saves us a trip. | Ja, das spart uns einen Weg. | Ναι, γλιτώνουμε μια διαδρομή.
Both are in the calendar. | Beides steht im Kalender. | Μπήκαν και τα δύο στο ημερολόγιο.
Who signs this off? | Wer gibt das frei? | Ποιος το εγκρίνει;
You do, it is below the limit. | Du, es liegt unter der Grenze. | Εσύ, είναι κάτω από το όριο.
Signed. Keep the receipt. | Freigegeben. Beleg bitte aufheben. | Εγκρίθηκε. Κράτησε την απόδειξη.
`,
);
