import { dashboards } from '../../../dashboards/index.ts';
import type { Assets } from './assets.ts';
import { escapeHtml } from './html.ts';

/** What the page is of; `uid` of its dashboard, or nothing where there is no such page. */
export interface ShellOptions {
  readonly assets: Assets;
  readonly uid: string | undefined;
  readonly theme: 'light' | 'dark' | undefined;
  /** Told to the browser's code as data attributes. */
  readonly data: Readonly<Record<string, string>>;
}

/** Where a dashboard is found; the one of one container is reached from the list. */
const links = dashboards
  .filter(({ uid }) => uid !== 'container')
  .map(({ uid, title }) => ({ uid, title, href: pathOf(uid) }));

function pathOf(uid: string): string {
  if (uid === 'host') return '/';
  return uid === 'containers' ? '/containers' : `/d/${uid}`;
}

/** The HTML around a page. Nothing in it comes from logs, containers or the address. */
export function renderShell({ assets, uid, theme, data }: ShellOptions): string {
  const dashboard = dashboards.find(one => one.uid === uid);
  const attributes = Object.entries({ ...data, ...(dashboard ? { dashboard: dashboard.uid } : {}) })
    .map(([name, value]) => ` data-${name}="${escapeHtml(value)}"`)
    .join('');
  const current = uid === 'container' ? 'containers' : uid;
  const navigation = links
    .map(
      ({ uid, title, href }) =>
        `<a href="${href}"${uid === current ? ' aria-current="page"' : ''}>${escapeHtml(title)}</a>`,
    )
    .join('');
  const content = dashboard ? '' : '<p class="empty">There is no such page.</p>';
  return `<!doctype html>
<html lang="en"${theme ? ` data-theme="${theme}"` : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(dashboard?.title ?? 'Not found')} · Tidegauge</title>
<link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="${assets.style.path}">
<script type="module" src="${assets.script.path}"></script>
</head>
<body${attributes}>
<header><a class="brand" href="/">tidegauge</a><nav aria-label="Dashboards">${navigation}</nav><div id="controls"></div></header>
<main id="page">${content}</main>
<noscript><p class="empty">These pages draw their charts with JavaScript. The API at /api/v1/openapi.json does without.</p></noscript>
</body>
</html>
`;
}
