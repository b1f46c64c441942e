import { createHash } from 'node:crypto';

const style = [
  ':root{color-scheme:light dark;--t:light-dark(#1c2128,#e6edf3);--m:light-dark(#59636e,#9198a1);--p:light-dark(#fff,#0d1117);--r:light-dark(#d9dee3,#30363d)}',
  'body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--p);color:var(--t);font:15px/1.5 system-ui,sans-serif}',
  'main{width:min(34rem,100% - 3rem)}h1{margin:.6rem 0 0;font-size:1.6rem;letter-spacing:-.03em}p{margin:0 0 1.6rem;color:var(--m)}',
  'a{display:block;margin-bottom:.8rem;padding:.9rem 1.1rem;border:1px solid var(--r);border-radius:9px;color:inherit;text-decoration:none}',
  'a:hover,a:focus-visible{border-color:#1f6feb}a b{display:block}a span{color:var(--m)}svg{width:2.6rem}',
].join('');

const tide =
  '<svg viewBox="0 0 16 16" aria-hidden="true"><rect width="16" height="16" rx="3.5" fill="#1f6feb"/><path d="M2 10.5c2 0 2-5 4-5s2 5 4 5 2-5 4-5" fill="none" stroke="#fff" stroke-width="1.8" stroke-linecap="round"/></svg>';

/** What a page shows under its title; `again`: it asks again by itself, every so many seconds. */
interface Page {
  readonly title: string;
  readonly text: string;
  readonly links?: readonly (readonly [href: string, name: string, about: string])[];
  readonly again?: number;
}

/** A small page of one piece, so that it comes even when nothing else runs. nginx takes no value beyond 4 KiB. */
export function renderPage({ title, text, links = [], again }: Page): string {
  const list = links.map(([href, name, about]) => `<a href="${href}"><b>${name}</b><span>${about}</span></a>`);
  const refresh = again === undefined ? '' : `<meta http-equiv="refresh" content="${again}">`;
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${refresh}`,
    `<title>${title}</title><style>${style}</style></head>`,
    `<body><main>${tide}<h1>${title}</h1><p>${text}</p>${list.join('')}</main></body></html>`,
  ].join('');
}

/** The source that a content security policy names to allow the style of the pages. */
export const styleSource = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** Where everything begins. */
export const startPage = renderPage({
  title: 'tidegauge',
  text: 'What this host, its containers and its applications say about themselves.',
  links: [
    ['/grafana/', 'Dashboards', 'Grafana: from the last minutes to the last year'],
    ['/live/', 'Live pages', 'The same figures, light and quick, as they come'],
  ],
});

/** Instead of what does not answer; the browser looks again by itself. */
export const silentPage = (who: string, remedy: string) =>
  renderPage({ title: `${who} does not answer`, text: `${remedy} This page looks again every 5 seconds.`, again: 5 });
