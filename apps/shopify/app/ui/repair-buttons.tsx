import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { Button, InlineStack } from '@shopify/polaris';
import { useEffect } from 'react';
import { matchFieldId } from './match-form.tsx';
import { Refusal } from './refusal.tsx';
import { useScreen } from './screen-context.tsx';

type Listing = OutputOf<'listing'>;
type Repair = Listing['problems'][number]['repairs'][number];

interface RepairButtonsProps {
  readonly listing: Listing;
  readonly repairs: readonly Repair[];
}

/** What can be done about a problem, the likeliest first. */
export function RepairButtons({ listing, repairs }: RepairButtonsProps) {
  const { t, may, tell, useCommand } = useScreen();
  const relist = useCommand('relist-listings');
  const readAgain = useCommand('read-listing-again');
  const { id, connectionId, policies } = listing;
  const problem = relist.problem ?? readAgain.problem;

  useEffect(() => {
    if (relist.done !== null) tell(t('screen.repair.relisted'));
  }, [relist.done]);
  useEffect(() => {
    if (readAgain.done !== null) tell(t('screen.repair.read'));
  }, [readAgain.done]);

  const buttons = repairs.flatMap(({ kind, url }) => {
    const text = t(`screen.repair.${kind}`);
    switch (kind) {
      case 'relist':
        return may('relist-listings')
          ? [
              <Button
                key={kind}
                loading={relist.isRunning}
                onClick={() => relist.run({ connectionId, listingIds: [id] })}
              >
                {text}
              </Button>,
            ]
          : [];
      case 'read-again':
        return may('read-listing-again')
          ? [
              <Button
                key={kind}
                loading={readAgain.isRunning}
                onClick={() => readAgain.run({ connectionId, listingId: id })}
              >
                {text}
              </Button>,
            ]
          : [];
      case 'choose-match':
        return may('choose-match')
          ? [
              <Button key={kind} onClick={() => document.getElementById(matchFieldId)?.focus()}>
                {text}
              </Button>,
            ]
          : [];
      case 'edit-prices':
        return policies.selling === null
          ? []
          : [
              <Button key={kind} url={`/app/policies/${policies.selling.id}`}>
                {text}
              </Button>,
            ];
      default:
        return url === null
          ? []
          : [
              <Button key={kind} url={url} external>
                {text}
              </Button>,
            ];
    }
  });
  return (
    <>
      {problem !== null && <Refusal sentence={problem} />}
      {buttons.length > 0 && <InlineStack gap="200">{buttons}</InlineStack>}
    </>
  );
}
