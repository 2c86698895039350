import { translations } from '@erp/kit/translations';

/** English | German | Greek. */
export const say = translations(
  ['de', 'el'],
  `
A job failed | Ein Auftrag ist gescheitert | Μια εργασία απέτυχε
A job ended with an error. Look at its entries in logs_system, and run it again. | Ein Auftrag endete mit einem Fehler. Einträge in logs_system ansehen und neu starten. | Μια εργασία τελείωσε με σφάλμα. Δείτε τις εγγραφές της στο logs_system και ξανατρέξτε την.
Looking at the log. | Sehe ins Protokoll. | Κοιτάζω το αρχείο.
Ran it again by hand, went through. | Von Hand neu gestartet, lief durch. | Το ξανάτρεξα με το χέρι, πέρασε.
The other side had been down. | Die Gegenseite war ausgefallen. | Η άλλη πλευρά ήταν εκτός.
Corrected the file, then ran it again. | Datei berichtigt und neu gestartet. | Διόρθωσα το αρχείο και το ξανάτρεξα.
A delivery was given up | Eine Zustellung wurde aufgegeben | Μια παράδοση εγκαταλείφθηκε
The other side did not take a delivery, however often it was tried. | Die Gegenseite nahm eine Zustellung trotz aller Versuche nicht an. | Η άλλη πλευρά δεν δέχτηκε την παράδοση, όσες φορές κι αν δοκιμάστηκε.
Asked the partner what is wrong. | Beim Partner nachgefragt. | Ρώτησα τον συνεργάτη τι συμβαίνει.
Sent it once more after their maintenance. | Nach deren Wartung noch einmal gesendet. | Στάλθηκε ξανά μετά τη συντήρησή τους.
Their address had changed; entered the new one. | Ihre Adresse hatte sich geändert; neue eingetragen. | Είχε αλλάξει η διεύθυνσή τους· μπήκε η νέα.
A till is offline | Eine Kasse ist offline | Ένα ταμείο είναι εκτός σύνδεσης
A till of the store has not been heard of for ten minutes. | Eine Kasse des Ladens meldet sich seit zehn Minuten nicht. | Ένα ταμείο δεν δίνει σήμα εδώ και δέκα λεπτά.
Calling the store. | Rufe im Laden an. | Τηλεφωνώ στο κατάστημα.
The plug had been pulled by the cleaners. | Beim Putzen war der Stecker gezogen worden. | Το βγάλανε από την πρίζα οι καθαριστές.
Restarted the router. | Router neu gestartet. | Επανεκκίνησα τον δρομολογητή.
The cash does not add up | Die Kasse stimmt nicht | Το ταμείο δεν βγαίνει
What was counted in the evening is not what was taken in. | Am Abend gezählt ist nicht, was eingenommen wurde. | Το βραδινό μέτρημα δεν συμφωνεί με τις εισπράξεις.
Counting again with two people. | Zählen zu zweit noch einmal. | Ξαναμετράμε δύο άτομα.
A receipt had been booked twice. | Ein Beleg war doppelt gebucht. | Μια απόδειξη είχε περαστεί δύο φορές.
Counted again: nothing is missing. | Nachgezählt: nichts fehlt. | Ξαναμετρήθηκε: δεν λείπει τίποτα.
Wrote off the difference. | Differenz ausgebucht. | Διαγράφηκε η διαφορά.
A store opened late | Ein Laden öffnete zu spät | Ένα κατάστημα άνοιξε αργά
Nobody had signed in at the till by the time of opening. | Zur Öffnungszeit war niemand an der Kasse angemeldet. | Κανείς δεν είχε συνδεθεί στο ταμείο την ώρα του ανοίγματος.
Asked who had the key. | Gefragt, wer den Schlüssel hat. | Ρώτησα ποιος είχε το κλειδί.
The bus was late. | Der Bus kam zu spät. | Άργησε το λεωφορείο.
The rota named nobody; corrected. | Im Dienstplan stand niemand; berichtigt. | Το πρόγραμμα δεν όριζε κανέναν· διορθώθηκε.
Few people in the store | Wenig Leute im Laden | Λίγος κόσμος στο κατάστημα
Fewer receipts than on other days. Switched off: it was raised whenever it rained. | Weniger Belege als sonst. Abgeschaltet: schlug bei jedem Regen an. | Λιγότερες αποδείξεις από άλλες μέρες. Κλειστό: χτυπούσε όποτε έβρεχε.
Noted. | Notiert. | Σημειώθηκε.
It was the weather. | Es lag am Wetter. | Έφταιγε ο καιρός.
A showcase is open | Eine Vitrine steht offen | Μια βιτρίνα είναι ανοιχτή
A showcase has not been locked for five minutes. | Eine Vitrine ist seit fünf Minuten nicht verschlossen. | Μια βιτρίνα μένει ξεκλείδωτη πέντε λεπτά.
Going there. | Gehe hin. | Πηγαίνω.
Locked; a customer was being served. | Verschlossen; es wurde gerade bedient. | Κλειδώθηκε· εξυπηρετούσαν πελάτη.
The contact was loose; replaced. | Der Kontakt war lose; ersetzt. | Η επαφή ήταν χαλαρή· αντικαταστάθηκε.
The loading gate is open | Das Ladetor steht offen | Η πύλη φόρτωσης είναι ανοιχτή
The gate of the store room stands open after closing time. | Das Tor des Lagers steht nach Ladenschluss offen. | Η πύλη της αποθήκης μένει ανοιχτή μετά το κλείσιμο.
On my way to the gate. | Bin auf dem Weg zum Tor. | Πηγαίνω στην πύλη.
Late delivery, gate closed. | Späte Lieferung, Tor geschlossen. | Καθυστερημένη παραλαβή, η πύλη έκλεισε.
The sensor was dirty. | Der Sensor war verschmutzt. | Ο αισθητήρας ήταν βρώμικος.
The cold room is too warm | Der Kühlraum ist zu warm | Ο ψυκτικός θάλαμος ζεστάθηκε
More than 6 °C for a quarter of an hour. | Seit einer Viertelstunde über 6 °C. | Πάνω από 6 °C για ένα τέταρτο.
Checking the door and the goods. | Prüfe Tür und Ware. | Ελέγχω την πόρτα και τα είδη.
The door had stood open; goods measured, all fine. | Die Tür stand offen; Ware gemessen, alles gut. | Η πόρτα είχε μείνει ανοιχτή· μετρήθηκαν τα είδη, όλα καλά.
Compressor repaired, goods moved meanwhile. | Kompressor repariert, Ware so lange umgelagert. | Επισκευάστηκε ο συμπιεστής, τα είδη μεταφέρθηκαν προσωρινά.
It is not over: the same again. | Es ist nicht vorbei: dasselbe noch einmal. | Δεν τελείωσε: πάλι το ίδιο.
# Notes.
Ring size 54, left hand; wears yellow gold only. | Ringgröße 54, linke Hand; trägt nur Gelbgold. | Μέγεθος δαχτυλιδιού 54, αριστερό χέρι· φορά μόνο κίτρινο χρυσό.
Allergic to nickel. | Nickelallergie. | Αλλεργία στο νικέλιο.
Wedding day in June, wants to see bands in spring. | Hochzeit im Juni, möchte im Frühjahr Ringe sehen. | Γάμος τον Ιούνιο, θέλει να δει βέρες την άνοιξη.
Third floor, no lift: two people for the delivery. | Dritter Stock ohne Aufzug: zu zweit liefern. | Τρίτος όροφος χωρίς ασανσέρ: παράδοση με δύο άτομα.
Has a dog, wants covers that can be washed. | Hat einen Hund, möchte waschbare Bezüge. | Έχει σκύλο, θέλει καλύμματα που πλένονται.
Moves house in autumn, call again then. | Zieht im Herbst um, dann wieder anrufen. | Μετακομίζει το φθινόπωρο, τηλεφωνούμε τότε ξανά.
No nuts in the hamper. | Keine Nüsse in den Korb. | Χωρίς ξηρούς καρπούς στο καλάθι.
Takes the vegetable box every other week. | Nimmt die Gemüsekiste alle zwei Wochen. | Παίρνει το κουτί λαχανικών κάθε δεύτερη εβδομάδα.
Ring twice, the bell is hard to hear. | Zweimal klingeln, man hört die Glocke schlecht. | Χτυπάμε δύο φορές, το κουδούνι δεν ακούγεται.
Called to ask whether it can be a present. | Hat gefragt, ob es ein Geschenk sein kann. | Τηλεφώνησε αν γίνεται συσκευασία δώρου.
It is a present for somebody else. | Es ist ein Geschenk für jemand anderen. | Είναι δώρο για κάποιον άλλο.
Wants the bill by e-mail. | Möchte die Rechnung per E-Mail. | Θέλει την απόδειξη με email.
We will call before we come. | Wir rufen an, bevor wir kommen. | Θα τηλεφωνήσουμε πριν έρθουμε.
A card with your greeting lies inside. | Eine Karte mit Ihrem Gruß liegt bei. | Μέσα υπάρχει κάρτα με την ευχή σας.
Address was completed from the postal code. | Die Adresse wurde aus der Postleitzahl ergänzt. | Η διεύθυνση συμπληρώθηκε από τον ταχυδρομικό κώδικα.
Take the one from the window. | Das Stück aus dem Schaufenster nehmen. | Το κομμάτι της βιτρίνας.
Checked twice, measure is right. | Zweimal geprüft, das Maß stimmt. | Ελέγχθηκε δύο φορές, το μέτρο είναι σωστό.
Lies in a box of its own. | Liegt in einer eigenen Schachtel. | Βρίσκεται σε δικό του κουτί.
Pictures are to be taken again. | Die Bilder müssen neu gemacht werden. | Οι φωτογραφίες πρέπει να βγουν ξανά.
Supplier raises the price next quarter. | Der Lieferant erhöht im nächsten Quartal den Preis. | Ο προμηθευτής ανεβάζει την τιμή το επόμενο τρίμηνο.
Description was taken over from the supplier. | Die Beschreibung wurde vom Lieferanten übernommen. | Η περιγραφή προέρχεται από τον προμηθευτή.
Prefers to be called after six. | Möchte lieber nach sechs angerufen werden. | Προτιμά τηλέφωνο μετά τις έξι.
Brought cake for the team; say thanks. | Hat dem Team Kuchen gebracht; bitte danken. | Έφερε γλυκό για όλους· να ευχαριστήσουμε.
Was unhappy once, be kind. | War einmal unzufrieden, bitte freundlich sein. | Μια φορά έμεινε δυσαρεστημένος, ευγένεια.
You asked us to write instead of calling. | Sie baten uns, zu schreiben statt anzurufen. | Μας ζητήσατε να γράφουμε αντί να τηλεφωνούμε.
Looks like one person with another record; was left as it is. | Scheint dieselbe Person wie ein anderer Eintrag zu sein; blieb unverändert. | Μοιάζει ίδιο πρόσωπο με άλλη εγγραφή· έμεινε ως έχει.
Speaks French at home. | Spricht zu Hause Französisch. | Στο σπίτι μιλά γαλλικά.
Met at the fair. | Auf der Messe kennengelernt. | Γνωριστήκαμε στην έκθεση.
Name was brought into the common form. | Der Name wurde in die übliche Form gebracht. | Το όνομα γράφτηκε στην κοινή μορφή.
Asked many questions. | Hat viele Fragen gestellt. | Έκανε πολλές ερωτήσεις.
Budget is fixed, do not push. | Das Budget steht fest, nicht drängen. | Ο προϋπολογισμός είναι δεδομένος, χωρίς πίεση.
Left a message. | Nachricht hinterlassen. | Άφησε μήνυμα.
Was compared with those of the last year. | Wurde mit denen des letzten Jahres verglichen. | Συγκρίθηκε με εκείνα του περασμένου έτους.
Driver was told about the back door. | Der Fahrer weiß von der Hintertür. | Ο οδηγός ξέρει για την πίσω πόρτα.
Carton was dented, content is fine. | Karton eingedrückt, Inhalt in Ordnung. | Το χαρτόκουτο είχε χτυπήσει, το περιεχόμενο εντάξει.
Your parcel can be followed by its number. | Ihr Paket lässt sich mit seiner Nummer verfolgen. | Παρακολουθείτε το δέμα σας με τον αριθμό του.
Lies on the upper shelf. | Liegt im oberen Fach. | Βρίσκεται στο πάνω ράφι.
Counted by two people. | Zu zweit gezählt. | Μετρήθηκε από δύο άτομα.
Was compared with the ledger. | Wurde mit dem Lagerbuch verglichen. | Συγκρίθηκε με το βιβλίο αποθήκης.
Waits for an answer from outside. | Wartet auf eine Antwort von außen. | Περιμένει απάντηση από έξω.
Is more work than it looks. | Ist mehr Arbeit, als es aussieht. | Θέλει περισσότερη δουλειά απ’ όσο φαίνεται.
The budget was agreed upon. | Das Budget ist vereinbart. | Ο προϋπολογισμός συμφωνήθηκε.
Next look at it on Monday. | Am Montag wieder ansehen. | Το ξαναβλέπουμε τη Δευτέρα.
The second picture works better. | Das zweite Bild wirkt besser. | Η δεύτερη φωτογραφία ταιριάζει καλύτερα.
Not during the holidays. | Nicht während der Feiertage. | Όχι μέσα στις γιορτές.
Answer with the price list. | Mit der Preisliste antworten. | Απάντηση με τον τιμοκατάλογο.
Same question as last week. | Dieselbe Frage wie letzte Woche. | Η ίδια ερώτηση με την περασμένη εβδομάδα.
The language was recognized by the first words. | Die Sprache wurde an den ersten Worten erkannt. | Η γλώσσα αναγνωρίστηκε από τις πρώτες λέξεις.
Asked for plain paper instead of plastic. | Möchte Papier statt Plastik. | Ζήτησε χαρτί αντί για πλαστικό.
A neighbor may take the parcel. | Nachbarn dürfen das Paket annehmen. | Το δέμα μπορεί να το πάρει γείτονας.
Please look it over before it leaves. | Vor dem Versand bitte noch einmal durchsehen. | Να ελεγχθεί ξανά πριν φύγει.
Reads every mail, answers at night. | Liest jede Mail, antwortet nachts. | Διαβάζει κάθε μήνυμα, απαντά το βράδυ.
Wants to be told if anything is late. | Möchte Bescheid, falls sich etwas verspätet. | Θέλει ενημέρωση αν κάτι αργήσει.
Asked what goes with it. | Hat gefragt, was dazu passt. | Ρώτησε τι ταιριάζει μαζί.
We have read your message with care. | Ihre Nachricht haben wir sorgfältig gelesen. | Διαβάσαμε το μήνυμά σας με προσοχή.
Your wish about the wrapping is noted. | Ihr Wunsch zur Verpackung ist notiert. | Σημειώσαμε την επιθυμία σας για το περιτύλιγμα.
We look everything over before it leaves. | Wir sehen alles durch, bevor es hinausgeht. | Τα ελέγχουμε όλα πριν φύγουν.
A leaflet on care lies inside. | Ein Blatt zur Pflege liegt bei. | Μέσα υπάρχουν οδηγίες φύλαξης.
We have used as little paper as possible. | Wir haben so wenig Papier wie möglich verwendet. | Χρησιμοποιήσαμε όσο λιγότερο χαρτί γινόταν.
The name of the street was spelled as the post has it. | Der Straßenname wurde wie bei der Post geschrieben. | Το όνομα του δρόμου γράφτηκε όπως το έχει το ταχυδρομείο.
The telephone number was brought into the common form. | Die Telefonnummer wurde in die übliche Form gebracht. | Ο αριθμός τηλεφώνου γράφτηκε στην κοινή μορφή.
Choose one without any flaw. | Eines ohne jeden Makel aussuchen. | Να διαλεχτεί χωρίς ελάττωμα.
The same as a friend has. | Das gleiche wie eine Freundin. | Ίδιο με μιας φίλης.
Wrap it by itself. | Einzeln einwickeln. | Να τυλιχτεί χωριστά.
We chose it by hand for you. | Von Hand für Sie ausgesucht. | Το διαλέξαμε για εσάς ένα ένα.
It is wrapped by itself. | Es ist einzeln eingewickelt. | Είναι τυλιγμένο χωριστά.
How to keep it well is written inside. | Wie es lange hält, steht innen. | Πώς φυλάσσεται γράφει μέσα.
The text could be shorter. | Der Text könnte kürzer sein. | Το κείμενο θα μπορούσε να είναι πιο σύντομο.
Asked for often, show it further up. | Wird oft gefragt, weiter oben zeigen. | Το ζητούν συχνά, να φαίνεται πιο ψηλά.
Reads the newsletter and speaks of it. | Liest den Newsletter und spricht davon. | Διαβάζει το ενημερωτικό και το συζητά.
Likes it short. | Mag es kurz. | Προτιμά τα σύντομα.
Knows the shop from the beginning. | Kennt den Laden von Anfang an. | Γνωρίζει το μαγαζί από την αρχή.
Buys for the whole family. | Kauft für die ganze Familie. | Ψωνίζει για όλη την οικογένεια.
Asks before ordering, decides quickly then. | Fragt vor dem Bestellen, entscheidet dann schnell. | Ρωτά πριν παραγγείλει, μετά αποφασίζει γρήγορα.
Gave good advice on the new page. | Hatte gute Ratschläge zur neuen Seite. | Έδωσε καλές συμβουλές για τη νέα σελίδα.
We have noted how you like to be written to. | Wir haben notiert, wie Sie angeschrieben werden möchten. | Σημειώσαμε πώς προτιμάτε να σας γράφουμε.
We have noted your wishes for the next time. | Ihre Wünsche für das nächste Mal sind notiert. | Σημειώσαμε τις επιθυμίες σας για την επόμενη φορά.
You may send us pictures at any time. | Bilder können Sie uns jederzeit schicken. | Φωτογραφίες μπορείτε να μας στέλνετε πάντα.
Works nearby, comes on foot. | Arbeitet in der Nähe, kommt zu Fuß. | Δουλεύει κοντά, έρχεται με τα πόδια.
Asked not to be called at work. | Bitte nicht bei der Arbeit anrufen. | Όχι τηλέφωνα στη δουλειά.
Heard of us on the radio. | Hat im Radio von uns gehört. | Μας άκουσε στο ραδιόφωνο.
Collects our leaflets. | Sammelt unsere Prospekte. | Μαζεύει τα φυλλάδιά μας.
Has a question about the wrapping every time. | Hat jedes Mal eine Frage zur Verpackung. | Κάθε φορά έχει μια απορία για τη συσκευασία.
Compares us with two others. | Vergleicht uns mit zwei anderen. | Μας συγκρίνει με άλλους δύο.
Has time until the end of the season. | Hat bis zum Ende der Saison Zeit. | Έχει χρόνο ως το τέλος της σεζόν.
Decides together with somebody else. | Entscheidet nicht allein. | Δεν αποφασίζει μόνος.
Pictures would help. | Bilder würden helfen. | Θα βοηθούσαν φωτογραφίες.
Liked the tone of our answer. | Mochte den Ton unserer Antwort. | Άρεσε ο τόνος της απάντησής μας.
Light parcel, lies on top. | Leichtes Paket, liegt obenauf. | Ελαφρύ δέμα, πάει από πάνω.
Edges were padded. | Kanten sind gepolstert. | Οι γωνίες προστατεύτηκαν.
Taped twice. | Doppelt zugeklebt. | Κολλήθηκε διπλά.
Weighed again, it is right. | Noch einmal gewogen, stimmt. | Ζυγίστηκε ξανά, είναι σωστό.
Your parcel is packed against bumps. | Ihr Paket ist gegen Stöße gepolstert. | Το δέμα σας προστατεύεται από χτυπήματα.
The carton can be used again. | Der Karton lässt sich wiederverwenden. | Το κουτί ξαναχρησιμοποιείται.
Please keep the label until you have looked at everything. | Heben Sie den Aufkleber auf, bis Sie alles angesehen haben. | Κρατήστε την ετικέτα ώσπου να τα δείτε όλα.
The label has faded. | Das Etikett ist verblasst. | Η ετικέτα ξεθώριασε.
Older pieces to the front. | Ältere Stücke nach vorn. | Τα παλιότερα μπροστά.
Can be split in two. | Lässt sich teilen. | Μπορεί να χωριστεί στα δύο.
There is a template for it. | Dafür gibt es eine Vorlage. | Υπάρχει πρότυπο γι’ αυτό.
Somebody new could learn it here. | Daran könnte jemand Neues lernen. | Καλή ευκαιρία για κάποιον καινούργιο.
A picture would say more. | Ein Bild würde mehr sagen. | Μια φωτογραφία θα έλεγε περισσότερα.
Friendly tone, keep it. | Freundlicher Ton, so bleiben. | Φιλικός τόνος, να μείνει έτσι.
Belongs into the list of common questions. | Gehört in die Liste häufiger Fragen. | Πάει στις συχνές ερωτήσεις.
# What is added to them.
Read by two of us. | Zu zweit gelesen. | Το διάβασαν δύο.
Not urgent. | Nicht eilig. | Δεν επείγει.
Please leave it as it is. | Bitte so lassen. | Ας μείνει όπως είναι.
Whoever sees it next decides. | Entscheiden soll, wer es als Nächstes sieht. | Αποφασίζει όποιος το δει πρώτος.
Mentioned in passing. | Nebenbei erwähnt. | Ειπώθηκε παρεμπιπτόντως.
Said so twice. | Zweimal so gesagt. | Ειπώθηκε δύο φορές.
To be looked at together. | Gemeinsam ansehen. | Να το δούμε μαζί.
Good to know. | Gut zu wissen. | Καλό να το ξέρουμε.
Nothing else was said. | Sonst wurde nichts gesagt. | Τίποτε άλλο δεν ειπώθηκε.
Ask me if anything is unclear. | Bei Fragen bitte zu mir. | Για απορίες ρωτήστε με.
As always. | Wie immer. | Όπως πάντα.
Thank you for your trust. | Danke für Ihr Vertrauen. | Ευχαριστούμε για την εμπιστοσύνη.
Call us if anything is unclear. | Rufen Sie uns an, wenn etwas unklar ist. | Τηλεφωνήστε μας για κάθε απορία.
We are glad to help. | Wir helfen gern. | Χαιρόμαστε να βοηθάμε.
Let us know how you like it. | Sagen Sie uns, wie es gefällt. | Πείτε μας πώς σας φάνηκε.
Write to us at any time. | Schreiben Sie uns jederzeit. | Γράψτε μας όποτε θέλετε.
With kind regards from all of us. | Mit freundlichen Grüßen von uns allen. | Με φιλικούς χαιρετισμούς από όλους μας.
Told the team. | Das Team weiß Bescheid. | Ενημερώθηκε η ομάδα.
Nothing to do for now. | Vorerst nichts zu tun. | Προς το παρόν δεν χρειάζεται τίποτα.
Look at it again next week. | Nächste Woche noch einmal ansehen. | Να το ξαναδούμε την άλλη εβδομάδα.
Asked twice to be sure. | Zur Sicherheit zweimal gefragt. | Ρώτησα δύο φορές για σιγουριά.
See the mail of that day. | Siehe die Mail von dem Tag. | Δείτε το μήνυμα εκείνης της ημέρας.
Agreed on the phone. | Am Telefon so vereinbart. | Συμφωνήθηκε στο τηλέφωνο.
Was kind about it. | War sehr freundlich dabei. | Ήταν πολύ ευγενική η συζήτηση.
Keep this in mind for the next time. | Beim nächsten Mal daran denken. | Να το θυμόμαστε την επόμενη φορά.
The others know. | Die anderen sind informiert. | Οι άλλοι το ξέρουν.
Written down after the call. | Nach dem Anruf aufgeschrieben. | Γράφτηκε μετά το τηλεφώνημα.
Needs no answer. | Braucht keine Antwort. | Δεν χρειάζεται απάντηση.
# Parts of a store, and reports.
opening hours | Öffnungszeiten | ωράριο
telephone number | Telefonnummer | τηλέφωνο
directions | Anfahrt | πρόσβαση
pictures | Bilder | φωτογραφίες
repairs in hand | laufende Reparaturen | επισκευές σε εξέλιξη
rings by size | Ringe nach Größe | δαχτυλίδια ανά μέγεθος
stones on approval | Steine zur Ansicht | πέτρες για δοκιμή
gold by weight | Gold nach Gewicht | χρυσός κατά βάρος
deliveries of the week | Lieferungen der Woche | παραδόσεις της εβδομάδας
sofas on order | bestellte Sofas | καναπέδες σε παραγγελία
returns by reason | Rücksendungen nach Grund | επιστροφές ανά αιτία
showroom pieces | Ausstellungsstücke | κομμάτια έκθεσης
best before this week | Ablauf in dieser Woche | λήξεις της εβδομάδας
sales by hour | Umsatz nach Stunden | πωλήσεις ανά ώρα
suppliers by region | Lieferanten nach Region | προμηθευτές ανά περιοχή
waste of the month | Schwund des Monats | απώλειες του μήνα
Ask the workshop first. | Zuerst in der Werkstatt fragen. | Πρώτα ρωτάμε την κουζίνα.
`,
);
