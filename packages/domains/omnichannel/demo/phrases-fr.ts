import type { Phrases } from './phrases.ts';

/** What is said in French. */
export const french: Phrases = {
  wares: {
    jewelry: ['la bague en or', 'le collier de perles', 'le pendentif en saphir', 'le bracelet en argent'],
    home_goods: ["l'étagère en chêne", 'le tapis en laine', 'la lampe en verre', 'le fauteuil en lin'],
    food: ['le panier de fête', 'le miel du verger', 'le fromage de montagne', 'le café du port'],
  },
  topics: {
    delivery: {
      subject: 'Livraison de {order}',
      ask: [
        "j'ai commandé hier ({order}). Quand partira le colis ?",
        'pourriez-vous me dire quand {order} part de chez vous ? Je serai absente ce week-end.',
        'avez-vous des nouvelles de ma commande {order} ?',
      ],
      answer: [
        'Bonjour {first}, {order} est en préparation et part dans les prochains jours. Vous recevrez le numéro de suivi.',
        "Bonjour {first}, nous emballons {order} en ce moment. Dès que le transporteur l'a, nous vous envoyons le numéro.",
      ],
      more: ["Le chauffeur peut-il le laisser chez le voisin s'il n'y a personne ?", 'Faudra-t-il signer ?'],
      reply: [
        "Oui, bien sûr. Je l'ai noté sur le colis.",
        'Oui, mais toute personne de la maison peut signer.',
      ],
    },
    address: {
      subject: 'Autre adresse pour {order}',
      ask: [
        'je viens de commander ({order}) avec mon ancienne adresse. Peut-on encore la changer ?',
        'pourriez-vous envoyer {order} à mon bureau plutôt que chez moi ?',
      ],
      answer: [
        'Bonjour {first}, pas de souci, le colis est encore chez nous. Quelle est la bonne adresse ?',
        "Bonjour {first}, volontiers. Écrivez-nous l'adresse complète et nous la changeons.",
      ],
      more: [
        "C'est la deuxième de mon compte, celle du bureau.",
        'Le 12, même rue. Seul le numéro était faux.',
      ],
      reply: ['Merci, {order} ira là-bas.', "C'est fait. La nouvelle adresse est sur la commande."],
    },
    damage: {
      subject: 'Un problème avec {order}',
      ask: [
        "mon colis {order} est arrivé aujourd'hui et une pièce est rayée. J'ai pris une photo.",
        '{order} est arrivé. Le carton était écrasé et une pièce est abîmée, voir la photo.',
      ],
      answer: [
        'Bonjour {first}, je suis désolé. Merci pour la photo, on voit bien. Préférez-vous un échange ou un remboursement ?',
        'Bonjour {first}, veuillez nous excuser. Nous pouvons remplacer ou rembourser, comme vous préférez.',
      ],
      more: [
        "Un échange, s'il vous plaît. Dois-je renvoyer l'ancienne ?",
        'Remplacez-la, merci. Combien de temps faut-il ?',
      ],
      reply: [
        'Inutile de renvoyer quoi que ce soit. La nouvelle part demain.',
        'Elle est déjà mise de côté, chez vous dans la semaine.',
      ],
    },
    invoice: {
      subject: 'Facture pour {order}',
      ask: [
        "j'ai besoin d'une facture pour {order} au nom de mon entreprise.",
        'pourrais-je avoir la facture de {order} en fichier ? Je ne la trouve plus.',
      ],
      answer: [
        'Bonjour {first}, voici la facture pour {order}. Vous faut-il autre chose ?',
        'Bonjour {first}, bien sûr, la voici.',
      ],
      more: ['Pourriez-vous ajouter notre référence 4711 ?', 'La TVA est-elle indiquée ?'],
      reply: ["C'est ajouté, voici le nouveau fichier.", 'Oui, sous le total.'],
    },
    stock: {
      subject: 'Disponibilité',
      ask: [
        'est-ce que {ware} est encore disponible ? Le site dit deux pièces.',
        'avez-vous {ware} en boutique, pour voir avant ?',
      ],
      answer: [
        "Bonjour, oui, {ware} est ici. Faut-il le mettre de côté jusqu'à samedi ?",
        'Bonjour, il en reste un en boutique. Nous pouvons le garder deux jours.',
      ],
      more: ["Oui, jusqu'à samedi, ce serait parfait.", "Pourriez-vous m'envoyer encore une photo ?"],
      reply: ["C'est mis de côté à votre nom.", 'Voici. La lumière de la boutique est un peu chaude.'],
    },
    hours: {
      subject: "Heures d'ouverture",
      ask: [
        'êtes-vous ouverts le samedi après-midi ?',
        "jusqu'à quelle heure êtes-vous ouverts, et où peut-on se garer ?",
      ],
      answer: [
        "Bonjour, jusqu'à six heures le samedi, sept heures en semaine.",
        "Bonjour, jusqu'à sept heures aujourd'hui. J'ai joint le plan.",
      ],
      more: ['Faut-il un rendez-vous ?', 'Et y a-t-il un parking tout près ?'],
      reply: ['Non, entrez simplement.', 'Oui, derrière la maison, la première heure est gratuite.'],
    },
    praise: {
      subject: 'Merci',
      ask: [
        'je voulais simplement dire combien nous sommes contents. Encore plus beau que sur les photos !',
        "tout le monde a demandé d'où cela venait. Merci, {shop} !",
      ],
      answer: [
        'Bonjour {first}, cela nous fait très plaisir. Une photo nous ferait plaisir aussi.',
        "Bonjour {first}, quel beau message. Je l'ai lu à toute l'équipe, merci !",
      ],
      more: ['En voici une. Vous pouvez la montrer.', 'Je reviendrai certainement.'],
      reply: ['Magnifique, merci de nous laisser la montrer.', 'Nous nous en réjouissons !'],
    },
    job: {
      subject: 'Travailler chez {shop}',
      ask: [
        "cherchez-vous quelqu'un pour les week-ends ? J'ai travaillé deux ans en boutique.",
        'prenez-vous des stagiaires en été ?',
      ],
      answer: [
        "Bonjour, merci de votre demande. Envoyez-nous une courte lettre, l'adresse est sur le site.",
        "Bonjour, oui. Les places de l'été prochain sont attribuées au printemps.",
      ],
      more: ['Faut-il aussi des références ?', 'Puis-je passer me présenter ?'],
      reply: ['Pas pour commencer.', 'Volontiers, le mardi ou le mercredi matin.'],
    },
    spam: {
      subject: 'Offre',
      ask: [
        '10 000 VRAIS ABONNÉS en une semaine !!! Répondez OUI, on commence ce jour',
        'cher propriétaire, votre page sera fermée si vous ne confirmez pas vos données',
      ],
      answer: ['Non, merci.'],
      more: ['Dernière chance !!!'],
      reply: ['Non, merci.'],
    },
  },
  trades: {
    jewelry: {
      advice: {
        subject: 'Tour de doigt',
        ask: [
          'je veux surprendre ma femme avec une bague, mais je ne connais pas sa taille. Que faire ?',
          'comment trouver la bonne taille sans demander ?',
        ],
        answer: [
          'Bonjour, empruntez une bague et mesurez la largeur intérieure en millimètres.',
          'Bonjour, apportez une de ses bagues. Une mise à taille est offerte.',
        ],
        more: ["Dix-sept millimètres à l'intérieur. Quelle taille est-ce ?", 'Et si elle ne va pas ?'],
        reply: ["C'est un 54, nous l'avons ici.", "Alors nous l'ajustons en une semaine, sans frais."],
      },
      wish: {
        subject: 'Gravure',
        ask: [
          'pourriez-vous graver deux alliances avec une date et nos prénoms ? Le mariage est dans six semaines.',
          'peut-on avoir {ware} en or rose ?',
        ],
        answer: [
          'Bonjour, volontiers, six semaines suffisent. Combien de lettres ? Vingt sont comprises.',
          "Bonjour, l'atelier s'en charge en quatre semaines. Je vous envoie d'abord un dessin.",
        ],
        more: ['Quinze lettres et la date. Quel serait le prix ?', 'Un dessin serait parfait.'],
        reply: [
          'Les deux ensemble 60. Je vous prépare le devis ?',
          "Le voici. Dites-moi ce qu'il faut changer.",
        ],
      },
      care: {
        subject: 'Entretien',
        ask: [
          'mon argent a noirci. Puis-je le nettoyer chez moi ?',
          'une pierre bouge un peu. Faut-il la faire voir ?',
        ],
        answer: [
          "Bonjour, un chiffon doux et de l'eau tiède avec un peu de savon. Pas de dentifrice.",
          'Bonjour, ne la portez plus et passez nous voir, nous la fixons sur place.',
        ],
        more: ['Et comment la garder brillante ?', 'Combien cela coûte-t-il ?'],
        reply: ["Dans sa pochette, au sec et à l'ombre.", 'Rien les deux premières années.'],
      },
    },
    home_goods: {
      advice: {
        subject: 'Dimensions',
        ask: [
          'est-ce que {ware} passe par une porte de 75 centimètres ?',
          'quelle taille pour une pièce de douze mètres carrés ?',
        ],
        answer: [
          'Bonjour, oui, sans les pieds la largeur est de 68. Ils se vissent en une minute.',
          'Bonjour, avec les mesures je vous fais un dessin. Avez-vous une photo du mur ?',
        ],
        more: ["C'est lourd ? Nous sommes au troisième.", 'Voici une photo. Le mur fait 2,40.'],
        reply: [
          'À deux, cela va. Nous montons aussi.',
          "Alors la taille moyenne, je l'ai dessinée sur la photo.",
        ],
      },
      wish: {
        subject: 'Sur mesure',
        ask: [
          'pouvez-vous faire {ware} dix centimètres plus court ?',
          'avez-vous {ware} dans une autre couleur, vert foncé ?',
        ],
        answer: [
          'Bonjour, notre menuisier le fait, il faut trois semaines de plus.',
          'Bonjour, il y a douze couleurs. Je vous envoie des échantillons ?',
        ],
        more: ['Trois semaines, cela va. Quel est le prix ?', "Oui, s'il vous plaît."],
        reply: ["80 de plus. J'ai joint le devis.", 'Ils sont partis, quatre verts.'],
      },
      care: {
        subject: 'Entretien et montage',
        ask: [
          'du vin rouge sur le tissu, que faire ?',
          'il manque une vis pour {ware}. Pouvez-vous en envoyer une ?',
        ],
        answer: [
          "Bonjour, tamponnez à l'eau froide sans frotter. Le sel aide tant que c'est humide.",
          'Bonjour, bien sûr. La longue ou la courte ? Une photo suffit.',
        ],
        more: ['Presque tout est parti. Puis-je laver la housse ?', 'La longue, voir la photo.'],
        reply: ["Oui, à froid, et séchage à l'air.", "Elle part aujourd'hui par lettre."],
      },
    },
    food: {
      advice: {
        subject: 'Ingrédients',
        ask: [
          'y a-t-il des noix dans {ware} ? Mon fils est allergique.',
          'que servir avec le fromage de montagne pour huit personnes ?',
        ],
        answer: [
          'Bonjour, pas de noix, mais on en emballe dans la même pièce.',
          'Bonjour, un cidre sec et du pain noir. Trois pièces suffisent pour huit.',
        ],
        more: ['Et quelque chose sans aucune trace ?', 'Quel pain prendriez-vous ?'],
        reply: ["Oui, tout ce qui porte l'étiquette verte.", 'Le pain de seigle, frais le vendredi.'],
      },
      wish: {
        subject: 'Paniers pour le bureau',
        ask: [
          'il nous faut vingt paniers pour notre bureau. Une carte dans chacun, est-ce possible ?',
          'pourrais-je avoir le panier de fête sans alcool et sans viande ?',
        ],
        answer: [
          'Bonjour, avec plaisir. À partir de dix, les cartes sont offertes. Pour quand ?',
          'Bonjour, bien sûr. Nous mettons deux conserves à la place.',
        ],
        more: ['Pour le 18, si possible.', 'Très bien. Le prix reste le même ?'],
        reply: ["Le 18, c'est noté. Le devis est prêt.", 'Oui, le même.'],
      },
      care: {
        subject: 'Conservation',
        ask: [
          'combien de temps se garde le fromage de montagne une fois ouvert ?',
          'peut-on congeler {ware} ?',
        ],
        answer: [
          'Bonjour, deux semaines au frais, dans du papier et non sous film.',
          "Bonjour, mieux vaut pas, le goût s'en va. Une cave fraîche est idéale.",
        ],
        more: ['Une tache blanche, est-ce mauvais signe ?', "Et s'il n'y a pas de cave ?"],
        reply: ["Non, c'est normal, il suffit de l'essuyer.", 'Le bas du réfrigérateur convient.'],
      },
    },
  },
  hello: ['Bonjour,', 'Bonjour à tous,', 'Madame, Monsieur,'],
  thanks: [
    'Parfait, merci !',
    'Quelle rapidité, merci beaucoup.',
    'Merci pour votre aide !',
    'Un grand merci.',
  ],
  welcome: ['Avec plaisir, {first} !', 'Je vous en prie. Bonne journée !', "N'hésitez pas."],
  away: 'Merci de votre message. La boutique est fermée pour le moment ; nous répondrons dès notre retour.',
  nudge: ["Bonjour ? Il y a quelqu'un ?", 'Avez-vous pu regarder ?'],
  again: [
    'Encore une chose : puis-je payer par carte en venant ?',
    "J'ai oublié : faites-vous des paquets cadeaux ?",
  ],
  againAnswer: ['Oui, toutes les cartes.', "Oui, et c'est gratuit."],
  later: ["Je demande à l'atelier et vous écris demain.", 'Je dois vérifier, je reviens vers vous demain.'],
  notes: [
    'Habitué de la maison, soyez généreux.',
    "L'atelier a été prévenu, il rappelle.",
    'Prix convenu avec la direction.',
  ],
  settled: ['Répondu.', 'Tout est réglé.', 'Client content.'],
  silent: 'Plus de réponse.',
  snoozed: "Attend l'atelier.",
  given: ['Connaît le sujet.', "De permanence aujourd'hui."],
};
