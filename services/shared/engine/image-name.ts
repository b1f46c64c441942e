/** What stands for an image that was named by a digest or an id: these are without bound, and so never tags. */
const nameless = 'untagged';

/**
 * The `repository:tag` of an image reference, as a container was created with it. Without a tag it is `:latest`, as the
 * engine takes it; a digest is left off, and `repository@digest`, which has no tag, is the repository alone.
 * `imageId` (`sha256:…`) tells a short id from a name that happens to look like one.
 */
export function imageName(reference: string, imageId = ''): string {
  if (reference === '' || isId(reference, imageId)) return nameless;
  const at = reference.indexOf('@');
  const name = at < 0 ? reference : reference.slice(0, at);
  // A colon before the last slash belongs to the registry's port.
  const tagged = name.lastIndexOf(':') > name.lastIndexOf('/');
  return tagged || at >= 0 ? name : `${name}:latest`;
}

function isId(reference: string, imageId: string): boolean {
  if (/^(sha256:)?[0-9a-f]{12,64}$/.test(reference)) return true;
  return /^[0-9a-f]+$/.test(reference) && imageId.startsWith(`sha256:${reference}`);
}
