import { plainSellingRules, type SellingRules } from '../domain/selling-rules.ts';

/** What merchants fill in: the price formula of the trade. Amounts in the shop's currency, percentages without their sign. */
export interface PriceFormula {
  /** The purchase price times this. */
  readonly factor: string;
  readonly fixedCosts: string;
  readonly shipping: string;
  /** Of the price without VAT. */
  readonly marginPercent: string;
  /** Of the price with VAT, and beside it. */
  readonly feePercent: string;
  readonly feeFixed: string;
}

/** purchase x factor + fixed costs + shipping + fees + margin, as the rules of a selling policy: the price that leaves the margin, and never less. */
export function formulaRules(formula: PriceFormula, begin: SellingRules = plainSellingRules): SellingRules {
  const { factor, fixedCosts, shipping, marginPercent, feePercent, feeFixed } = formula;
  return {
    ...begin,
    price: {
      ...begin.price,
      source: { kind: 'margin' },
      modifiers: [],
      floor: {
        costs: { factor, fixed: fixedCosts, shipping },
        margin: { kind: 'percent', value: marginPercent },
      },
    },
    fees: [{ marketplace: null, when: null, percent: feePercent, minimum: '0', fixed: feeFixed }],
  };
}
