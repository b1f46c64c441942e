import { checkLogs } from '../log-tailer/check.ts';
import { storeFoundations } from '../shared/program/program.ts';
import { runProgram } from '../shared/program/run.ts';
import { startStandalone } from './standalone.ts';

await runProgram({
  command: 'npm start --',
  summary: 'Tidegauge: everything a Docker host says about itself, as metrics.',
  check: checkLogs,
  foundations: storeFoundations,
  start: startStandalone,
});
