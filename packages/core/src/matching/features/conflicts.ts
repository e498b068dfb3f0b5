import { findConflicts } from '../find-conflicts.ts';
import type { FeatureGroup } from './feature-group.ts';

/** What forbids an automatic link speaks against the pair, too. */
export const conflicts: FeatureGroup = {
  features: [
    ['conflict: model', 'against'],
    ['conflict: pack', 'against'],
    ['conflicts: others', 'against'],
  ],
  measure(left, right) {
    let [model, pack, others] = [0, 0, 0];
    for (const { kind } of findConflicts(left, right)) {
      if (kind === 'model') model = 1;
      else if (kind === 'pack') pack = 1;
      else others += 1;
    }
    return [model, pack, others];
  },
};
