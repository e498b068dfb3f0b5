import { useRevalidator } from '@remix-run/react';
import { useEffect, useState } from 'react';

const everyMs = 4_000;
/** What has not come by then comes when the page is read again for another reason. */
const longestMs = 60_000;

/** While something is under way and the page is looked at, it is read again every few seconds, and when somebody comes back to it. */
export function useRefresh(isUnderWay: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!isUnderWay || state !== 'idle') return undefined;
    const look = (): void => {
      if (document.visibilityState === 'visible') revalidate();
    };
    const timer = setInterval(look, everyMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [isUnderWay, revalidate, state]);
}

/** While something that is to come is not among what is shown, the page is read again, for a minute at most. The answer takes its id. */
export function useAwaited(shown: readonly string[]): (id: string) => void {
  const [awaited, setAwaited] = useState<string | null>(null);
  const isMissing = awaited !== null && !shown.includes(awaited);
  useRefresh(isMissing);
  useEffect(() => {
    if (awaited === null) return undefined;
    const timer = setTimeout(() => setAwaited(null), isMissing ? longestMs : 0);
    return () => clearTimeout(timer);
  }, [awaited, isMissing]);
  return setAwaited;
}
