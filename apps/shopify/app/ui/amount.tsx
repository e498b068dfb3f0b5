import { useScreen } from './screen-context.tsx';

/** An exact amount in the member's way of writing; the text is formatted as it is and never becomes a binary number. */
export function Amount({ amount, currency }: { readonly amount: string; readonly currency: string }) {
  const { locale } = useScreen();
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return <span suppressHydrationWarning>{format.format(amount as Intl.StringNumericLiteral)}</span>;
}
