import type { Phrases } from './phrases.ts';

/** What is texted in French. */
export const french: Phrases = {
  placed: '{shop} : merci {first}. Nous avons bien votre commande {order} et vous écrirons à son départ.',
  shipped: '{shop} : votre commande {order} est chez le transporteur.',
  ready: '{shop} : votre commande vous attend en boutique, {first}.',
  feedback: '{shop} : bonjour {first}, votre achat vous plaît-il ? Répondez simplement ici.',
  pleased: [
    'Très beau, merci !',
    'Nous sommes ravis.',
    'Exactement ce que je voulais 😍',
    'Parfait. Voici une photo !',
  ],
  gladOfIt: ['Cela nous fait plaisir, merci {first} !', 'Merci de votre retour !'],
  thanks: ['Merci !', 'Parfait, merci beaucoup.', 'Super 👍'],
  soon: "Bonjour ? Pourriez-vous regarder s'il vous plaît ?",
  wrongNumber: {
    ask: 'Salut Sam, toujours bon pour ce soir ?',
    answer: 'Ici {shop}, vous vous êtes trompé de numéro.',
    more: 'Oh, pardon !',
    reply: 'Pas de souci, bonne soirée.',
    summary: 'Mauvais numéro.',
    points: [],
  },
  exchanges: {
    jewelry: [
      {
        ask: "Ma bague est-elle revenue de l'atelier ?",
        answer: "Oui, depuis ce matin. Vous pouvez passer jusqu'à sept heures.",
        more: 'Faut-il le reçu ?',
        reply: 'Votre nom suffit.',
        summary: 'Bague ajustée, passe la prendre.',
        points: ['bague prête'],
      },
      {
        ask: "Puis-je passer aujourd'hui pour un fermoir ?",
        answer: "Volontiers. L'orfèvre est là jusqu'à cinq heures.",
        more: 'Quatre heures, cela irait.',
        reply: "C'est noté.",
        summary: 'Rendez-vous pour un fermoir.',
        points: ['seize heures'],
      },
    ],
    home_goods: [
      {
        ask: "À quelle heure passe la livraison aujourd'hui ?",
        answer: 'Entre deux et quatre heures. Le chauffeur appelle une demi-heure avant.',
        more: "Bien. Par l'entrée de la cour s'il vous plaît.",
        reply: 'Le chauffeur le sait.',
        summary: 'Heure de livraison ; entrée par la cour.',
        points: ['entrée par la cour'],
      },
      {
        ask: 'Un pied de la table bouge. Que faire ?',
        answer: 'Tournez le pied vers la gauche, il se règle à la main.',
        more: 'Parfait, plus rien ne bouge !',
        reply: 'Très bien. Sinon nous passons.',
        summary: 'Pied de table réglé.',
        points: ['pied réglable'],
      },
    ],
    food: [
      {
        ask: 'Puis-je encore changer mon panier de vendredi ?',
        answer: "Jusqu'à demain midi. Que faut-il enlever ?",
        more: 'Pas de chou, plutôt des pommes.',
        reply: "Pas de chou, des pommes. C'est fait.",
        summary: 'Panier changé : des pommes au lieu du chou.',
        points: ['pas de chou', 'des pommes'],
      },
      {
        ask: 'Le pain de seigle est-il arrivé ?',
        answer: 'Il sort du four. Faut-il en garder un ?',
        more: "Deux s'il vous plaît, je passe à cinq heures.",
        reply: 'Deux sont gardés.',
        summary: 'Deux pains de seigle mis de côté.',
        points: ['deux pains de seigle'],
      },
    ],
  },
  campaigns: {
    jewelry: [
      '{shop} : de nouvelles perles sont là. Passez cette semaine. STOP pour finir.',
      '{shop} : dix pour cent sur la gravure avant dimanche. STOP pour finir.',
      '{shop} : samedi, nous nettoyons vos bijoux. STOP pour finir.',
    ],
    home_goods: [
      '{shop} : nouvelles lampes, jeudi ouvert tard. STOP pour finir.',
      '{shop} : quinze pour cent sur les tapis. STOP pour finir.',
      '{shop} : les fauteuils sont de retour. STOP pour finir.',
    ],
    food: [
      '{shop} : des pâtes fraîches dès jeudi. STOP pour finir.',
      '{shop} : dégustation samedi dès onze heures. STOP pour finir.',
      '{shop} : un pot de miel avec chaque panier avant vendredi. STOP pour finir.',
    ],
  },
  consent: 'Oui, écrivez-moi vos nouvelles. STOP y met fin à tout moment.',
  refusals: ['Plus de messages, merci.', 'Ne veut plus de messages.'],
};
