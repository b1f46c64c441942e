import { storeFoundations } from '../shared/program/program.ts';
import { runProgram } from '../shared/program/run.ts';
import { startWebApart } from './web-apart.ts';

await runProgram({
  command: 'node services/web/main.ts',
  summary: "Tidegauge's live pages and API: show what the store holds.",
  foundations: storeFoundations,
  start: startWebApart,
});
