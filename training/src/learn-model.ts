import { Forest, type Trees } from '@quayside/core/matching/boosted-trees';
import { meet } from '@quayside/core/matching/features/word-overlap';
import { findConflicts } from '@quayside/core/matching/find-conflicts';
import { signsOf } from '@quayside/core/matching/lexicon';
import { modelFeatures, SecondLook, type MatchWeights } from '@quayside/core/matching/match-model';
import { binRows } from './bin-rows.ts';
import { trainNet } from './train-net.ts';
import { firstGrowth, growTrees, secondGrowth, type Direction, type Growth } from './grow-trees.ts';
import { calibrate, chooseThresholds } from './choose-thresholds.ts';
import type { Lexicon } from '@quayside/core/matching/lexicon';
import { learnLexicon, packLexicon } from './learn-lexicon.ts';
import type { LabelledCatalogues } from './open-catalogues.ts';

/** Catalogues of one source, as they are, and disguised. */
export interface Source {
  readonly name: string;
  readonly plain: readonly LabelledCatalogues[];
  readonly disguised: readonly LabelledCatalogues[];
}

interface Row {
  readonly source: number;
  readonly of: LabelledCatalogues;
  readonly index: number;
  readonly isDisguised: boolean;
  readonly fold: number;
  readonly label: number;
  readonly features: readonly number[];
  readonly signs: readonly number[];
}

const ways = { for: 1, either: 0, against: -1 } as const;
const directions = modelFeatures.map(([, speaks]): Direction => ways[speaks]);
const folds = 4;
/** Each pair is seen twice. */
const disguisedWeight = 0.5;

/**
 * Learns the whole model. What the second look sees of the first comes from models that did not see the pair: for pairs as they are, from models of other
 * pairs of the same catalogues; for disguised ones, from models that saw nothing of their catalogue. So it learns how far each can be trusted when the
 * catalogue is known, and when it is not.
 */
export function learnModel(sources: readonly Source[], tell: (line: string) => void): MatchWeights {
  const rows = sources.flatMap(({ plain, disguised }, source) => [
    ...plain.flatMap((of) => rowsOf(of, source, false)),
    ...disguised.flatMap((of) => rowsOf(of, source, true)),
  ]);
  tell(`${rows.length} rows of ${sources.length} sources`);
  const groups = holdouts(rows, sources.length);
  const first = heldOut(
    rows,
    groups,
    (train) => {
      const trees = grow(train, firstGrowth, ({ features }) => features);
      return { learned: trees, model: new Forest(trees) };
    },
    ({ features }) => features,
    (done) => tell(`first look: ${done}`),
  );
  const lexicon = learnWords(rows, first.scores, first.model);
  const words = new Map<Row, Lexicon>();
  for (const { test, train } of groups) {
    const weights = learnWords(train, first.scores, first.model);
    for (const row of test) words.set(row, weights);
  }
  tell('lexicons learned');
  const second = new Map<Row, readonly number[]>();
  const byCatalogues = Map.groupBy(rows, ({ of }) => of);
  for (const [of, own] of byCatalogues) {
    const scores = new Map(own.map((row) => [row.features, first.scores.get(row) ?? 0]));
    const model = first.models.get(own[0]!)!;
    const looked = new Map<readonly number[], number>();
    const lookOnce = (row: readonly number[]): number => {
      const known = scores.get(row) ?? looked.get(row) ?? model.logOdds(row);
      looked.set(row, known);
      return known;
    };
    const perLexicon = Map.groupBy(own, (row) => words.get(row)!);
    for (const [weights, part] of perLexicon) {
      const seen = of.catalogues.secondLook(lookOnce, weights);
      for (const row of part) second.set(row, seen[row.index]!);
    }
  }
  tell('second look measured');
  const last = heldOut(
    rows,
    groups,
    (train) => {
      const trees = grow(train, secondGrowth, (row) => second.get(row)!);
      const net = trainNet(
        train.map((row) => second.get(row)!),
        train.map(({ label }) => label),
        train.map(countOf),
      );
      return { learned: { trees, net }, model: new SecondLook(trees, net) };
    },
    (row) => second.get(row)!,
    (done) => tell(`second look: ${done}`),
  );
  const unseen = rows.filter(({ isDisguised }) => isDisguised);
  const calibration = calibrate(
    unseen.map((row) => last.scores.get(row)!),
    unseen.map(({ label }) => label),
  );
  const judged = rows.map((row) => ({
    source: sources[row.source]!.name,
    isUnseen: row.isDisguised,
    isMatch: row.label === 1,
    isVetoed: isVetoed(row),
    isSame: saysTheSame(row),
    score: 1 / (1 + Math.exp(-(calibration.slope * last.scores.get(row)! + calibration.offset))),
  }));
  return {
    features: modelFeatures.map(([name]) => name),
    firstLook: first.learned,
    secondLook: last.learned.trees,
    net: last.learned.net,
    lexicon: packLexicon(lexicon),
    calibration,
    thresholds: chooseThresholds(judged, tell),
  };
}

