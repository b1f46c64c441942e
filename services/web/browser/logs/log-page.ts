import { fetchLogSource } from '../api.ts';
import { type Places, startPage } from '../page/page.ts';
import type { Server } from '../server.ts';
import { visibleText } from '../visible-text.ts';
import { createLogDetail } from './detail-part.ts';
import { guessTags, lastingTags, sourceDashboard } from './source-dashboard.ts';

/** The page of the log `name`: charts of what was counted of it, and how it is read. */
export async function startLogPage(name: string, server: Server, places: Places): Promise<void> {
  // Its charts are drawn without the log-tailer too.
  const found = await fetchLogSource(name, new AbortController().signal);
  const tags = found.ok ? lastingTags(found.value) : guessTags(name);
  startPage(sourceDashboard(visibleText(name), tags), server, places, [createLogDetail(name, server)]);
}
