import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { Confirmation } from './confirmation.tsx';
import { Refusal } from './refusal.tsx';
import { useScreen } from './screen-context.tsx';

type Connection = OutputOf<'channels'>['stores'][number];

/** What can be done with a connection. What the platform says to a test, and why something was refused, stands below the buttons. */
export function ConnectionActions({ connection }: { readonly connection: Connection }) {
  const { t, may, useCommand } = useScreen();
  const { id, name, health, role, connector, authorizedUntil } = connection;
  const [isAsked, setIsAsked] = useState(false);
  const check = useCommand('check-connection');
  const pause = useCommand('pause-connection');
  const resume = useCommand('resume-connection');
  const disconnect = useCommand('disconnect');
  const problem = check.problem ?? pause.problem ?? resume.problem ?? disconnect.problem;
  const isAccount = role === 'channel';
  // A consent that ends may be renewed at any time.
  const mayReconnect = health === 'reconnect' || health === 'disconnected' || authorizedUntil !== null;
  return (
    <BlockStack gap="300">
      <InlineStack gap="200">
        {isAccount && mayReconnect && may('reconnect-channel') && (
          <Button url={`/app/channels/connect/${connector}?account=${id}`}>
            {t('screen.connection.reconnect')}
          </Button>
        )}
        {health !== 'disconnected' && may('check-connection') && (
          <Button loading={check.isRunning} onClick={() => check.run({ connectionId: id })}>
            {t('screen.connection.test')}
          </Button>
        )}
        {health === 'healthy' && may('pause-connection') && (
          <Button loading={pause.isRunning} onClick={() => pause.run({ connectionId: id })}>
            {t('screen.connection.pause')}
          </Button>
        )}
        {health === 'paused' && may('resume-connection') && (
          <Button loading={resume.isRunning} onClick={() => resume.run({ connectionId: id })}>
            {t('screen.connection.resume')}
          </Button>
        )}
        {isAccount && health !== 'disconnected' && may('disconnect') && (
          <Button tone="critical" loading={disconnect.isRunning} onClick={() => setIsAsked(true)}>
            {t('screen.connection.disconnect')}
          </Button>
        )}
      </InlineStack>
      {problem !== null && <Refusal sentence={problem} />}
      {check.done !== null && (
        <div role="status">
          <Text as="p" tone="success">
            {t('screen.connection.answers', { facts: check.done.facts.join(', ') })}
          </Text>
        </div>
      )}
      <Confirmation
        isOpen={isAsked}
        title={t('screen.disconnect.title', { name })}
        sentence={t('screen.disconnect.sentence')}
        action={t('screen.connection.disconnect')}
        onConfirm={() => {
          setIsAsked(false);
          disconnect.run({ connectionId: id });
        }}
        onClose={() => setIsAsked(false)}
      />
    </BlockStack>
  );
}
