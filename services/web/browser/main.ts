import { dashboards } from '../../../dashboards/index.ts';
import { startPage } from './page/page.ts';
import { readServer } from './server.ts';

const { dataset } = document.body;
const dashboard = dashboards.find(({ uid }) => uid === dataset.dashboard);
if (dashboard)
  startPage(dashboard, readServer(dataset), {
    main: document.querySelector('main')!,
    controls: document.querySelector('#controls')!,
    links: [...document.querySelectorAll<HTMLAnchorElement>('.brand, nav a')],
  });
