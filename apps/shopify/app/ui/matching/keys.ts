import type { KeyboardEvent } from 'react';

/** What a key does in the list. */
export type KeyAction =
  'accept' | 'reject' | 'undo' | 'next-row' | 'previous-row' | 'next-proposal' | 'previous-proposal';

const actions: Readonly<Record<string, KeyAction>> = {
  a: 'accept',
  r: 'reject',
  u: 'undo',
  j: 'next-row',
  k: 'previous-row',
  ArrowDown: 'next-row',
  ArrowUp: 'previous-row',
  ArrowRight: 'next-proposal',
  ArrowLeft: 'previous-proposal',
};

/** What a key that was pressed in the list is to do; `null`: nothing, as in fields, and together with keys of the browser. */
export function actionOf(event: KeyboardEvent): KeyAction | null {
  const { key, target, ctrlKey, metaKey, altKey, repeat } = event;
  if (ctrlKey || metaKey || altKey) return null;
  if (target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null)
    return null;
  const action = actions[key.length === 1 ? key.toLowerCase() : key] ?? null;
  // Who holds a key down goes through the rows, but says nothing of them.
  return repeat && (action === 'accept' || action === 'reject' || action === 'undo') ? null : action;
}
