import type { Part } from '../part.ts';
import { type Address, type Binding, type BindingOptions, type Bound, createBinding } from './binding.ts';

/** Where to listen, and whether to. */
export interface ListenSettings extends Address {
  readonly enabled: boolean;
}

/** Something that listens while the configuration wants it to. */
export interface SwitchedBinding<L extends Bound> {
  current(): L | undefined;
  part(): Part;
  apply(settings: ListenSettings): Promise<void>;
  close(): Promise<void>;
}

/** A binding that can be switched off and on. `enabledKey` names the key that does it. */
export function createSwitchedBinding<L extends Bound>(
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
    async apply({ enabled, host, port, variant }) {
      const address = { host, port, ...(variant !== undefined && { variant }) };
      if (!enabled) await close();
      else if (binding) await binding.move(address);
      else binding = await createBinding(options, address);
    },
    close,
  };
}
