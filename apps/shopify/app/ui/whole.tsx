import type { ReactNode } from 'react';

/** What keeps its size beside a long text. */
export function Whole({ children }: { readonly children: ReactNode }) {
  return <div style={{ flexShrink: 0, whiteSpace: 'nowrap' }}>{children}</div>;
}
