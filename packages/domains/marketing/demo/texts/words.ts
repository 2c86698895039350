import { translations } from '@erp/kit/translations';

/** English | German | Greek. */
export const say = translations(
  ['de', 'el'],
  `
# Promotions of every trade.
Welcome | Willkommen | Καλώς ήρθατε
10 % off the first order, with the code from the first letter. | 10 % auf die erste Bestellung, mit dem Code aus dem ersten Brief. | 10 % στην πρώτη παραγγελία, με τον κωδικό από το πρώτο μήνυμα.
Thank you | Danke | Ευχαριστούμε
15 % off for three months, with the code sent after the first order. | Drei Monate lang 15 %, mit dem Code nach der ersten Bestellung. | 15 % για τρεις μήνες, με τον κωδικό μετά την πρώτη παραγγελία.
Newsletter | Newsletter | Ενημερωτικό δελτίο
5 % for readers of the newsletter. | 5 % für alle, die den Newsletter lesen. | 5 % για τους αναγνώστες του ενημερωτικού δελτίου.
Friends of the house | Freunde des Hauses | Φίλοι του καταστήματος
10 % for whoever a friend has sent. | 10 % für alle, die auf Empfehlung kommen. | 10 % για όποιον ήρθε από φίλο.
Regulars | Stammkundschaft | Τακτικοί πελάτες
15 % for regulars. | 15 % für Stammkundschaft. | 15 % για τους τακτικούς πελάτες.
Summer sale | Sommerschlussverkauf | Θερινές εκπτώσεις
20 % in the summer weeks, work to order excepted. | 20 % in den Sommerwochen, außer auf Sonderanfertigungen. | 20 % τις εβδομάδες του καλοκαιριού, εκτός από ειδικές παραγγελίες.
The more, the merrier | Je mehr, desto besser | Όσο περισσότερα, τόσο καλύτερα
5, 10 or 15 % before the feast, as the order grows. | 5, 10 oder 15 % vor dem Fest, je nach Bestellwert. | 5, 10 ή 15 % πριν από τις γιορτές, ανάλογα με την παραγγελία.
Anniversary voucher | Jubiläumsgutschein | Επετειακό κουπόνι
Money off for our birthday. | Ein Nachlass zu unserem Geburtstag. | Έκπτωση για τα γενέθλιά μας.
Free delivery | Versand frei | Δωρεάν αποστολή
Delivery is on us for gold customers. | Für Goldkundschaft zahlen wir den Versand. | Τα μεταφορικά δικά μας για τους χρυσούς πελάτες.
Spring twins | Frühlingszwillinge | Ανοιξιάτικα ζευγάρια
The second piece of a kind at 40 % less. | Das zweite gleiche Stück 40 % günstiger. | Το δεύτερο ίδιο κομμάτι με 40 % έκπτωση.
Prices of the month | Preise des Monats | Τιμές του μήνα
A few favorites at a price of their own. | Ein paar Lieblinge zum eigenen Preis. | Μερικά αγαπημένα σε ξεχωριστή τιμή.
# For the home.
Showroom pieces | Ausstellungsstücke | Κομμάτια έκθεσης
20 % off pieces out of the showroom. | 20 % auf Stücke aus der Ausstellung. | 20 % σε κομμάτια της έκθεσης.
The laid table | Der gedeckte Tisch | Το στρωμένο τραπέζι
15 % off all for dining. | 15 % auf alles für den Tisch. | 15 % σε όλα για το τραπέζι.
Better as a pair | Besser zu zweit | Καλύτερα σε ζευγάρι
10 % off for two things or more. | 10 % ab zwei Teilen. | 10 % από δύο είδη και πάνω.
A light for the dark season | Ein Licht für die dunkle Zeit | Ένα φως για τον χειμώνα
A small thing for free with the holiday order. | Eine Kleinigkeit zur Festtagsbestellung geschenkt. | Ένα μικρό δώρο με τη γιορτινή παραγγελία.
Move-in weeks | Einzugswochen | Εβδομάδες μετακόμισης
Small things at half price with a rug or a shelf. | Kleines zum halben Preis zu Teppich oder Regal. | Μικρά είδη στη μισή τιμή με χαλί ή ράφι.
First home | Erste Wohnung | Πρώτο σπίτι
Three things for the start, at one price. | Drei Dinge für den Anfang zu einem Preis. | Τρία είδη για την αρχή σε μία τιμή.
# Food.
Best before soon | | Κοντά στη λήξη
20 % off what should be eaten soon. | | 20 % σε ό,τι πρέπει να φαγωθεί σύντομα.
Breakfast weeks | | Εβδομάδες πρωινού
15 % off coffee, tea, honey, spreads and cheese. | | 15 % σε καφέ, τσάι, μέλι, αλείμματα και τυριά.
One for you, one for me | | Ένα για σένα, ένα για μένα
Buy two, get one | | Με δύο, το τρίτο
The third of a kind at 60 % less. | | Το τρίτο ίδιο με 60 % έκπτωση.
A taste on top | | Μια γεύση παραπάνω
A small treat for free with the holiday order. | | Ένα μικρό κέρασμα με τη γιορτινή παραγγελία.
Picnic weeks | | Εβδομάδες πικνίκ
With every hamper something at half price. | | Με κάθε καλάθι κάτι στη μισή τιμή.
Pantry starter kit | | Τα βασικά της κουζίνας
Three staples at one price. | | Τρία βασικά είδη σε μία τιμή.
# Campaigns.
Clear the shelves | Platz in den Regalen | Αδειάζουμε τα ράφια
Open day of the warehouse | Tag der offenen Lagertür | Ανοιχτή αποθήκη
Garden season | Gartenzeit | Εποχή του κήπου
A warmer home | Ein wärmeres Zuhause | Πιο ζεστό σπίτι
New ceramics | Neue Keramik | Νέα κεραμικά
Rooms of our customers | Räume unserer Kunden | Τα σπίτια των πελατών μας
Advent letter | Adventsbrief | Γιορτινό γράμμα
Pop-up shop | Laden auf Zeit | Προσωρινό κατάστημα
Linen | Leinen | Λινά
Start light | | Ελαφρύ ξεκίνημα
Tasting at the market | | Γευσιγνωσία στην αγορά
Barbecue weeks | | Εβδομάδες ψησταριάς
Feasts of winter | | Τα τραπέζια του χειμώνα
Boxes by subscription | | Κουτιά με συνδρομή
Recipes of the makers | | Συνταγές των παραγωγών
Holiday letter | | Γιορτινό γράμμα
Street food night | | Βραδιά φαγητού δρόμου
Olive harvest | | Λιομάζωμα
Waits for the pictures. | Wartet auf die Bilder. | Περιμένει τις φωτογραφίες.
The hall was taken. | Die Halle war vergeben. | Η αίθουσα ήταν πιασμένη.
Write the texts | Texte schreiben | Γράφουμε τα κείμενα
Send the first round | Erste Runde versenden | Στέλνουμε τον πρώτο γύρο
Main day | Haupttag | Η μεγάλη μέρα
Say thank you | Danke sagen | Λέμε ευχαριστώ
To be remembered when people choose. | In Erinnerung sein, wenn Menschen wählen. | Να μας θυμούνται όταν διαλέγουν.
Orders that come by its links | Bestellungen über ihre Links | Παραγγελίες από τους συνδέσμους της
New subscribers of the letter | Neue Abonnements des Newsletters | Νέοι συνδρομητές του δελτίου
Be talked about | Im Gespräch sein | Να μιλούν για εμάς
# The brand.
Pictures | Bilder | Φωτογραφίες
Products | Produkte | Προϊόντα
People | Menschen | Άνθρωποι
Print | Druck | Έντυπα
Our primary | Unsere Hauptfarbe | Το κύριο χρώμα μας
Our secondary | Unsere Zweitfarbe | Το δεύτερο χρώμα μας
Our neutral | Unser neutraler Ton | Ο ουδέτερος τόνος μας
Titles and buttons. | Titel und Schaltflächen. | Τίτλοι και κουμπιά.
Backgrounds. | Hintergründe. | Φόντα.
Running text. | Fließtext. | Τρέχον κείμενο.
Room around the logo | Raum um das Logo | Χώρος γύρω από το λογότυπο
At least its own height. | Mindestens seine eigene Höhe. | Τουλάχιστον όσο το ύψος του.
Never on pictures. | Nie auf Bildern. | Ποτέ πάνω σε φωτογραφίες.
Two fonts, no third | Zwei Schriften, keine dritte | Δύο γραμματοσειρές, όχι τρίτη
Titles in one, text in the other. | Titel in der einen, Text in der anderen. | Τίτλοι στη μία, κείμενο στην άλλη.
Little of the first color | Wenig von der ersten Farbe | Λίγο από το πρώτο χρώμα
One accent per page. | Ein Akzent je Seite. | Μία έμφαση ανά σελίδα.
How we speak | Wie wir sprechen | Πώς μιλάμε
Short sentences. | Kurze Sätze. | Σύντομες προτάσεις.
No superlatives. | Keine Superlative. | Χωρίς υπερθετικά.
We say who made it. | Wir sagen, wer es gemacht hat. | Λέμε ποιος το έφτιαξε.
Logo, primary | Logo, Hauptform | Λογότυπο, κύριο
Logo, dark | Logo, dunkel | Λογότυπο, σκούρο
Logo, light | Logo, hell | Λογότυπο, ανοιχτό
Logo, monochrome | Logo, einfarbig | Λογότυπο, μονόχρωμο
Logo, icon only | Logo, nur Zeichen | Λογότυπο, μόνο σήμα
It began with a table that nobody sold the way we wanted it. | Es begann mit einem Tisch, den niemand so verkaufte, wie wir ihn wollten. | Άρχισε με ένα τραπέζι που κανείς δεν πουλούσε όπως το θέλαμε.
Things that stay. | Dinge, die bleiben. | Πράγματα που μένουν.
For the home | Für das Zuhause | Για το σπίτι
We drove to the makers until we knew all of them by name. | Wir sind zu den Betrieben gefahren, bis wir alle beim Namen kannten. | Πηγαίναμε στους παραγωγούς ώσπου τους μάθαμε όλους με το όνομά τους.
Taste who made it. | Schmecken, wer es gemacht hat. | Γεύσου ποιος το έφτιαξε.
Good food | Gutes Essen | Καλά τρόφιμα
To be the first address that people think of. | Die erste Adresse sein, an die man denkt. | Να μας σκέφτονται πρώτους.
Good things, fairly made, at an honest price. | Gute Dinge, fair gemacht, zu einem ehrlichen Preis. | Καλά πράγματα, δίκαια φτιαγμένα, σε τίμια τιμή.
Title | Titel | Τίτλος
Text | Text | Κείμενο
Window in spring | Schaufenster im Frühling | Ανοιξιάτικη βιτρίνα
Bestsellers on white | Bestseller auf Weiß | Αγαπημένα σε λευκό
Details | Details | Λεπτομέρειες
The team | Das Team | Η ομάδα
A day with us | Ein Tag bei uns | Μια μέρα μαζί μας
Leaflet | Handzettel | Φυλλάδιο
Price list | Preisliste | Τιμοκατάλογος
Icons | Symbole | Εικονίδια
Old banner | Altes Banner | Παλιό πανό
Search ads | Suchanzeigen | Διαφημίσεις αναζήτησης
Journal | Journal | Περιοδικό
Fairs and markets | Messen und Märkte | Εκθέσεις και αγορές
Leaflets | Handzettel | Φυλλάδια
Link of {partner} | Link von {partner} | Σύνδεσμος: {partner}
Weekend Finds | Wochenendfunde | Ευρήματα Σαββατοκύριακου
Mira Lund | Mira Lund | Μίρα Λουντ
Professor Hartwig | Professor Hartwig | Καθηγητής Χάρτβιχ
Nora Pell | Nora Pell | Νόρα Πελ
Who buys from us | Wer bei uns kauft | Ποιος αγοράζει από εμάς
Contract with the photographer | Vertrag mit dem Fotostudio | Σύμβαση με τον φωτογράφο
Figures of last year | Zahlen des Vorjahrs | Περσινά στοιχεία
Ideas for the anniversary | Ideen zum Jubiläum | Ιδέες για την επέτειο
`,
);
