import type { Feature, FeatureGroup } from './feature-group.ts';
import { traitGroups } from '../words/traits.ts';
import { agreement, apart, common } from './compare-sets.ts';

/** Colours, editions, audience, kind of sale, platform and size: what siblings differ in. */
export const distinctions: FeatureGroup = {
  features: [
    ['colours: agreement', 'for'],
    ['colours: not shared', 'against'],
    ...traitGroups.flatMap((group): Feature[] => [
      [`${group}: shared`, 'for'],
      [`${group}: not shared`, 'against'],
    ]),
  ],
  measure(left, right) {
    return [
      agreement(left.colours, right.colours),
      apart(left.colours, right.colours),
      ...traitGroups.flatMap((group) => {
        const [one, other] = [left.traits.get(group), right.traits.get(group)];
        return [common(one, other), apart(one, other)];
      }),
    ];
  },
};
