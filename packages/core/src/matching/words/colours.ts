/** Colours in the languages of European shops: every spelling leads to one English word. Feminine and plural forms are listed where they differ. */
const spellings: Readonly<Record<string, string>> = {
  black:
    'black blk bk noir noire noirs noires schwarz schwarze schwarzer schwarzes negro negra negros negras nero nera neri nere zwart zwarte czarny czarna czarne czarno preto preta svart sort jet onyx ebony',
  white:
    'white wht wh wit witte blanc blanche blancs blanches weiss weisse weisser weisses blanco blanca blancos blancas bianco bianca bianchi bianche bialy biala biale bialo branco branca vit hvid ivory',
  grey: 'grey gray gry gris grise grises grau graue grauer graues grigio grigia grigi grijs grijze szary szara szare cinza gra graphite charcoal anthracite antracite antraciet anthrazit gunmetal slate',
  red: 'red rouge rouges rot rote roter rotes rojo roja rojos rojas rosso rossa rossi rosse rood rode czerwony czerwona czerwone vermelho rod crimson scarlet bordeaux burgundy maroon',
  blue: 'blue blu bl bleu bleue bleus bleues blau blaue blauer blaues azul azules azzurro azzurra blauw blauwe niebieski niebieska niebieskie bla navy marine marino cobalt kobalt cobalto royal indigo',
  green:
    'green grn vert verte verts vertes grun grune gruner gruen verde verdi groen groene zielony zielona zielone gron olive khaki emerald',
  yellow:
    'yellow ylw jaune jaunes gelb gelbe gelber amarillo amarilla giallo gialla gialli geel gele zolty zolta zolte amarelo gul volt lemon',
  orange: 'orange org oranje naranja arancione arancio pomaranczowy pomaranczowa pomaranczowe laranja mango',
  pink: 'pink pnk rose roze rosa rosado rozowy rozowa rozowe fuchsia fuxia magenta',
  purple:
    'purple violet violett violette lila viola violeta violetto morado morada paars purpura fioletowy fioletowa fioletowe plum lavender lilac',
  brown:
    'brown brn brun brune braun braune braunes marron marrone marroni bruin bruine brazowy brazowa brazowe castanho cafe chocolate espresso mahogany walnut tan cognac',
  beige: 'beige cream creme taupe sand bezowy nude oatmeal camel',
  silver:
    'silver slv argent argente silber silbern plata plateado argento zilver srebrny srebrna srebrne prata chrome',
  gold: 'gold golden gld or dore gouden dorado dorada oro goud zloty zlota zlote dourado',
  bronze: 'bronze brons bronzo brazowo copper cuivre kupfer cobre rame',
  turquoise: 'turquoise turkis turchese turquesa teal aqua cyan mint turkoois turkusowy',
  transparent: 'clear transparent transparente translucent crystal durchsichtig',
  stainless: 'stainless inox edelstahl inoxidable inossidabile',
  multicolour: 'multicolor multicolour multicolore multicolored wielokolorowy assorted bunt',
};

/** The English word by spelling, without accents and in lower case. */
export const colours: ReadonlyMap<string, string> = new Map(
  Object.entries(spellings).flatMap(([colour, words]) =>
    words.split(' ').map((word) => [word, colour] as const),
  ),
);
