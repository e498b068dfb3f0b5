export interface Judged {
  readonly source: string;
  /** Judged by a model that saw nothing of its catalogue. */
  readonly isUnseen: boolean;
  readonly isMatch: boolean;
  /** A conflict forbids an automatic link. */
  readonly isVetoed: boolean;
  /** Both titles have the very same words. */
  readonly isSame: boolean;
  /** From 0 to 1. */
  readonly score: number;
}

/** By labels of which about one in a hundred is itself wrong where the model is nearly certain. */
const wantedPrecision = 0.985;
/** The model itself must be so sure, whatever the labels say: on catalogues that were held out 98.1 % were right from here on, by their labels (ADR 23). */
const leastCertain = 0.87;
const fewSame = 10;
const mostContradicted = 0.1;

/**
 * Chooses both thresholds from pairs that no model had seen, where every source counts the same. `likely` has the best mean F1 over known and held-out ones.
 * `automatic` is the lowest from which on a pair of a known one that nothing forbids is as good as certain.
 */
export function chooseThresholds(
  judged: readonly Judged[],
  tell: (line: string) => void,
): { readonly likely: number; readonly automatic: number } {
  const known = judged.filter(({ isUnseen }) => !isUnseen);
  const unseen = judged.filter(({ isUnseen }) => isUnseen);
  for (const [name, rows] of [
    ['known', known],
    ['unseen', unseen],
  ] as const) {
    for (const [source, own] of Map.groupBy(rows, (row) => row.source)) {
      const best = bestF1(own);
      tell(`${name} ${source}: best F1 ${(best.f1 * 100).toFixed(1)} at ${best.threshold.toFixed(3)}`);
    }
  }
  const clean = cleanSources(known, tell);
  const nearlyCertain = automatic(known.filter(({ source }) => clean.has(source)));
  tell(`known: as good as certain from ${nearlyCertain.toFixed(3)}`);
  const likely = bestMeanF1(
    [known, unseen].flatMap((rows) => [...Map.groupBy(rows, ({ source }) => source).values()]),
  );
  return { likely: round(likely), automatic: round(Math.max(nearlyCertain, likely, leastCertain)) };
}

/**
 * Sources whose labels can tell what nearly certain is: where pairs of the very same words are often said not to match, the labels contradict each other.
 */
function cleanSources(judged: readonly Judged[], tell: (line: string) => void): ReadonlySet<string> {
  const clean = new Set<string>();
  for (const [source, own] of Map.groupBy(judged, (row) => row.source)) {
    const same = own.filter(({ isSame }) => isSame);
    const contradicted = same.filter(({ isMatch }) => !isMatch).length / Math.max(1, same.length);
    if (same.length < fewSame || contradicted <= mostContradicted) clean.add(source);
    else
      tell(
        `${source}: ${(contradicted * 100).toFixed(0)} % of the pairs with the same words are said not to match`,
      );
  }
  return clean;
}

function round(value: number): number {
  return Number(value.toFixed(5));
}

/** The threshold at which the F1 of all groups together, each counting the same, is best. */
function bestMeanF1(groups: readonly (readonly Judged[])[]): number {
  const f1From = (rows: readonly Judged[], threshold: number): number => {
    const found = rows.filter(({ score }) => score >= threshold);
    const right = found.filter(({ isMatch }) => isMatch).length;
    return (2 * right) / Math.max(1, found.length + rows.filter(({ isMatch }) => isMatch).length);
  };
  let [best, likely] = [-1, 0.5];
  for (let hundredth = 5; hundredth <= 95; hundredth += 1) {
    const sum = groups.reduce((total, rows) => total + f1From(rows, hundredth / 100), 0);
    if (sum > best) [best, likely] = [sum, hundredth / 100];
  }
  return likely;
}

function bestF1(rows: readonly Judged[]): { readonly f1: number; readonly threshold: number } {
  const sorted = rows.toSorted((one, other) => other.score - one.score);
  const matches = rows.filter(({ isMatch }) => isMatch).length;
  let [right, f1, threshold] = [0, 0, 0.5];
  for (const [index, row] of sorted.entries()) {
    if (row.isMatch) right += 1;
    const here = (2 * right) / (index + 1 + matches);
    if (here > f1) [f1, threshold] = [here, row.score];
  }
  return { f1, threshold };
}

function automatic(rows: readonly Judged[]): number {
  const sizes = new Map(
    [...Map.groupBy(rows, ({ source }) => source)].map(([source, own]) => [source, own.length]),
  );
  const sorted = rows.filter(({ isVetoed }) => !isVetoed).toSorted((one, other) => other.score - one.score);
  let [right, all, threshold] = [0, 0, 1];
  for (const [index, { source, isMatch, score }] of sorted.entries()) {
    const weight = 1 / (sizes.get(source) ?? 1);
    all += weight;
    if (isMatch) right += weight;
    // Pairs of one score stand or fall together.
    if (score !== sorted[index + 1]?.score && right / all >= wantedPrecision) threshold = score;
  }
  return threshold;
}

/** Fits a line from log-odds to log-odds so that probabilities hold (Platt). */
export function calibrate(
  scores: readonly number[],
  labels: readonly number[],
): { readonly slope: number; readonly offset: number } {
  let [slope, offset] = [1, 0];
  if (scores.length === 0) return { slope, offset };
  for (let round = 0; round < 50; round += 1) {
    let [gs, go, hss, hso, hoo] = [0, 0, 1e-9, 0, 1e-9];
    for (const [index, score] of scores.entries()) {
      const likely = 1 / (1 + Math.exp(-(slope * score + offset)));
      const wrong = likely - (labels[index] ?? 0);
      const weight = likely * (1 - likely);
      gs += wrong * score;
      go += wrong;
      hss += weight * score * score;
      hso += weight * score;
      hoo += weight;
    }
    const determinant = hss * hoo - hso * hso;
    slope -= (gs * hoo - go * hso) / determinant;
    offset -= (go * hss - gs * hso) / determinant;
  }
  return { slope: Number(slope.toFixed(6)), offset: Number(offset.toFixed(6)) };
}
