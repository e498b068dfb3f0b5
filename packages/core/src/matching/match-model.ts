import { z } from 'zod';
import { Forest } from './boosted-trees.ts';
import type { Feature } from './features/feature-group.ts';
import { pairFeatures } from './features/measure-pair.ts';
import { Net } from './neural-net.ts';
import { readSigns, type Lexicon } from './lexicon.ts';
import { secondLookFeatures, type PairedCatalogues } from './score-catalogue.ts';

const numbers = z.array(z.number()).readonly();
const trees = z.object({
  base: z.number(),
  roots: numbers,
  feature: numbers,
  threshold: numbers,
  child: numbers,
  nanLeft: numbers,
});

/** What training learned. No record that it learned from can be read out of it (ADR 23). */
export const matchWeights = z.object({
  /** The names of the features that the trees number, so that weights of another version are refused. */
  features: z.array(z.string()).readonly(),
  firstLook: trees,
  secondLook: trees,
  /** Sees what the second look sees; the mean of both counts. */
  net: z.object({
    knots: z.array(numbers).readonly(),
    gaps: numbers,
    hidden: z.number(),
    weights: numbers,
  }),
  /** Signs of 32 bits, a signed byte for each, both in base 64 (little-endian), and what one step of it weighs. */
  lexicon: z.object({ step: z.number(), signs: z.string(), weights: z.string() }),
  /** From the log-odds of the second look to those that hold on catalogues not seen in training. */
  calibration: z.object({ slope: z.number(), offset: z.number() }),
  /** Probabilities. `likely`: best balance of precision and recall. `automatic`: as good as certain, where nothing forbids the pair (ADR 23). */
  thresholds: z.object({ likely: z.number(), automatic: z.number() }),
});
export type MatchWeights = z.infer<typeof matchWeights>;

/** All features that the second look sees, in their order. */
export const modelFeatures: readonly Feature[] = [...pairFeatures, ...secondLookFeatures];

/** The learned model. */
export class MatchModel {
  readonly automaticThreshold: number;
  readonly likelyThreshold: number;
  readonly #firstLook: Forest;
  readonly #secondLook: SecondLook;
  readonly #lexicon: Lexicon;
  readonly #calibration: MatchWeights['calibration'];

  /** @throws Error when the weights were made for other features than this version measures. */
  constructor(weights: MatchWeights) {
    if (weights.features.join() !== modelFeatures.map(([name]) => name).join()) {
      throw new Error('These weights were made for another version of the matcher: train it again');
    }
    this.#firstLook = new Forest(weights.firstLook);
    this.#secondLook = new SecondLook(weights.secondLook, weights.net);
    this.#lexicon = unpackLexicon(weights.lexicon);
    this.#calibration = weights.calibration;
    this.automaticThreshold = weights.thresholds.automatic;
    this.likelyThreshold = weights.thresholds.likely;
  }

  /** The log-odds of the first look with what the words add: enough to put candidates in order. @param signs as `signsOf` reads them. */
  glance(features: readonly number[], signs: readonly number[]): number {
    return this.#firstLook.logOdds(features) + readSigns(this.#lexicon, signs).says;
  }

  /** How likely each pair of two catalogues is one product, from 0 to 1, in their order. */
  score(catalogues: PairedCatalogues): readonly number[] {
    const { slope, offset } = this.#calibration;
    return catalogues
      .secondLook((row) => this.#firstLook.logOdds(row), this.#lexicon)
      .map((row) => 1 / (1 + Math.exp(-(slope * this.#secondLook.logOdds(row) + offset))));
  }
}

/** Trees and a net that see the same: what one takes for a rule by chance the other seldom does. */
export class SecondLook {
  readonly #forest: Forest;
  readonly #net: Net;

  constructor(grown: MatchWeights['secondLook'], net: MatchWeights['net']) {
    this.#forest = new Forest(grown);
    this.#net = new Net(net);
  }

  /** The logarithm of the odds that both give a row of features. */
  logOdds(row: readonly number[]): number {
    return (this.#forest.logOdds(row) + this.#net.logOdds(row)) / 2;
  }
}

function unpackLexicon({ step, signs, weights }: MatchWeights['lexicon']): Lexicon {
  const bytes = new DataView(bytesOf(signs).buffer);
  const steps = new Int8Array(bytesOf(weights).buffer);
  if (bytes.byteLength !== steps.length * 4) throw new Error('The lexicon of these weights is broken');
  return new Map(Array.from(steps, (value, index) => [bytes.getUint32(index * 4, true), value * step]));
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
