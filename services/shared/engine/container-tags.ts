import type { Tags } from '../metric.ts';
import { tagText } from '../tag-text.ts';
import { imageName } from './image-name.ts';

/** Where a container's tags come from: an inspection or an event. */
export interface TagSource {
  /** With or without the leading slash. */
  readonly name: string;
  /** Reference that it was created with. */
  readonly image: string;
  readonly imageId?: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The tags that go with everything of a container: `container`, `image`, and where Compose made it `compose_project` and `compose_service`. */
export function containerTags({ name, image, imageId, labels }: TagSource): Tags {
  const project = labels['com.docker.compose.project'];
  const service = labels['com.docker.compose.service'];
  return {
    container: tagText(name.replace(/^\//, '')),
    image: tagText(imageName(image, imageId)),
    ...(project && { compose_project: tagText(project) }),
    ...(service && { compose_service: tagText(service) }),
  };
}
