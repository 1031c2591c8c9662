import {
  type Clause,
  type Instrument,
  linesOf,
  named,
  type PayClause,
  type TariffLine,
  type WorkerPay,
} from '#agreement';
import { rounded } from '../charge/parts.ts';

/** Ways of paying for the same care. */
export const MODELS = ['block', 'tariff', 'capitation', 'blended'] as const;
export type Model = (typeof MODELS)[number];

/** Of the value of what is done beside the plan, this much moves what is paid, per cent. */
export const MARGINAL: Readonly<Record<Model, bigint>> = { block: 0n, tariff: 100n, capitation: 0n, blended: 50n };

/** What the plan is worth in a year, by activity and payee; and the price of a person a month, by activity. */
export type Basis = {
  readonly planned: ReadonlyMap<string, bigint>;
  readonly perPerson: ReadonlyMap<string, bigint>;
};

const MONTHS = 12n;

export function planKey(activity: string, payee: string): string {
  return `${activity} ${payee}`;
}

/** The same agreement, paying in another way for everything that has a price for each. What is paid by the period already stays. */
export function paying(instrument: Instrument, model: Model, basis: Basis): Instrument {
  return {
    ...instrument,
    clauses: instrument.clauses.flatMap((clause): readonly Clause[] =>
      // An incentive is for what a worker did: by the period nobody could say whose it is.
      clause.clause === 'pay' && clause.worker === undefined && linesOf(clause.price).length > 0
        ? payingBy(clause, { instrument, model, basis })
        : [clause],
    ),
  };
}

type By = { readonly instrument: Instrument; readonly model: Model; readonly basis: Basis };

/** A part for each that is paid: an amount for a period is for one. */
function payingBy(clause: PayClause, { instrument, model, basis }: By): readonly PayClause[] {
  const lines = linesOf(clause.price);
  if (model === 'tariff') return [{ ...clause, price: { model, lines } }];
  return named(clause.to, instrument).map((payee, at) => ({
    ...clause,
    id: `${clause.id}.${at + 1}`.slice(0, 64),
    to: [payee],
    price: priceOf(model, { clause, payee, basis, lines }),
  }));
}

type Of = {
  readonly clause: PayClause;
  readonly payee: string;
  readonly basis: Basis;
  readonly lines: readonly TariffLine[];
};

function priceOf(model: Exclude<Model, 'tariff'>, { clause, payee, basis, lines }: Of): PayClause['price'] {
  const currency = lines[0]?.price.currency ?? '';
  const planned = rounded(basis.planned.get(planKey(clause.activity, payee)) ?? 0n, MONTHS);
  const amount = (minor: bigint) => ({ minor: Number(minor), currency });
  if (model === 'block') return { model, amount: amount(planned), every: 'month' };
  if (model === 'capitation') {
    return {
      model,
      perPerson: amount(basis.perPerson.get(clause.activity) ?? 0n),
      every: 'month',
      counted: 'registered',
    };
  }
  const share = Number(MARGINAL.blended);
  return {
    model,
    fixed: amount(planned),
    planned: amount(planned),
    every: 'month',
    lines,
    abovePercent: share,
    belowPercent: share,
  };
}

/** A kind of contact that somebody is paid for by each. */
export type Contact = {
  readonly payee: string;
  readonly activity: string;
  readonly words: string;
  readonly minor: bigint;
  readonly currency: string;
  /** Whose pay it is, where it is an incentive to workers. */
  readonly worker?: Pick<WorkerPay, 'role' | 'shared'>;
};

export function contactsOf(instrument: Instrument): readonly Contact[] {
  return instrument.clauses.flatMap((clause) =>
    clause.clause === 'pay'
      ? named(clause.to, instrument).flatMap((payee) =>
          linesOf(clause.price).map(({ words, price }) => ({
            payee,
            activity: clause.activity,
            words,
            minor: BigInt(price.minor),
            currency: price.currency,
            ...(clause.worker ? { worker: { role: clause.worker.role, shared: clause.worker.shared } } : {}),
          })),
        )
      : [],
  );
}

/** What comes of one contact that moves: what each gets less or more, and what of the work nobody pays for. */
export type Moved = {
  readonly from: Contact;
  readonly to: Contact;
  readonly model: Model;
  readonly loses: bigint;
  readonly gains: bigint;
  /** Of what the contact is worth where it goes, not paid. */
  readonly unpaid: bigint;
};

const PAIRS_MAX = 12;

/** Every pair of places between which a kind of contact can move; where several do the same activity, between those alone. */
export function pairsOf(contacts: readonly Contact[]): readonly (readonly [Contact, Contact])[] {
  const pairs = contacts.flatMap((from) => {
    const others = contacts.filter(({ payee }) => payee !== from.payee);
    const same = others.filter(({ activity }) => activity === from.activity);
    return (same.length > 0 ? same : others).map((to) => [from, to] as const);
  });
  return pairs.slice(0, PAIRS_MAX);
}

export function movedOf([from, to]: readonly [Contact, Contact], model: Model): Moved {
  // What a worker has for each stays so under every way of paying.
  const part = ({ minor, worker }: Contact): bigint => (worker ? minor : rounded(minor * MARGINAL[model], 100n));
  const gains = part(to);
  return { from, to, model, loses: part(from), gains, unpaid: to.minor - gains };
}
