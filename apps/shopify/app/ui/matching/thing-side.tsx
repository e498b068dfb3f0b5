import { BlockStack, Icon, Text } from '@shopify/polaris';
import { ImageIcon } from '@shopify/polaris-icons';
import { useState, type ReactNode } from 'react';
import { OutsideLink } from '../outside-link.tsx';
import { useScreen } from '../screen-context.tsx';
import { hasPlaceFor, type FactName, type Thing } from './match-things.ts';

interface ThingSideProps {
  /** Where it stands: in the shop, or on which marketplace. */
  readonly heading: string;
  /** Beside the heading. */
  readonly mark?: ReactNode;
  readonly thing: Thing;
  /** What the channel calls a catalogue id. */
  readonly catalogueIdName: string;
  /** Those of both sides, so that they stand beside each other. */
  readonly facts: readonly FactName[];
  readonly titleId?: string;
}

/** One of two things that stand side by side: its picture, its name and what is known of it. */
export function ThingSide({ heading, mark, thing, catalogueIdName, facts, titleId }: ThingSideProps) {
  const { t } = useScreen();
  const { title, image, catalogueId, page } = thing;
  return (
    <BlockStack gap="300">
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 'var(--p-space-200)', minHeight: '1.5rem' }}>
        <Text as="h3" variant="headingSm" tone="subdued">
          {heading}
        </Text>
        {mark}
      </div>
      <div style={{ display: 'flex', gap: 'var(--p-space-400)', alignItems: 'flex-start' }}>
        <ComparedPicture url={image} key={image} />
        <div style={{ minWidth: 0, flex: 1 }}>
          <BlockStack gap="200">
            <Text
              as="p"
              variant="bodyLg"
              fontWeight="semibold"
              breakWord
              {...(titleId !== undefined && { id: titleId })}
            >
              {title}
            </Text>
            {catalogueId !== null && (
              <Text as="p" breakWord>
                {`${catalogueIdName} ${catalogueId}`}
              </Text>
            )}
            {page !== null && (
              <Text as="p">
                <OutsideLink url={page} about={title}>
                  {t('screen.matching.open-page')}
                </OutsideLink>
              </Text>
            )}
            <dl
              style={{
                margin: 0,
                display: 'grid',
                gridTemplateColumns: 'minmax(5rem, 8rem) 1fr',
                gap: 'var(--p-space-100) var(--p-space-300)',
              }}
            >
              {facts
                .filter((name) => hasPlaceFor(thing, name))
                .map((name) => (
                  <Fact
                    key={name}
                    name={t(`screen.matching.fact.${name}`)}
                    fact={thing.facts[name] ?? null}
                  />
                ))}
            </dl>
          </BlockStack>
        </div>
      </div>
    </BlockStack>
  );
}

function Fact({ name, fact }: { readonly name: string; readonly fact: ReactNode }) {
  const { t } = useScreen();
  return (
    <>
      <dt>
        <Text as="span" tone="subdued">
          {name}
        </Text>
      </dt>
      <dd style={{ margin: 0, minWidth: 0 }}>
        <Text as="span" breakWord {...(fact === null && { tone: 'subdued' as const })}>
          {fact ?? t('screen.matching.fact.unknown')}
        </Text>
      </dd>
    </>
  );
}

/** A picture in a square that is the same for all: what is compared must not differ by how large it is shown. */
function ComparedPicture({ url }: { readonly url: string | null }) {
  const [isBroken, setIsBroken] = useState(false);
  return (
    <div
      style={{
        flex: '0 0 auto',
        width: 'clamp(5rem, 12vw, 9rem)',
        aspectRatio: '1',
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'center',
        overflow: 'hidden',
        background: 'var(--p-color-bg-surface-secondary)',
        border: '1px solid var(--p-color-border)',
        borderRadius: 'var(--p-border-radius-200)',
      }}
    >
      {url === null || isBroken ? (
        <Icon source={ImageIcon} tone="subdued" />
      ) : (
        <img
          src={url}
          alt=""
          loading="lazy"
          onError={() => setIsBroken(true)}
          style={{ width: '100%', height: '100%', objectFit: 'contain' }}
        />
      )}
    </div>
  );
}
