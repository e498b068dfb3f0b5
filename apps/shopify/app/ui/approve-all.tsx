import { BlockStack, Button, InlineStack, Link, Text } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { Confirmation } from './confirmation.tsx';
import { Refusal } from './refusal.tsx';
import { useScreen } from './screen-context.tsx';

/** How many odd values wait to be approved, in all accounts; all of them can be, after a question. */
export function ApproveAll({ count }: { readonly count: number }) {
  const { t, may, tell, useCommand } = useScreen();
  const { run, isRunning, problem, done } = useCommand('approve-offers');
  const [isAsked, setIsAsked] = useState(false);

  useEffect(() => {
    if (done !== null) tell(t('screen.asked.approved', { count: done.approved }));
  }, [done]);

  if (count === 0 && problem === null) return null;
  return (
    <BlockStack gap="200">
      {problem !== null && <Refusal sentence={problem} />}
      {count > 0 && (
        <Text as="p">
          {t('screen.asked.waiting', { count })}{' '}
          <Link url="/app/listings?tab=asked">{t('screen.asked.see', { count })}</Link>
        </Text>
      )}
      {count > 0 && may('approve-offers') && (
        <InlineStack>
          <Button loading={isRunning} onClick={() => setIsAsked(true)}>
            {t('screen.asked.approve-all', { count })}
          </Button>
        </InlineStack>
      )}
      <Confirmation
        isOpen={isAsked}
        title={t('screen.asked.approve-all-title', { count })}
        sentence={t('screen.asked.approve-all-sentence', { count })}
        action={t('screen.asked.approve')}
        onConfirm={() => {
          setIsAsked(false);
          run({});
        }}
        onClose={() => setIsAsked(false)}
      />
    </BlockStack>
  );
}
