import { type Binding, type BindingOptions, createBinding } from '../../shared/lifecycle/binding.ts';
import type { Part } from '../../shared/part.ts';
import type { Listener } from './listener.ts';

/** The `statsd` section's part about one transport. */
export interface ListenSettings {
  readonly enabled: boolean;
  readonly host: string;
  readonly port: number;
}

/** A transport that listens while the configuration wants it to. */
export interface SwitchedBinding<L extends Listener> {
  current(): L | undefined;
  part(): Part;
  apply(settings: ListenSettings): Promise<void>;
  close(): Promise<void>;
}

/** A binding that can be switched off and on. `enabledKey` names the key that does it. */
export function createSwitchedBinding<L extends Listener>(
  options: BindingOptions<L>,
  enabledKey: string,
): SwitchedBinding<L> {
  let binding: Binding<L> | undefined;
  const close = async () => {
    const previous = binding;
    binding = undefined;
    await previous?.close();
  };
  return {
    current: () => binding?.current(),
    part: () =>
      binding?.part() ?? {
        name: options.name,
        state: 'off',
        detail: 'switched off',
        remedy: `set ${enabledKey} to true`,
      },
    async apply({ enabled, host, port }) {
      if (!enabled) await close();
      else if (binding) await binding.move({ host, port });
      else binding = await createBinding(options, { host, port });
    },
    close,
  };
}
