import type { Access } from '#agreement';
import { type Asking, SERVICE } from '../ask.ts';
import { isPart } from '../pool/due.ts';
import { rivalsOf } from '../wall.ts';
import type { SettleNow } from './ground.ts';
import type { OpenItem } from './net.ts';
import type { Rivals } from './post.ts';

/**
 * What somebody reads of a settlement in which a rival takes part. Everybody's position but one's own is kept back, and every payment
 * between others: positions add up to nought, so that those of third parties would tell the rival's. What is put into a pool stays open,
 * since all signed it.
 */
export type Sight = {
  /** Rivals that take part. Where there is none, everything is shown. */
  readonly rivals: readonly string[];
  readonly own: (organization: string) => boolean;
  readonly line: (item: Pick<OpenItem, 'party' | 'item'>) => boolean;
  readonly payment: (payment: { readonly payer: string; readonly payee: string }) => boolean;
};

export type SightOf = (taking: readonly { readonly organization: string }[]) => Sight;

/** Asked once, for any number of settlements. */
export async function sightFor(asking: Asking, access: Access, { names, heirOf }: SettleNow): Promise<SightOf> {
  const rivals = new Set((await rivalsOf(asking, access)).map(heirOf));
  const own = (organization: string): boolean => names.includes(organization);
  return (taking) => {
    const among = [...new Set(taking.map(({ organization }) => organization))].filter((one) => rivals.has(heirOf(one)));
    const open = among.length === 0;
    return {
      rivals: among,
      own: (organization) => open || own(organization),
      line: ({ party, item }) => open || own(party) || isPart(item),
      payment: ({ payer, payee }) => open || own(payer) || own(payee),
    };
  };
}

/** For whoever settles: with whom any organisation competes, whoever asks. */
export function rivalsAmong(asking: Asking, { keyOf, heirOf }: Pick<SettleNow, 'keyOf' | 'heirOf'>): Rivals {
  return async (organization) =>
    (await rivalsOf(asking, { ...SERVICE, organization: keyOf(organization) })).map(heirOf);
}
