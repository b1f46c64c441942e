import { cpu } from './host/cpu.ts';
import { disks } from './host/disks.ts';
import { fileSystems } from './host/file-systems.ts';
import { memory } from './host/memory.ts';
import { network } from './host/network.ts';
import { overview } from './host/overview.ts';
import { processes } from './host/processes.ts';
import type { Dashboard } from './model.ts';
import { hostVariable } from './variables.ts';

/** The machine itself. */
export const host: Dashboard = {
  uid: 'host',
  title: 'Host',
  description: 'CPU, memory, disks, network, file systems and processes of the machine.',
  variables: [hostVariable('system.cpu.utilization')],
  marks: false,
  rows: [overview, cpu, memory, disks, network, fileSystems, processes],
};
