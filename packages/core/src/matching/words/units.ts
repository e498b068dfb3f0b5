/** Units of measure as shops write them, in several languages; every spelling leads to one short form that joins the number before it. */
const spellings: Readonly<Record<string, string>> = {
  gb: 'gb go gig gigs gigabyte gigabytes gigaoctets',
  tb: 'tb to terabyte terabytes',
  mb: 'mb mo megabyte megabytes',
  kb: 'kb',
  mp: 'mp mpx mpix mpixel mpixels megapixel megapixels megapixeles',
  in: 'in inch inches zoll pouces pouce pulgadas pollici cali duim cala',
  ft: 'ft foot feet pied pieds',
  yd: 'yd yard yards',
  mm: 'mm millimeter millimetre millimeters',
  cm: 'cm centimeter centimetre centimeters',
  mtr: 'meter meters metre metres mtr mtrs',
  ghz: 'ghz gigahertz',
  mhz: 'mhz megahertz',
  hz: 'hz hertz',
  khz: 'khz',
  w: 'w watt watts watt.',
  kw: 'kw',
  v: 'v volt volts',
  mah: 'mah',
  rpm: 'rpm',
  ml: 'ml millilitre millilitres milliliter',
  cl: 'cl',
  l: 'l ltr litre litres liter liters',
  oz: 'oz ounce ounces',
  lb: 'lb lbs pound pounds',
  kg: 'kg kilo kilos kilogram kilograms',
  g: 'g gram grams gr grammes',
  btu: 'btu',
  cuft: 'cuft cu.ft',
  pack: 'pack packs pk pck pcs pc piece pieces pce count ct stk stuck pieza piezas pezzi box bx pkg',
  sheet: 'sheets sheet rolls reams',
  pair: 'pair pairs paar',
  user: 'user users pc license lizenz licenses licences clients seats seat utilisateurs',
  x: 'x',
  bit: 'bit bits',
  hour: 'hour hours hr hrs',
  year: 'year years yr yrs jahr jahre',
  fps: 'fps',
  p: 'p',
  mbps: 'mbps mb/s',
  carat: 'ct ctw carat carats tcw',
  k: 'k kt karat',
  dpi: 'dpi',
  db: 'db dba',
  cfm: 'cfm',
  lumen: 'lumen lumens lm ansi',
  port: 'port ports',
};

/** The short form by spelling. Of a spelling with two meanings the first one stands. */
export const units: ReadonlyMap<string, string> = collect();

function collect(): Map<string, string> {
  const found = new Map<string, string>();
  for (const [unit, words] of Object.entries(spellings)) {
    for (const word of words.split(' ')) if (!found.has(word)) found.set(word, unit);
  }
  return found;
}
