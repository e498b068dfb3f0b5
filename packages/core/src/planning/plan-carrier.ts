/** A name as people type it: case, spaces and punctuation do not tell carriers apart. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/**
 * Decides by which name a channel is told of a carrier.
 *
 * @param spelled as the store spells it.
 * @param named what the merchant said: the channel's carrier by the store's.
 * @param takes the channel's own names, and whether it takes others.
 * @returns `null` when the channel would not know it.
 */
export function planCarrier(
  spelled: string,
  named: Readonly<Record<string, string>>,
  takes: { readonly carriers: readonly string[]; readonly takesOtherCarriers: boolean },
): string | null {
  const meant = Object.entries(named).find(([name]) => plain(name) === plain(spelled))?.[1] ?? spelled;
  const known = takes.carriers.find((name) => plain(name) === plain(meant));
  return known ?? (takes.takesOtherCarriers ? meant : null);
}
