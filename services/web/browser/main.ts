import { dashboards } from '../../../dashboards/index.ts';
import { startLogPage } from './logs/log-page.ts';
import { sourceAt } from './logs/source-address.ts';
import { startPage } from './page/page.ts';
import { startRulesPage } from './rules/rules-page.ts';
import { readServer } from './server.ts';

const { dataset } = document.body;
const dashboard = dashboards.find(({ uid }) => uid === dataset.dashboard);
const places = {
  main: document.querySelector('main')!,
  controls: document.querySelector<HTMLElement>('#controls')!,
  links: [...document.querySelectorAll<HTMLAnchorElement>('.brand, nav a')],
};
if (dashboard) startPage(dashboard, readServer(dataset), places);
else if (dataset.page === 'log') void startLogPage(sourceAt(location.pathname) ?? '', readServer(dataset), places);
else if (dataset.page === 'rules') startRulesPage(places);
