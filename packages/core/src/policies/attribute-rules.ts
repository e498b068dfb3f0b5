import type { AttributeRule, Condition } from '../domain/attribute-rule.ts';
import { parseDecimal } from '../domain/decimal.ts';
import { readSubject, type VariantFacts } from './read-attribute.ts';

/** Whether a rule holds for a variant; `null`, no rule, holds for all. */
export function holds(rule: AttributeRule | null, variant: VariantFacts): boolean {
  if (rule === null) return true;
  const member = (each: Condition | AttributeRule): boolean =>
    'match' in each ? holds(each, variant) : compare(each, variant);
  switch (rule.match) {
    case 'all':
      return rule.of.every(member);
    case 'any':
      return rule.of.some(member);
    case 'none':
      return !rule.of.some(member);
  }
}

/** Of several values one is enough; what is denied must be denied of all. */
function compare(condition: Condition, variant: VariantFacts): boolean {
  const values = readSubject(variant, condition.subject).map(plain);
  switch (condition.is) {
    case 'set':
      return values.length > 0;
    case 'not-set':
      return values.length === 0;
    case 'equal':
      return values.includes(plain(condition.value));
    case 'not-equal':
      return !values.includes(plain(condition.value));
    case 'containing':
      return values.some((value) => value.includes(plain(condition.value)));
    case 'not-containing':
      return !values.some((value) => value.includes(plain(condition.value)));
    case 'one-of': {
      const wanted = condition.values.map(plain);
      return values.some((value) => wanted.includes(value));
    }
    case 'above':
    case 'below': {
      const limit = parseDecimal(condition.value);
      return values.some((value) => {
        const number = parseDecimal(value);
        if (number === null || limit === null) return false;
        return condition.is === 'above' ? number.greaterThan(limit) : number.lessThan(limit);
      });
    }
  }
}

function plain(text: string): string {
  return text.trim().toLowerCase();
}
