import { dashboards } from '../../../dashboards/index.ts';
import type { Assets } from './assets.ts';
import { escapeHtml } from './html.ts';

/** What the page is of; `uid` of its dashboard, `log` or `rules`, or nothing where there is no such page. */
export interface ShellOptions {
  readonly assets: Assets;
  readonly uid: string | undefined;
  readonly theme: 'light' | 'dark' | undefined;
  /** Below which all pages are; begins and ends with a slash. */
  readonly basePath: string;
  /** Told to the browser's code as data attributes. */
  readonly data: Readonly<Record<string, string>>;
}

/** Where a dashboard is found, below the base path; the one of one container is reached from the list. */
const links = dashboards
  .filter(({ uid }) => uid !== 'container')
  .map(({ uid, title }) => ({ uid, title, path: pathOf(uid) }));

function pathOf(uid: string): string {
  if (uid === 'host') return '';
  return uid === 'containers' || uid === 'logs' ? uid : `d/${uid}`;
}

/** The pages that are of no dashboard, and the link under which they are. */
const otherPages = {
  log: { title: 'Log', under: 'logs' },
  rules: { title: 'Try out rules', under: 'logs' },
} as const;

const otherPage = (uid: string | undefined) => (uid === 'log' || uid === 'rules' ? otherPages[uid] : undefined);

/** The HTML around a page. Nothing in it comes from logs, containers or the address. */
export function renderShell({ assets, uid, theme, basePath, data }: ShellOptions): string {
  const dashboard = dashboards.find(one => one.uid === uid);
  const other = otherPage(uid);
  const page = { ...(dashboard ? { dashboard: dashboard.uid } : {}), ...(other && uid ? { page: uid } : {}) };
  const attributes = Object.entries({ ...data, base: basePath, ...page })
    .map(([name, value]) => ` data-${name}="${escapeHtml(value)}"`)
    .join('');
  const current = uid === 'container' ? 'containers' : (other?.under ?? uid);
  const navigation = links
    .map(
      ({ uid, title, path }) =>
        `<a href="${basePath}${path}"${uid === current ? ' aria-current="page"' : ''}>${escapeHtml(title)}</a>`,
    )
    .join('');
  // Only a proxy makes another base path, and the stack's has Grafana beside it.
  const elsewhere = basePath === '/' ? '' : '<a class="elsewhere" href="/grafana/">Grafana</a>';
  const content = dashboard || other ? '' : '<p class="empty">There is no such page.</p>';
  return `<!doctype html>
<html lang="en"${theme ? ` data-theme="${theme}"` : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml((dashboard ?? other)?.title ?? 'Not found')} · Tidegauge</title>
<link rel="icon" href="${basePath}favicon.svg">
<link rel="stylesheet" href="${basePath}${assets.style.path.slice(1)}">
<script type="module" src="${basePath}${assets.script.path.slice(1)}"></script>
</head>
<body${attributes}>
<header><a class="brand" href="${basePath}">tidegauge</a><nav aria-label="Dashboards">${navigation}</nav>${elsewhere}<div id="controls"></div></header>
<main id="page">${content}</main>
<noscript><p class="empty">These pages draw their charts with JavaScript. The API at /api/v1/openapi.json does without.</p></noscript>
</body>
</html>
`;
}
