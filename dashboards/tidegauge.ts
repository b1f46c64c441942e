import type { Dashboard } from './model.ts';
import { collectors } from './tidegauge/collectors.ts';
import { losses } from './tidegauge/losses.ts';
import { overview } from './tidegauge/overview.ts';
import { processes } from './tidegauge/processes.ts';
import { server } from './tidegauge/server.ts';
import { store } from './tidegauge/store.ts';
import { hostVariable } from './variables.ts';

/** Tidegauge itself: what it takes in, what it loses, what it costs. */
export const tidegauge: Dashboard = {
  uid: 'tidegauge',
  title: 'Tidegauge',
  description: 'What Tidegauge itself takes in, what it loses, and what it costs.',
  variables: [hostVariable('tidegauge.process.memory.usage')],
  marks: false,
  rows: [overview, losses, server, store, collectors, processes],
};
