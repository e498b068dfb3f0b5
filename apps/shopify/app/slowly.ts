import { useEffect, useState } from 'react';

/** What comes sooner is not announced: it would only flicker. */
const afterMs = 300;

/** Whether something has been so for a while. */
export function useSlowly(isSo: boolean): boolean {
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    if (!isSo) {
      setIsSlow(false);
      return undefined;
    }
    const timer = setTimeout(() => setIsSlow(true), afterMs);
    return () => clearTimeout(timer);
  }, [isSo]);
  return isSlow;
}
