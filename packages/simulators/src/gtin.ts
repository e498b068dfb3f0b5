/** The check digit of the digits before it: weights 3 and 1 in turn, from the right (GS1 General Specifications, section 7.9). */
export function checkDigit(digits: string): string {
  let total = 0;
  for (let index = 0; index < digits.length; index += 1) {
    total += Number(digits[digits.length - 1 - index]) * (index % 2 === 0 ? 3 : 1);
  }
  return String((10 - (total % 10)) % 10);
}

/** What is wrong with a GTIN as a file spells it; undefined when nothing is. ISBN-10 is left to whoever reads books. */
export function gtinProblem(text: string): string | undefined {
  if (/^\d(\.\d+)?e\+?\d+$/i.test(text)) return 'a spreadsheet has rounded it';
  const digits = text.replaceAll(/[\s-]/g, '');
  if (/^\d{9}[\dX]$/i.test(digits)) return undefined;
  if (!/^\d+$/.test(digits)) return 'it is not made of digits';
  if (![8, 12, 13, 14].includes(digits.length)) return `it has ${digits.length} digits, not 8, 12, 13 or 14`;
  return checkDigit(digits.slice(0, -1)) === digits.at(-1) ? undefined : 'its check digit is wrong';
}
