import type { ReactNode } from 'react';

/** A text of any length in the cell of a table: two lines of it at most are seen. */
export function Clamped({ children }: { readonly children: ReactNode }) {
  return (
    <div
      style={{
        display: '-webkit-box',
        WebkitBoxOrient: 'vertical',
        WebkitLineClamp: 2,
        overflow: 'hidden',
        width: 'max-content',
        maxWidth: '22rem',
        whiteSpace: 'normal',
        overflowWrap: 'anywhere',
      }}
    >
      {children}
    </div>
  );
}
