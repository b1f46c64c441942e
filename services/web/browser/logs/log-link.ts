import type { SourceList } from '../../../shared/logs/source-status.ts';
import type { ContainerSummary } from '../../api/containers.ts';
import { element } from '../dom.ts';

/** The name of a container's log among those that are followed; undefined where it has none there. */
export function logOf(
  { name, host }: Pick<ContainerSummary, 'name' | 'host'>,
  logs: SourceList | undefined,
): string | undefined {
  if (logs?.host !== host) return undefined;
  return logs.sources.find(({ tags }) => tags.container === name)?.name;
}

/** The way from a container to its log, behind what is said of it: ` · log`. */
export interface LogLink {
  readonly element: HTMLElement;
  /** `address` is the page of the log; without one there is no link. */
  show(container: string, address: string | undefined): void;
}

/** A link that leads nowhere yet, and so is not shown. */
export function createLogLink(): LogLink {
  const link = element('a', {}, 'log');
  const place = element('span');
  return {
    element: place,
    show(container, address) {
      if (address === undefined) {
        place.replaceChildren();
        return;
      }
      link.href = address;
      link.setAttribute('aria-label', `log of ${container}`);
      if (!place.contains(link)) place.replaceChildren(' · ', link);
    },
  };
}
