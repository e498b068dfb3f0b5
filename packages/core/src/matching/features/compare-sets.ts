const none: ReadonlySet<string> = new Set();

/** How many both have. */
export function common(left: ReadonlySet<string> = none, right: ReadonlySet<string> = none): number {
  let count = 0;
  for (const word of left) if (right.has(word)) count += 1;
  return count;
}

/** How many only one of them has. */
export function apart(left: ReadonlySet<string> = none, right: ReadonlySet<string> = none): number {
  return left.size + right.size - 2 * common(left, right);
}

/** 1: the same; above 0: some; -1: none the same; 0: neither says any; `NaN`: one says nothing. */
export function agreement(
  left: ReadonlySet<string> | undefined,
  right: ReadonlySet<string> | undefined,
): number {
  const [one, other] = [left?.size ?? 0, right?.size ?? 0];
  if (one === 0 && other === 0) return 0;
  if (left === undefined || right === undefined || one === 0 || other === 0) return Number.NaN;
  let common = 0;
  for (const value of left) if (right.has(value)) common += 1;
  return common === 0 ? -1 : common / (one + other - common);
}
