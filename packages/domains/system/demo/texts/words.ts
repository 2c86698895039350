import { translations } from '@erp/kit/translations';

/** English | German | Greek. */
export const say = translations(
  ['de', 'el'],
  `
Fine jewelry, made to measure. | Feiner Schmuck nach Maß. | Εκλεκτά κοσμήματα στα μέτρα σας.
Furniture and everything that makes a home. | Möbel und alles, was ein Zuhause ausmacht. | Έπιπλα και ό,τι κάνει ένα σπίτι.
Good food from small makers. | Gutes Essen aus kleinen Betrieben. | Καλά τρόφιμα από μικρούς παραγωγούς.
Founder | Gründung | Ιδρυτής
Administrator | Administration | Διαχειριστής
Head of sales | Vertriebsleitung | Διεύθυνση πωλήσεων
Sales | Vertrieb | Πωλήσεις
Customer care | Kundendienst | Εξυπηρέτηση πελατών
Fulfilment | Versand | Αποστολές
Accountant | Buchhaltung | Λογιστήριο
Warehouse | Lager | Αποθήκη
Office | Büro | Γραφείο
# Roles.
Owner | Inhaber | Ιδιοκτήτης
Manager | Leitung | Υπεύθυνος
Member | Mitarbeit | Μέλος
Viewer | Einsicht | Αναγνώστης
May do everything; a tenant always has one. | Darf alles; einen gibt es immer. | Μπορεί τα πάντα· υπάρχει πάντα ένας.
Runs the tenant. | Verwaltet den Mandanten. | Διαχειρίζεται την εγκατάσταση.
Runs the daily business. | Leitet das Tagesgeschäft. | Διευθύνει την καθημερινή δουλειά.
Does the daily business. | Erledigt das Tagesgeschäft. | Κάνει την καθημερινή δουλειά.
Looks, and changes nothing. | Sieht alles an und ändert nichts. | Βλέπει και δεν αλλάζει τίποτα.
`,
);
