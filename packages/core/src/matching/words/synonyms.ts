/** Words of a trade in several languages and spellings: overlap counts what they mean. The first one stands for all. */
const rows = `
shoe shoes chaussure chaussures schuh schuhe zapato zapatos scarpa scarpe schoen schoenen buty but sko tenis obuwie calzado
sneaker sneakers basket baskets zapatilla zapatillas trainers trainer turnschuhe sneakersy sportschuhe deportivas
boot boots botte bottes stiefel bota botas stivali stivale laarzen bottine bottines botki
football soccer futbol calcio voetbal pilkarskie fussball futebol pilka
running course laufschuhe laufschuh correr corsa hardloopschoenen hardlopen biegania laufen run runner
watch watches montre montres uhr uhren reloj relojes orologio orologi horloge horloges zegarek zegarki relogio armbanduhr
automatic automatik automatique automatico automaat
chronograph chronograaf chronographe chronograf cronografo crono chrono
quartz quarz cuarzo quarzo kwarc
leather cuir leder cuero pelle leer skora piel skorzane
steel acier stahl acero acciaio staal stal
ring rings bague anillo anello
strap band bracelet armband correa cinturino pasek
camera cameras camara fotocamera kamera appareil fotoaparat cam
digital numerique digitale
lens lenses objectif objektiv objetivo obiettivo obiektyw
memory memoire speicher memoria geheugen
card cards carte karte tarjeta scheda kaart
drive drives disque festplatte disco hdd
hard dur
processor processors processeur prozessor procesador processore cpu
laptop portatil
monitor display ecran bildschirm pantalla
printer printers imprimante drucker impresora stampante
wireless wifi cordless inalambrico kabellos wlan
keyboard clavier tastatur teclado tastiera
mouse souris maus raton
headphones headphone earphones earphone headset kopfhorer auriculares ecouteurs cuffie earbuds
speaker speakers haut-parleur lautsprecher altavoz
bluetooth bt
television tv televisions hdtv televisor
refrigerator fridge refrigerateur kuhlschrank
telephone phone phones telefon telefono
software logiciel
version ver vers v
edition ed editions
windows win
macintosh mac
microsoft ms
professional pro
standard std
deluxe dlx
license licence lic
upgrade upg
complete full cmplt
package pkg
and & und et y e en
with w mit avec con met
for pour para per fur voor dla
without sans ohne sin senza zonder
adapter adaptor
color colour
center centre
high hi
definition def
photo photos foto
video videos
picture pictures
game games jeu spiel juego
original originals orig
firm fg
indoor ic hallen
turf tf
jacket veste jacke chaqueta giacca jas kurtka
shirt shirts tee chemise hemd camiseta maglia koszulka
trousers pants pantalon hose pantalones broek spodnie
bag bags sac tasche bolsa borsa tas torba
international intl
system systems
series serie
network networking
business biz
`;

/** The word that stands for a spelling. */
export const synonyms: ReadonlyMap<string, string> = new Map(
  rows
    .trim()
    .split('\n')
    .flatMap((row) => {
      const words = row.trim().split(' ');
      return words.map((word) => [word, words[0] ?? word] as const);
    })
    // The first row that names a spelling decides.
    .toReversed(),
);