function isVetoed({ of, index }: Row): boolean {
  const pair = of.catalogues.pairs[index];
  return pair !== undefined && findConflicts(pair.left, pair.right).length > 0;
}

function saysTheSame({ of, index }: Row): boolean {
  const pair = of.catalogues.pairs[index];
  if (pair === undefined) return false;
  const { onlyLeft, onlyRight } = meet(pair.left.title, pair.right.title);
  return onlyLeft.length + onlyRight.length === 0;
}

function rowsOf(of: LabelledCatalogues, source: number, isDisguised: boolean): Row[] {
  return of.catalogues.pairs.map((pair, index) => ({
    source,
    of,
    index,
    isDisguised,
    fold: Math.floor((of.chances[index] ?? 0) * folds),
    label: of.labels[index] ?? 0,
    features: of.catalogues.features(pair),
    signs: signsOf(pair.left, pair.right),
  }));
}

interface Holdout {
  readonly test: readonly Row[];
  readonly train: readonly Row[];
}

/** Every row is tested once: plain ones fold by fold, disguised ones source by source; those of a single source fold by fold, too. */
function holdouts(rows: readonly Row[], sources: number): readonly Holdout[] {
  const isBySource = ({ isDisguised }: Row): boolean => isDisguised && sources > 1;
  return [
    ...Array.from({ length: folds }, (_, fold) => ({
      test: rows.filter((row) => !isBySource(row) && row.fold === fold),
      train: rows.filter((row) => row.fold !== fold),
    })),
    ...Array.from({ length: sources > 1 ? sources : 0 }, (_, source) => ({
      test: rows.filter((row) => isBySource(row) && row.source === source),
      train: rows.filter((row) => row.source !== source),
    })),
  ];
}

interface Model {
  logOdds(row: readonly number[]): number;
}

interface HeldOut<Learned, M extends Model> {
  /** From all rows. */
  readonly learned: Learned;
  readonly model: M;
  /** Log-odds of each row from a model that did not see it. */
  readonly scores: ReadonlyMap<Row, number>;
  readonly models: ReadonlyMap<Row, M>;
}

function heldOut<Learned, M extends Model>(
  rows: readonly Row[],
  groups: readonly Holdout[],
  learn: (train: readonly Row[]) => { readonly learned: Learned; readonly model: M },
  featuresOf: (row: Row) => readonly number[],
  tell: (done: string) => void,
): HeldOut<Learned, M> {
  const scores = new Map<Row, number>();
  const models = new Map<Row, M>();
  for (const [index, { test, train }] of groups.entries()) {
    const { model } = learn(train);
    for (const row of test) {
      scores.set(row, model.logOdds(featuresOf(row)));
      models.set(row, model);
    }
    tell(`${index + 1} of ${groups.length}`);
  }
  return { ...learn(rows), scores, models };
}

function countOf({ isDisguised }: Row): number {
  return isDisguised ? disguisedWeight : 1;
}

function grow(rows: readonly Row[], growth: Growth, featuresOf: (row: Row) => readonly number[]): Trees {
  return growTrees(
    binRows(rows.map(featuresOf)),
    rows.map(({ label }) => label),
    rows.map(countOf),
    growth,
    directions,
  );
}

function learnWords(rows: readonly Row[], scores: ReadonlyMap<Row, number>, model: Model): Lexicon {
  const plain = rows.filter(({ isDisguised }) => !isDisguised);
  return learnLexicon(
    plain.map(({ signs }) => signs),
    plain.map(({ label }) => label),
    plain.map((row) => scores.get(row) ?? model.logOdds(row.features)),
  );
}
