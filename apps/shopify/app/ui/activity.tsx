import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { Card, Page } from '@shopify/polaris';
import { AuditTrail } from './audit-trail.tsx';
import { EmptyList } from './empty-list.tsx';
import { History } from './history.tsx';
import { ListFilters } from './list-filters.tsx';
import { NextPages } from './next-pages.tsx';
import { useScreen } from './screen-context.tsx';

export interface ActivityProps {
  /** `null` while the other tab is shown. */
  readonly history: OutputOf<'activity'> | null;
  readonly trail: OutputOf<'audit'> | null;
  readonly asked: {
    readonly text: string;
    readonly connection: string | null;
    readonly member: string | null;
    readonly after: string | null;
  };
  readonly connections: OutputOf<'connections'>['rows'];
  readonly members: OutputOf<'members'>['rows'];
}

/** What happened, in plain words; and, for those who may see it, every command with what became of it. */
export function Activity({ history, trail, asked, connections, members }: ActivityProps) {
  const { t, may } = useScreen();
  const { text, connection, member, after } = asked;
  const byMember = {
    name: 'member',
    label: t('screen.filter.member'),
    chosen: member,
    choices: members.map(({ id, name }) => ({ value: id, label: name })),
  };
  const byConnection = {
    name: 'connection',
    label: t('screen.filter.connection'),
    chosen: connection,
    choices: connections.map(({ id, name }) => ({ value: id, label: name })),
  };
  const isEmpty = (history ?? trail)?.rows.length === 0;
  return (
    <Page title={t('screen.activity.title')}>
      <Card padding="0">
        <ListFilters
          tabs={[
            { id: 'history', content: t('screen.activity.history') },
            ...(may('audit') ? [{ id: 'trail', content: t('screen.activity.trail') }] : []),
          ]}
          tab={trail === null ? 'history' : 'trail'}
          text={text}
          searchHint={trail === null ? t('screen.activity.search') : null}
          filters={trail === null ? [byConnection, byMember] : [byMember]}
        />
        {isEmpty && (
          <EmptyList
            isNarrowed={text !== '' || connection !== null || member !== null}
            title={t('screen.activity.none')}
            sentence={t('screen.activity.none-yet')}
          />
        )}
        {!isEmpty && history !== null && <History rows={history.rows} />}
        {!isEmpty && trail !== null && <AuditTrail rows={trail.rows} />}
        <NextPages after={after} next={(history ?? trail)?.next ?? null} />
      </Card>
    </Page>
  );
}
