import type { Access } from '#agreement';
import type { Services } from '#joint';
import type { AgreementsAnswer } from '../agreed.ts';
import { readSentinels } from '../sentinel/sentinel.queries.ts';
import type { Changed } from './effects.ts';

/**
 * What a course may be held against: every change that was declared, since its harm may show anywhere, and of programmes what began to
 * move this very measure.
 */
export async function changesFor(
  { store, answers }: Pick<Services, 'store' | 'answers'>,
  access: Access,
  measure: string,
): Promise<readonly Changed[]> {
  const { programmes } = answers['governance'] as AgreementsAnswer;
  const [declared, begun] = await Promise.all([readSentinels(store), programmes.begun(access)]);
  return [
    ...declared.map(({ id, since, change }) => ({ id: `change-${id}`, since, change, page: `/sentinels/${id}` })),
    // What is feared of it is watched under the same name.
    ...begun
      .filter(({ measures }) => measures.includes(measure))
      .filter(({ programme, id }) => !declared.some(({ source }) => source === `programme:${programme}/${id}`))
      .map(({ id, programme, since, words }) => ({
        id: `programme-${programme}-${id}`,
        since,
        change: words,
        page: `/programmes/${programme}`,
      })),
  ];
}
