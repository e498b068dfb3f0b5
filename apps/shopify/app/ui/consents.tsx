import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { InlineStack, Spinner, Text } from '@shopify/polaris';
import { useEffect } from 'react';
import { Refusal } from './refusal.tsx';
import { useScreen } from './screen-context.tsx';
import { TitledCard } from './titled-card.tsx';

type Consent = OutputOf<'channels'>['consents'][number];

/** Authorisations that were begun: what was granted is taken over at once, by the member who asked for it. */
export function Consents({ consents }: { readonly consents: readonly Consent[] }) {
  const { t, useCommand, tell, go } = useScreen();
  const { run, asked, isRunning, problem, done } = useCommand('claim-consent');
  const granted = consents.find(({ state }) => state === 'granted');

  useEffect(() => {
    // One that was refused is not asked for again and again.
    if (granted !== undefined && !isRunning && asked?.secret !== granted.secret)
      run({ secret: granted.secret });
  });
  useEffect(() => {
    if (done === null) return;
    tell(t('screen.consent.taken'));
    go('/app/channels');
    // Said once for each.
  }, [done?.connectionId]);

  const waiting = consents.filter(({ state }) => state !== 'refused');
  const refused = consents.filter(({ state }) => state === 'refused');
  if (consents.length === 0 && problem === null) return null;
  return (
    <TitledCard title={t('screen.consent.title')}>
      {problem !== null && <Refusal sentence={problem} />}
      {problem === null &&
        waiting.map(({ secret, platform }) => (
          <InlineStack key={secret} gap="200" wrap={false} blockAlign="center">
            <Spinner size="small" accessibilityLabel={t('screen.loading')} />
            <Text as="p">{t('screen.consent.waiting', { platform })}</Text>
          </InlineStack>
        ))}
      {refused.map(({ secret, platform, reason }) => (
        <Text as="p" key={secret} tone="critical">
          {t('screen.consent.refused-by', { platform })} {reason}
        </Text>
      ))}
    </TitledCard>
  );
}
