import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { type DashboardLink, DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dashboard, Panel } from '../model.ts';
import { grafanaUid } from './datasource.ts';
import { placeholder } from './placeholder.ts';

/** In sight: the SDK would put each link into a menu. */
function visible(builder: Builder<DashboardLink>): Builder<DashboardLink> {
  const { placement: _menu, ...link } = builder.build();
  return { build: () => link };
}

/** A required variable is a page of one: only the reader's own choice of one may be handed on to it. */
const variablesOf = ({ variables }: Dashboard, takesAll: boolean) =>
  variables.flatMap(variable => (variable.kind === 'tag' && (takesAll || !variable.required) ? [variable.name] : []));

/** Links to the other dashboards, which keep the range and what is chosen of the variables that both have. */
export function dashboardLinks(from: Dashboard, all: readonly Dashboard[]): Builder<DashboardLink>[] {
  return all
    .filter(({ uid }) => uid !== from.uid)
    .map(to => {
      const shared = variablesOf(to, false).filter(name => variablesOf(from, true).includes(name));
      const query = shared.map(name => placeholder(`${name}:queryparam`)).join('&');
      const link = new DashboardLinkBuilder(to.title)
        .type(DashboardLinkType.Link)
        .icon('dashboard')
        .tooltip(to.description)
        .url(`/d/${grafanaUid(to.uid)}${query === '' ? '' : `?${query}`}`)
        .keepTime(true);
      return visible(link);
    });
}

/** From a line of one container to that container's dashboard; none where the panel's lines are not containers'. */
export function containerLinks(panel: Panel, { uid, variables }: Dashboard): Builder<DashboardLink>[] {
  const isOfContainers =
    panel.queries.length > 0 &&
    panel.queries.every(
      ({ groupBy = [], total = false }) => groupBy.includes('container') && !groupBy.includes('file') && !total,
    );
  if (!isOfContainers || uid === 'container') return [];
  const host = variables.some(({ name }) => name === 'host') ? [placeholder('host:queryparam')] : [];
  const query = [
    placeholder('__url_time_range'),
    ...host,
    `var-container=${placeholder('__field.labels.container')}`,
  ].join('&');
  return [
    visible(
      new DashboardLinkBuilder('This container')
        .type(DashboardLinkType.Link)
        .url(`/d/${grafanaUid('container')}?${query}`),
    ),
  ];
}
