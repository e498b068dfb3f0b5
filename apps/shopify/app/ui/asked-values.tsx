import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { Banner, BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import { useEffect } from 'react';
import { Refusal } from './refusal.tsx';
import { useScreen } from './screen-context.tsx';

/** The odd values of a listing that were not sent, with what is odd about each: they are approved here. */
export function AskedValues({ asked }: Pick<OutputOf<'listing'>, 'asked'>) {
  const { t, may, tell, useCommand } = useScreen();
  const { run, isRunning, problem, done } = useCommand('approve-offers');

  useEffect(() => {
    if (done !== null) tell(t('screen.asked.approved', { count: done.approved }));
  }, [done]);

  if (asked.length === 0) return null;
  return (
    <Banner tone="warning" title={t('screen.asked.title')}>
      <BlockStack gap="300">
        {asked.map(({ targetId, sentence }) => (
          <Text as="p" key={targetId} breakWord>
            {sentence}
          </Text>
        ))}
        {problem !== null && <Refusal sentence={problem} />}
        {may('approve-offers') && (
          <InlineStack>
            <Button
              loading={isRunning}
              onClick={() => run({ targetIds: asked.map(({ targetId }) => targetId) })}
            >
              {t('screen.asked.approve')}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Banner>
  );
}
