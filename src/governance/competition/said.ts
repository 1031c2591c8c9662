import type { Holder, Role } from '#agreement';
import type { Day } from '#base';

export type ProcurementSaid =
  | {
      readonly did: 'begun';
      readonly title: string;
      readonly what: string;
      /** Of the pack of the place. */
      readonly route: string;
      readonly why: string;
      /** Who leads it, at the buyer. */
      readonly lead: Holder;
    }
  | { readonly did: 'bid'; readonly id: string; readonly organizations: readonly string[]; readonly words: string }
  | {
      readonly did: 'cost';
      readonly bid: string;
      /** Whose cost it is: of its own a bidder alone writes. */
      readonly of: string;
      readonly item: string;
      readonly minor: number;
      readonly currency: string;
    }
  | {
      readonly did: 'opened';
      /** Whose book is open, to whom, what of it, and up to which day. */
      readonly of: string;
      readonly to: string;
      readonly words: string;
      readonly until: Day;
    }
  | { readonly did: 'question'; readonly id: string; readonly words: string }
  | { readonly did: 'answered'; readonly question: string; readonly words: string }
  | { readonly did: 'looked'; readonly what: string }
  | { readonly did: 'decided'; readonly bid: string; readonly why: string }
  | { readonly did: 'closed'; readonly why: string };

export type Of<D extends ProcurementSaid['did']> = Extract<ProcurementSaid, { did: D }>;

export type ProcurementDeed = {
  readonly at: Date;
  readonly by: string;
  readonly organization: string;
  readonly role: Role;
  readonly said: ProcurementSaid;
};

type Signed<T> = T & Pick<ProcurementDeed, 'at' | 'by' | 'organization'>;

export type Procurement = Of<'begun'> & {
  readonly id: string;
  readonly begun: Date;
  readonly bids: readonly Of<'bid'>[];
  readonly costs: readonly Of<'cost'>[];
  readonly opened: readonly Of<'opened'>[];
  readonly questions: readonly Signed<Of<'question'>>[];
  readonly answers: readonly Signed<Of<'answered'>>[];
  readonly looked: readonly Signed<Of<'looked'>>[];
  readonly decided?: Signed<Of<'decided'>>;
  readonly closed?: Signed<Of<'closed'>>;
};

export function procurementOf(id: string, deeds: readonly ProcurementDeed[]): Procurement | undefined {
  const [first, ...rest] = deeds;
  if (first?.said.did !== 'begun') return undefined;
  const none = { bids: [], costs: [], opened: [], questions: [], answers: [], looked: [] };
  const begun: Procurement = { ...first.said, id, begun: first.at, ...none };
  return rest.reduce(after, begun);
}

function after(one: Procurement, { said, at, by, organization }: ProcurementDeed): Procurement {
  const signed = <T>(what: T) => ({ ...what, at, by, organization });
  switch (said.did) {
    case 'bid':
      return { ...one, bids: [...one.bids, said] };
    case 'cost': {
      const others = one.costs.filter((each) => each.of !== said.of || each.item !== said.item);
      return { ...one, costs: [...others, said] };
    }
    case 'opened':
      return { ...one, opened: [...one.opened, said] };
    case 'question':
      return { ...one, questions: [...one.questions, signed(said)] };
    case 'answered':
      return { ...one, answers: [...one.answers, signed(said)] };
    case 'looked':
      return { ...one, looked: [...one.looked, signed(said)] };
    case 'decided':
      return { ...one, decided: signed(said) };
    case 'closed':
      return { ...one, closed: signed(said) };
    default:
      return one;
  }
}

/** Whose costs somebody must not see while it runs: every other bidder's, also of those who bid with it, but for an open book. */
export function walledFrom(
  organization: string,
  { bids, opened, closed }: Pick<Procurement, 'bids' | 'opened' | 'closed'>,
  today: Day,
): readonly string[] {
  const all = [...new Set(bids.flatMap(({ organizations }) => organizations))];
  if (closed || !all.includes(organization)) return [];
  const open = opened.filter(({ to, until }) => to === organization && until >= today).map(({ of }) => of);
  return all.filter((one) => one !== organization && !open.includes(one));
}
