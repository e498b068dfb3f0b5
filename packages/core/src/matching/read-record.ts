import { foldText, splitTitle } from './normalize-text.ts';
import type { MatchRecord } from './match-record.ts';
import { trigramsOf, type LetterTriples } from './letter-triples.ts';
import { colours } from './words/colours.ts';
import { synonyms } from './words/synonyms.ts';
import { traits, type TraitGroup } from './words/traits.ts';
import { units } from './words/units.ts';

/** What can be read out of a record once, before it is compared with others; letter triples are those of the title. */
export interface ReadRecord extends LetterTriples {
  /** Words of the title's first part, in order, as they are compared: synonyms made one, numbers joined with their units. */
  readonly head: ReadonlySet<string>;
  /** Those of them that follow `for`: what the product is made for, not what it is. */
  readonly purpose: ReadonlySet<string>;
  /** Words of the whole title, each once. */
  readonly title: ReadonlySet<string>;
  /** Words of everything that the record says, each once. */
  readonly all: ReadonlySet<string>;
  /** Model and part numbers in the title and the part number's own field, without punctuation; those of the first part first. */
  readonly codes: readonly string[];
  /** Those of the first part alone. */
  readonly headCodes: readonly string[];
  /** The part number's own field, without punctuation; empty: none. */
  readonly partNumber: string;
  /** The title without anything but letters and digits. */
  readonly compact: string;
  /** The same of everything. */
  readonly compactAll: string;
  /** Plain numbers of the title (no unit, no year), each once. */
  readonly numbers: ReadonlySet<string>;
  /** Generations: `ii`, `mark 3`, `gen 4`, as plain numbers. */
  readonly generations: ReadonlySet<string>;
  /** Where in `compactAll` a run of letters and digits began in the text: there and at the end 1. */
  readonly starts: Uint8Array;
  readonly years: ReadonlySet<string>;
  /** Values by unit. */
  readonly measures: ReadonlyMap<string, ReadonlySet<string>>;
  /** The same of everything that the record says. */
  readonly allMeasures: ReadonlyMap<string, ReadonlySet<string>>;
  readonly colours: ReadonlySet<string>;
  readonly traits: ReadonlyMap<TraitGroup, ReadonlySet<string>>;
  readonly brand: string;
  readonly price: number | null;
}

const longestText = 2_000;

/** Reads out of a record what is compared. */
export function readRecord(record: MatchRecord): ReadRecord {
  const parts = splitTitle(record.title).map(foldText);
  const first = parts[0] ?? '';
  const others = parts.slice(1).join(' ');
  const whole = parts.join(' ');
  const brand = foldText(record.brand ?? '');
  const foldedNumber = foldText(record.partNumber ?? '');
  const partNumber = readPartNumber(foldedNumber);
  const options = foldText(record.options.join(' '));
  const rest = foldText([record.description, record.category].join(' ').slice(0, longestText));
  const head = wordsOf(first);
  const title = unique([...head, ...wordsOf(others), ...wordsOf(options)]);
  const restWords = wordsOf(rest);
  const all = new Set([
    ...title,
    ...wordsOf(brand),
    ...(partNumber === '' ? [] : [partNumber]),
    ...restWords,
  ]);
  const headCodes = unique(codesOf(first));
  const pack = record.packageQuantity === null ? [] : [`${record.packageQuantity}pack`];
  const raw = rawWords(`${whole} ${options}`);
  const { compactAll, starts } = joinRuns(`${whole} ${foldedNumber} ${rest}`);
  return {
    head: new Set(head),
    purpose: new Set(head.slice(head.indexOf('for') < 0 ? head.length : head.indexOf('for') + 1)),
    title: new Set(title),
    all,
    headCodes,
    codes: unique([...headCodes, ...(partNumber === '' ? [] : [partNumber]), ...codesOf(others)]),
    partNumber,
    compact: compactOf(whole),
    compactAll,
    numbers: new Set(title.filter((word) => /^\d+(?:\.\d+)?$/.test(word) && !isYear(word))),
    generations: generationsOf(rawWords(first)),
    starts,
    years: new Set(title.filter(isYear)),
    measures: measuresOf([...title, ...pack]),
    allMeasures: measuresOf([...title, ...pack, ...restWords]),
    colours: new Set(raw.flatMap((word) => colours.get(word) ?? [])),
    traits: traitsOf(raw),
    brand,
    price: record.price === null ? null : Number(record.price.amount),
    ...trigramsOf(compactSpaces(whole)),
  };
}

