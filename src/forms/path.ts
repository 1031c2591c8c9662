import { everyItem } from './compile.ts';
import { keyWithin } from './place.ts';
import type { Complaint, Item, Program } from './types.ts';
import { isObject } from './value.ts';

const ROOT = 'QuestionnaireResponse';

/** Says of each complaint where in a response it stands: 'QuestionnaireResponse.item[2].answer[0]'; what is missing, in what it is missing from. */
export function pathsIn(
  { items }: Pick<Program, 'items'>,
  response: Readonly<Record<string, unknown>>,
): (complaint: Complaint) => string {
  const paths = new Map<string, string>();
  const strangers = new Map<string, string>();
  walk({ items, list: response['item'], key: '', path: ROOT, paths, strangers });
  const known = new Set(everyItem(items).map(({ linkId }) => linkId));
  return ({ key, linkId }) => {
    const stranger = known.has(linkId) ? undefined : strangers.get(`${key} ${linkId}`);
    if (stranger !== undefined) return stranger;
    for (let at = key; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
      const path = paths.get(at);
      if (path !== undefined) return path;
    }
    return ROOT;
  };
}

type Walk = {
  readonly items: readonly Item[];
  readonly list: unknown;
  readonly key: string;
  readonly path: string;
  readonly paths: Map<string, string>;
  readonly strangers: Map<string, string>;
};

function walk({ items, list, key, path, paths, strangers }: Walk): void {
  const seen = new Map<string, number>();
  const below = (item: Item, inside: unknown, at: { readonly key: string; readonly path: string }) =>
    walk({ items: item.items, list: inside, paths, strangers, ...at });
  (Array.isArray(list) ? (list as readonly unknown[]) : []).forEach((one, index) => {
    if (!isObject(one) || typeof one['linkId'] !== 'string') return;
    const { linkId } = one as { readonly linkId: string };
    const place = `${path}.item[${index}]`;
    const item = items.find((known) => known.linkId === linkId);
    if (!item) {
      strangers.set(`${key} ${linkId}`, place);
      return;
    }
    const row = seen.get(linkId) ?? 0;
    const answers: readonly unknown[] = Array.isArray(one['answer']) ? one['answer'] : [];
    if (item.type === 'group' || answers.length === 0) {
      seen.set(linkId, row + 1);
      const at = { key: keyWithin(key, linkId, row), path: place };
      if (!paths.has(at.key)) paths.set(at.key, at.path);
      below(item, one['item'], at);
      return;
    }
    seen.set(linkId, row + answers.length);
    answers.forEach((answer, number) => {
      const at = { key: keyWithin(key, linkId, row + number), path: `${place}.answer[${number}]` };
      if (!paths.has(at.key)) paths.set(at.key, at.path);
      if (isObject(answer)) below(item, answer['item'], at);
    });
  });
}
