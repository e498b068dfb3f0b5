import { Box, InlineStack, Pagination } from '@shopify/polaris';
import { useScreen } from './screen-context.tsx';

export interface NextPagesProps {
  readonly after: string | null;
  readonly next: string | null;
}

/** Pages go on from where one ends; back leads to the first one. */
export function NextPages({ after, next }: NextPagesProps) {
  const { t, ask } = useScreen();
  if (after === null && next === null) return null;
  return (
    <Box padding="300">
      <InlineStack align="center">
        <Pagination
          hasPrevious={after !== null}
          hasNext={next !== null}
          previousTooltip={t('screen.pages.first')}
          nextTooltip={t('screen.pages.next')}
          accessibilityLabel={t('screen.pages.title')}
          onPrevious={() => ask({ after: null })}
          onNext={() => ask({ after: next })}
        />
      </InlineStack>
    </Box>
  );
}