/** What stands in the field is a number only if it has digits: shops write names of ranges there, too. */
function readPartNumber(folded: string): string {
  const compact = compactOf(folded);
  return compact.length >= 3 && /\d/.test(compact) ? compact : '';
}

function isYear(word: string): boolean {
  return /^(?:19[89]\d|20[0-3]\d)$/.test(word);
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)];
}

/** Words as they stand, numbers with a decimal point kept whole. */
function rawWords(text: string): readonly string[] {
  return text.replace(/['’](?=s\b)/g, '').match(/\d+(?:[.,]\d+)+|[\p{L}\d]+/gu) ?? [];
}

/** `pack of 2`, `lot de 6`. */
const packOf =
  /\b(?:pack|packs|set|lot|box|case|paquet|packung|confezione|pacco|juego|zestaw)\s+(?:of|de|von|mit|da|di|z)\s+(\d+)\b/g;
/** `6 x 100 ml`: six of something that is measured. */
const timesEach = /\b(\d+)\s*x\s*(?=\d+(?:[.,]\d+)?\s*(?:ml|cl|l|g|kg|oz)\b)/g;

/** Words as they are compared. */
function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  readWords(text, (word) => words.push(word));
  return words;
}

/** For each word as it is compared, how it is written where it first stands: `green` is `olive`, `2pack` is `2 pack`. */
export function spellingsOf({ title, options }: MatchRecord): ReadonlyMap<string, string> {
  const spellings = new Map<string, string>();
  const text = splitTitle([title, ...options].join(' '))
    .map(foldText)
    .join(' ');
  readWords(text, (word, spelling) => {
    if (!spellings.has(word)) spellings.set(word, spelling);
  });
  return spellings;
}

function readWords(text: string, take: (word: string, spelling: string) => void): void {
  const spaced = text
    .replace(/(\d)\s*(?:''|"|”|')(?=[\s,.)]|$)/g, '$1 in')
    .replace(packOf, '$1 pack ')
    .replace(timesEach, '$1 pack ');
  const raw = rawWords(spaced);
  for (let index = 0; index < raw.length; index += 1) {
    const spelling = raw[index] ?? '';
    const joined = /^(\d+(?:[.,]\d+)?)([a-z.]+)$/.exec(spelling);
    const ownUnit = joined?.[2] === undefined ? undefined : units.get(joined[2]);
    if (joined?.[1] !== undefined && ownUnit !== undefined) {
      take(plainNumber(joined[1]) + ownUnit, spelling);
    } else if (/^\d+(?:[.,]\d+)*$/.test(spelling)) {
      const next = raw[index + 1];
      const unit = next === undefined ? undefined : units.get(next);
      if (next !== undefined && unit !== undefined && unit !== 'x') {
        take(plainNumber(spelling) + unit, `${spelling} ${next}`);
        index += 1;
      } else {
        take(plainNumber(spelling), spelling);
      }
    } else {
      take(colours.get(spelling) ?? synonyms.get(spelling) ?? inDigits(spelling), spelling);
    }
  }
}

/** `v22` and `ii` are numbers. */
function inDigits(word: string): string {
  return /^v(\d{1,2})$/.exec(word)?.[1] ?? romans.get(word) ?? word;
}

/** `10.0`, `010` and `10` are one number; `1,5` is `1.5`, and `1,500` is `1500`. */
function plainNumber(text: string): string {
  const pointed = /^\d{1,3}(?:,\d{3})+$/.test(text) ? text.replaceAll(',', '') : text.replaceAll(',', '.');
  const points = pointed.split('.').length - 1;
  if (points > 1) return pointed;
  const trimmed = points === 1 ? pointed.replace(/0+$/, '').replace(/\.$/, '') : pointed;
  const plain = trimmed.replace(/^0+(?=\d)/, '');
  return plain === '' ? '0' : plain;
}

function measuresOf(words: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const word of words) {
    const match = /^(\d+(?:\.\d+)?)([a-z]+)$/.exec(word);
    if (match?.[1] === undefined || match[2] === undefined) continue;
    const unit = units.get(match[2]);
    if (unit !== match[2]) continue;
    const [name, value] = inBaseUnit(unit, match[1]);
    const values = found.get(name) ?? new Set<string>();
    values.add(value);
    found.set(name, values);
  }
  return found;
}

const bases: Readonly<Record<string, readonly [unit: string, factor: number]>> = {
  tb: ['gb', 1000],
  cm: ['mm', 10],
  ghz: ['mhz', 1000],
  kg: ['g', 1000],
  cl: ['ml', 10],
  l: ['ml', 1000],
  kw: ['w', 1000],
};

function inBaseUnit(unit: string, value: string): readonly [unit: string, value: string] {
  const base = bases[unit];
  return base === undefined
    ? [unit, value]
    : [base[0], String(Math.round(Number(value) * base[1] * 100) / 100)];
}

/** A run without spaces that holds digits, and letters or at least five digits; measures are none. */
export function codesOf(text: string): readonly string[] {
  const runs = text.match(/[\p{L}\d][\p{L}\d\-_/.+#]*[\p{L}\d]/gu) ?? [];
  return runs.flatMap((run) => {
    const pieces = run.split(/[/]/).filter((piece) => compactOf(piece).length >= 4);
    return [run, ...(pieces.length > 1 ? pieces : [])].flatMap((each) => {
      const code = compactOf(each);
      return isCode(code) ? [code] : [];
    });
  });
}

function isCode(code: string): boolean {
  if (code.length < 3 || code.length > 24 || !/\d/.test(code)) return false;
  if (/^\d+$/.test(code)) return code.length >= 5;
  const measure = /^\d+([a-z]+)$/.exec(code);
  if (measure?.[1] !== undefined && units.has(measure[1])) return false;
  return !/^(?:\d+x\d+\w{0,2}|[a-z]{1,2}\d|\d[a-z]{1,2}|\d{1,2}(?:st|nd|rd|th))$/.test(code);
}

export function compactOf(text: string): string {
  return text.replace(/[^\p{L}\d]+/gu, '');
}

function compactSpaces(text: string): string {
  return ` ${text.replace(/[^\p{L}\d]+/gu, ' ').trim()} `;
}

function traitsOf(words: readonly string[]): ReadonlyMap<TraitGroup, ReadonlySet<string>> {
  const found = new Map<TraitGroup, Set<string>>();
  for (const spelling of words) {
    for (const { group, word } of traits.get(spelling) ?? []) {
      const values = found.get(group) ?? new Set<string>();
      values.add(word);
      found.set(group, values);
    }
  }
  return found;
}

const romans: ReadonlyMap<string, string> = new Map([
  ['ii', '2'],
  ['iii', '3'],
  ['iv', '4'],
  ['vi', '6'],
  ['vii', '7'],
  ['viii', '8'],
  ['ix', '9'],
  ['xi', '11'],
  ['xii', '12'],
  ['xiii', '13'],
]);
const generationWords: ReadonlySet<string> = new Set([
  'mark',
  'mk',
  'gen',
  'generation',
  'version',
  'ver',
  'v',
  'series',
  'hero',
  'part',
  'vol',
  'volume',
]);

function generationsOf(words: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [index, word] of words.entries()) {
    const roman = romans.get(word);
    if (roman !== undefined) found.add(roman);
    const next = words[index + 1];
    if (generationWords.has(word) && next !== undefined && /^\d{1,2}$/.test(next)) found.add(next);
    const joined = /^(?:mark|mk|gen|hero|v|m)(\d{1,2})$/.exec(word)?.[1];
    if (joined !== undefined) found.add(joined);
  }
  return found;
}

function joinRuns(text: string): Pick<ReadRecord, 'compactAll' | 'starts'> {
  const runs = text.match(/[\p{L}\d]+/gu) ?? [];
  const compactAll = runs.join('');
  const starts = new Uint8Array(compactAll.length + 1);
  let place = 0;
  for (const run of runs) {
    starts[place] = 1;
    place += run.length;
  }
  starts[place] = 1;
  return { compactAll, starts };
}

/** Whether a code stands in a record as whole runs, whatever separates them there: `kxtg1032s` in `kx-tg 1032s`, and not in `kxtg1032sb`. */
export function holdsCode({ compactAll, starts }: ReadRecord, code: string): boolean {
  for (let place = compactAll.indexOf(code); place >= 0; place = compactAll.indexOf(code, place + 1)) {
    if (starts[place] === 1 && starts[place + code.length] === 1) return true;
  }
  return false;
}
