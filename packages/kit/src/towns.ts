/**
 * Towns with the state and the postal codes that are theirs, by locale: a line is `town|state|codes`. British codes are
 * outward ones, to which an inward one is added. Real towns; who lives there is invented.
 */
export const TOWNS: Readonly<Record<string, string>> = {
  'en-GB': `
London|Greater London|N1 SE1 SW4 E8 NW5 W6 SE15 N16
Birmingham|West Midlands|B1 B13 B17 B29
Manchester|Greater Manchester|M1 M14 M20 M21
Leeds|West Yorkshire|LS1 LS6 LS8
Sheffield|South Yorkshire|S1 S7 S10 S11
Bristol|Bristol|BS1 BS3 BS6 BS8
Liverpool|Merseyside|L1 L8 L15 L18
Newcastle upon Tyne|Tyne and Wear|NE1 NE2 NE6
Nottingham|Nottinghamshire|NG1 NG2 NG7
Leicester|Leicestershire|LE1 LE2 LE3
Brighton|East Sussex|BN1 BN2
Oxford|Oxfordshire|OX1 OX2 OX4
Cambridge|Cambridgeshire|CB1 CB2 CB4
York|North Yorkshire|YO1 YO10 YO24
Bath|Somerset|BA1 BA2
Exeter|Devon|EX1 EX2 EX4
Norwich|Norfolk|NR1 NR2 NR3
Southampton|Hampshire|SO14 SO15 SO17
Winchester|Hampshire|SO22 SO23
Reading|Berkshire|RG1 RG4
Canterbury|Kent|CT1 CT2
Chester|Cheshire|CH1 CH2
Lancaster|Lancashire|LA1
Durham|County Durham|DH1
Truro|Cornwall|TR1
Shrewsbury|Shropshire|SY1 SY3
Edinburgh|City of Edinburgh|EH1 EH3 EH6 EH9
Glasgow|Glasgow City|G1 G12 G41
Aberdeen|Aberdeen City|AB10 AB24
Inverness|Highland|IV2 IV3
Cardiff|Cardiff|CF10 CF11 CF24
Swansea|Swansea|SA1 SA2
Belfast|County Antrim|BT1 BT7 BT9`,
  'de-DE': `
Berlin|Berlin|10115 10245 10405 10827 12043 13187 14057
Hamburg|Hamburg|20095 20257 20357 22083 22303 22765
München|Bayern|80331 80469 80636 80799 81541 81667
Köln|Nordrhein-Westfalen|50667 50674 50823 50937 51063
Frankfurt am Main|Hessen|60311 60316 60385 60486 60596
Stuttgart|Baden-Württemberg|70173 70180 70193 70372
Düsseldorf|Nordrhein-Westfalen|40210 40219 40477 40545
Leipzig|Sachsen|04103 04107 04229 04315
Dresden|Sachsen|01067 01097 01127 01309
Hannover|Niedersachsen|30159 30161 30449
Bremen|Bremen|28195 28203 28215
Nürnberg|Bayern|90402 90429 90459
Rosenheim|Bayern|83022 83024
Augsburg|Bayern|86150 86159
Regensburg|Bayern|93047 93049
Freiburg im Breisgau|Baden-Württemberg|79098 79102 79115
Karlsruhe|Baden-Württemberg|76131 76133 76135
Mannheim|Baden-Württemberg|68159 68165
Heidelberg|Baden-Württemberg|69115 69120
Mainz|Rheinland-Pfalz|55116 55118
Trier|Rheinland-Pfalz|54290 54292
Saarbrücken|Saarland|66111 66121
Bonn|Nordrhein-Westfalen|53111 53115 53225
Münster|Nordrhein-Westfalen|48143 48147 48155
Dortmund|Nordrhein-Westfalen|44135 44137 44225
Bielefeld|Nordrhein-Westfalen|33602 33615
Aachen|Nordrhein-Westfalen|52062 52066
Kassel|Hessen|34117 34119
Marburg|Hessen|35037 35039
Göttingen|Niedersachsen|37073 37075
Oldenburg|Niedersachsen|26121 26122
Osnabrück|Niedersachsen|49074 49080
Kiel|Schleswig-Holstein|24103 24105 24114
Lübeck|Schleswig-Holstein|23552 23564
Flensburg|Schleswig-Holstein|24937 24943
Rostock|Mecklenburg-Vorpommern|18055 18057
Schwerin|Mecklenburg-Vorpommern|19053 19055
Potsdam|Brandenburg|14467 14469 14482
Magdeburg|Sachsen-Anhalt|39104 39108
Halle (Saale)|Sachsen-Anhalt|06108 06114
Erfurt|Thüringen|99084 99096
Jena|Thüringen|07743 07745
Weimar|Thüringen|99423 99425`,
  'en-US': `
New York|New York|10003 10011 10025 10128
Brooklyn|New York|11201 11215 11217 11238
Buffalo|New York|14201 14209 14222
Boston|Massachusetts|02108 02116 02130
Cambridge|Massachusetts|02138 02139
Providence|Rhode Island|02903 02906
Hartford|Connecticut|06103 06105
Portland|Maine|04101 04103
Burlington|Vermont|05401 05408
Philadelphia|Pennsylvania|19103 19107 19147
Pittsburgh|Pennsylvania|15203 15213 15217
Baltimore|Maryland|21201 21218 21230
Washington|District of Columbia|20001 20009 20016
Richmond|Virginia|23219 23220 23221
Raleigh|North Carolina|27601 27605 27608
Charleston|South Carolina|29401 29403
Atlanta|Georgia|30307 30308 30312
Savannah|Georgia|31401 31405
Miami|Florida|33127 33129 33137
Tampa|Florida|33602 33606 33629
Nashville|Tennessee|37203 37206 37212
New Orleans|Louisiana|70115 70117 70130
Houston|Texas|77002 77006 77008
Austin|Texas|78701 78704 78751
Dallas|Texas|75204 75206 75208
Chicago|Illinois|60607 60614 60622 60647
Milwaukee|Wisconsin|53202 53207 53211
Madison|Wisconsin|53703 53711
Minneapolis|Minnesota|55401 55408 55414
Detroit|Michigan|48201 48207 48226
Ann Arbor|Michigan|48103 48104
Cleveland|Ohio|44102 44113 44120
Columbus|Ohio|43201 43206 43215
St. Louis|Missouri|63104 63108 63118
Kansas City|Missouri|64108 64111
Denver|Colorado|80202 80205 80211
Salt Lake City|Utah|84101 84103 84105
Santa Fe|New Mexico|87501 87505
Phoenix|Arizona|85003 85006 85016
Tucson|Arizona|85701 85705 85719
Los Angeles|California|90012 90026 90039 90065
San Diego|California|92101 92103 92104
San Francisco|California|94103 94110 94114 94117
Oakland|California|94607 94609 94611
Sacramento|California|95811 95814 95818
Portland|Oregon|97202 97209 97214
Seattle|Washington|98101 98103 98107 98122
Boise|Idaho|83702 83706
Anchorage|Alaska|99501 99508
Honolulu|Hawaii|96813 96816`,
  'el-GR': `
Αθήνα|Αττική|10431 10551 10672 11257 11363 11521 11633
Πειραιάς|Αττική|18531 18535 18538
Μαρούσι|Αττική|15122 15124 15126
Περιστέρι|Αττική|12131 12134
Καλλιθέα|Αττική|17671 17676
Νέα Σμύρνη|Αττική|17121 17123
Χαλάνδρι|Αττική|15231 15234
Θεσσαλονίκη|Κεντρική Μακεδονία|54621 54630 54640 54655
Καλαμαριά|Κεντρική Μακεδονία|55131 55133
Σέρρες|Κεντρική Μακεδονία|62121 62122
Πάτρα|Δυτική Ελλάδα|26221 26222 26331
Αγρίνιο|Δυτική Ελλάδα|30131
Ηράκλειο|Κρήτη|71201 71202 71305
Χανιά|Κρήτη|73131 73132
Ρέθυμνο|Κρήτη|74131
Λάρισα|Θεσσαλία|41221 41222 41335
Βόλος|Θεσσαλία|38221 38222
Τρίκαλα|Θεσσαλία|42131
Ιωάννινα|Ήπειρος|45221 45332
Πρέβεζα|Ήπειρος|48100
Καβάλα|Ανατολική Μακεδονία και Θράκη|65302 65403
Αλεξανδρούπολη|Ανατολική Μακεδονία και Θράκη|68131
Κοζάνη|Δυτική Μακεδονία|50131
Χαλκίδα|Στερεά Ελλάδα|34131
Λαμία|Στερεά Ελλάδα|35131
Καλαμάτα|Πελοπόννησος|24131 24133
Τρίπολη|Πελοπόννησος|22131
Κόρινθος|Πελοπόννησος|20131
Κέρκυρα|Ιόνια Νησιά|49131 49132
Ρόδος|Νότιο Αιγαίο|85131 85132
Ερμούπολη|Νότιο Αιγαίο|84131
Μυτιλήνη|Βόρειο Αιγαίο|81131`,
};
