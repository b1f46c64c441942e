type Child = Node | string;

/** A new element. Texts become text, never markup: they may come from logs and containers. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

/** Changes an element's text only where it differs, so that nothing is laid out again for nothing. */
export function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

/** Changes an element's children only where they differ: one that is moved loses its focus and its scrolling. */
export function setChildren(target: Element, children: readonly Element[]): void {
  if (children.length !== target.children.length || children.some((child, index) => child !== target.children[index]))
    target.replaceChildren(...children);
}
