import type { Access } from '#agreement';
import type { Context } from '../context.ts';
import type { Asking } from '../search/index.ts';
import type { Wording } from './wording.ts';

/** How this asker is told what would tell; undefined for those who are told everything that they see. */
export function wordingFor({ wording }: Pick<Context, 'wording'>, access: Access): Wording | undefined {
  const found = wording?.();
  return found?.concerns(access) ? found : undefined;
}

export function tellsFor(context: Pick<Context, 'wording'>, access: Access): Pick<Asking, 'tells'> {
  const found = wordingFor(context, access);
  return found ? { tells: found.tells } : {};
}
