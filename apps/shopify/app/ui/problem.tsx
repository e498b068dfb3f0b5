import { Banner, Page } from '@shopify/polaris';
import { useScreen } from './screen-context.tsx';

export interface ProblemProps {
  /** What the server said; `null`: nothing. */
  readonly sentence: string | null;
  readonly onRetry: () => void;
}

/** In place of a screen that cannot be shown. */
export function Problem({ sentence, onRetry }: ProblemProps) {
  const { t } = useScreen();
  return (
    <Page title={t('screen.problem.title')}>
      <Banner tone="critical" action={{ content: t('screen.problem.retry'), onAction: onRetry }}>
        <p>{sentence ?? t('screen.problem.advice')}</p>
      </Banner>
    </Page>
  );
}
