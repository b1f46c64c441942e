import { ownedText } from '../../shared/owned-text.ts';
import { tagText } from '../../shared/tag-text.ts';

const longest = 100;

/** A name that anyone may have chosen, as the value of a tag: at most 100 characters, none of which is a control. */
export const nameTag = (name: string): string => ownedText(tagText(name.slice(0, longest)));
