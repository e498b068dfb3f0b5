import { Autocomplete, Icon } from '@shopify/polaris';
import { SearchIcon } from '@shopify/polaris-icons';
import { useState } from 'react';
import { useScreen } from '../screen-context.tsx';

export interface ListingPickerProps {
  readonly chosen: readonly string[];
  readonly onChoose: (listingId: string) => void;
}

const mostShown = 10;
const longest = 200;

/** Finds a listing by its SKU or title, to be chosen. */
export function ListingPicker({ chosen, onChoose }: ListingPickerProps) {
  const { t, useQuestion } = useScreen();
  const [text, setText] = useState('');
  const asked = text.trim();
  const { answer, isAsking } = useQuestion(
    'listings',
    asked === '' ? null : { text: asked, limit: mostShown },
  );
  const rows = asked === '' || isAsking ? [] : (answer?.rows ?? []);
  const options = rows.filter(({ id }) => !chosen.includes(id));
  return (
    <Autocomplete
      options={options.map(({ id, channelSku, title, marketplace }) => ({
        value: id,
        label: [channelSku, title, marketplace].filter((part) => part !== null).join(' · '),
      }))}
      selected={[]}
      loading={isAsking}
      {...(asked !== '' && !isAsking && { emptyState: t('screen.list.nothing-found') })}
      onSelect={([id]) => {
        if (id === undefined) return;
        setText('');
        onChoose(id);
      }}
      textField={
        <Autocomplete.TextField
          label={t('screen.live.search')}
          value={text}
          onChange={setText}
          maxLength={longest}
          prefix={<Icon source={SearchIcon} />}
          placeholder={t('screen.live.search-hint')}
          autoComplete="off"
          spellCheck={false}
        />
      }
    />
  );
}
