/**
 * Words that tell one product from its nearest sibling, by what they speak of. Each spelling leads to one word; a group is what two products can
 * conflict in.
 */
const groups = {
  /** How much of a product one gets: never the same thing when it differs. */
  edition: {
    standard: 'standard std estandar standaard',
    professional: 'professional pro profesional profi professionnel',
    premium: 'premium prem',
    deluxe: 'deluxe dlx luxe',
    ultimate: 'ultimate ult',
    home: 'home family famille',
    basic: 'basic basics essentials essential starter lite light express',
    enterprise: 'enterprise corporate business entreprise biz sb sbe',
    advanced: 'advanced extended plus suite',
    gold: 'collection anthology bundle trilogy',
    limited: 'limited collector collectors special anniversary edition',
  },
  /** Whom it is sold to. */
  audience: {
    academic: 'academic education educational edu student students teacher teachers school acad ae',
    government: 'government govt gov',
    kids: 'kids kid junior jr enfant enfants kinder ninos nino bambino bambini children childrens boys girls boy girl toddler infant dzieciece kind kinderen youth',
    women:
      'women womens woman ladies lady femme femmes damen dames dame donna mujer mujeres damskie damska damski wmns wmn w female her feminino',
    men: 'men mens man gents gent homme hommes herren heren herr uomo hombre hombres meskie meska meski male him masculino',
    unisex: 'unisex',
  },
  /** What kind of sale it is. */
  kind: {
    upgrade: 'upgrade upg upgrades upsell update aggiornamento',
    licence: 'license licence lic licenses licences licencia maintenance subscription olp volume',
    media: 'media mediapack',
    refurbished: 'refurbished refurb reconditioned renewed used gebraucht occasion remanufactured',
    compatible: 'compatible replacement generic remanufactured kompatibel',
    demo: 'oem bulk tray bare',
    accessory:
      'case cover sleeve charger adapter cable mount stand bag holder strap battery skin kit dock remote filter lens hood cartridge ink toner warranty protector screen guard film coque housse hulle tasche funda custodia',
    bodyOnly: 'body corpo gehause boitier cuerpo',
  },
  /** What it runs on, or fits. */
  platform: {
    mac: 'mac macintosh osx macos apple imac macbook',
    windows: 'win windows winxp pc vista xp',
    linux: 'linux unix',
    playstation: 'ps2 ps3 ps4 playstation psp',
    xbox: 'xbox x360 xb360',
    nintendo: 'wii nintendo nds gamecube',
  },
  size: {
    xs: 'xs',
    small: 'small sm petit klein pequeno piccolo',
    medium: 'medium med mid moyen mittel mediano medio',
    large: 'large lg lrg grand gross grande groot big',
    xl: 'xl xlarge',
    xxl: 'xxl 2xl',
    mini: 'mini nano micro compact',
    low: 'low lo bas basse',
    high: 'high hi haut haute',
  },
  /** What it is made of. */
  material: {
    carbon: 'carbon carbone kohlefaser carbonio carbono',
    aluminium: 'aluminium aluminum alu aluminio alluminio',
    leather: 'leather cuir leder cuero pelle leer skora piel',
    suede: 'suede daim wildleder camoscio nubuck',
    mesh: 'mesh',
    canvas: 'canvas toile lona',
    wood: 'wood wooden bois holz madera legno hout drewno',
    plastic: 'plastic plastique kunststoff plastico plastica',
    steel: 'steel acier stahl acero acciaio staal stal',
    titanium: 'titanium titane titanio',
    ceramic: 'ceramic ceramique keramik ceramica',
    rubber: 'rubber caoutchouc gummi silicone silikon',
    nylon: 'nylon',
    glass: 'glass verre glas vidrio vetro',
    cotton: 'cotton coton baumwolle algodon cotone katoen',
    wool: 'wool laine wolle lana wol',
    linen: 'linen leinen lino linnen',
  },
  /** The ground that a sole is made for. */
  sole: {
    firm: 'fg firm compatti',
    soft: 'sg soft morbidi',
    artificial: 'ag artificial',
    turf: 'tf turf',
    indoor: 'ic indoor hallen',
  },
} as const;

export type TraitGroup = keyof typeof groups;
export const traitGroups = Object.keys(groups) as readonly TraitGroup[];

export interface Trait {
  readonly group: TraitGroup;
  readonly word: string;
}

/** What a word says, by its spelling without accents and in lower case. */
export const traits: ReadonlyMap<string, readonly Trait[]> = collect();

function collect(): Map<string, readonly Trait[]> {
  const found = new Map<string, Trait[]>();
  for (const group of traitGroups) {
    for (const [word, spellings] of Object.entries(groups[group])) {
      for (const spelling of spellings.split(' ')) {
        found.set(spelling, [...(found.get(spelling) ?? []), { group, word }]);
      }
    }
  }
  return found;
}
