import type { JsonObject } from '../json-object.ts';
import type { OfficialCase } from './official-cases.ts';
import type { ReplayStage } from './replay-stage.ts';

/** How a case is sent to a simulator that has a memory. */
export interface PreparedCase {
  /** Who asks: a seller, or the application without one. Default: a seller. */
  readonly by?: 'application';
  /** In the place of the case's own; undefined takes one away. */
  readonly parameters?: JsonObject;
  /** Why they are not the case's own. */
  readonly why?: string;
  /** What a successful answer does not have in common with the official one and should. */
  readonly differences?: (answer: JsonObject, official: JsonObject) => string[];
  /** The same for an answer that is a list. */
  readonly listDifferences?: (answer: readonly JsonObject[], official: readonly JsonObject[]) => string[];
}

export type Prepare = (stage: ReplayStage, it: OfficialCase) => PreparedCase | Promise<PreparedCase>;
