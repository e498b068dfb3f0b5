import { useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';

const everyMs = 4_000;

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
