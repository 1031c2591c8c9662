import type { Holder, Role } from '#agreement';
import { type Day, dayIn } from '#base';
import type { Spread } from './spread.ts';

/** What was told of a round: of all who scored, or of those of one organisation. */
export type Figure = {
  /** Absent where too few scored, or telling it would tell of too few. */
  readonly told?: { readonly answered: number; readonly spreads: Readonly<Record<string, Spread>> };
};
export type OrganizationFigure = Figure & { readonly organization: string };

/** What was agreed about one side, after talking: by whoever leads, who also writes down who saw it otherwise. */
export type Agreed = {
  readonly dimension: string;
  /** Absent where they could not agree. */
  readonly step?: number;
  readonly why: string;
  readonly dissent?: string;
  readonly next?: string;
};

/** What was done to a round; the first deed opens it. Figures are those of the moment it closed, and never change. */
export type MaturitySaid =
  | { readonly did: 'opened'; readonly until: Day; readonly places: readonly Holder[] }
  | {
      readonly did: 'closed';
      readonly whole: Figure;
      readonly organizations: readonly OrganizationFigure[];
      /** In the order of the alphabet, so that nothing tells which came with which score. */
      readonly reasons: Readonly<Record<string, readonly string[]>>;
    }
  | ({ readonly did: 'agreed' } & Agreed);

export type MaturityDeed = {
  readonly at: Date;
  readonly by: string;
  readonly organization: string;
  readonly role: Role;
  readonly said: MaturitySaid;
};

export type KeptMaturity = {
  readonly id: string;
  readonly programme?: string;
  readonly deeds: readonly MaturityDeed[];
};

export type AgreedOn = Agreed & { readonly by: string; readonly on: Day };

export type Maturity = {
  readonly id: string;
  readonly programme?: string;
  readonly until: Day;
  readonly places: readonly Holder[];
  readonly opened: { readonly organization: string; readonly role: Role };
  readonly closed?: Omit<Extract<MaturitySaid, { readonly did: 'closed' }>, 'did'> & { readonly on: Day };
  /** The last word on each side; what was written before stays among the deeds. */
  readonly agreed: readonly AgreedOn[];
};

export function maturityOf({ id, programme, deeds }: KeptMaturity, zone: string): Maturity {
  const [first, ...rest] = deeds;
  if (first?.said.did !== 'opened') throw new Error('a round begins by being opened');
  const { until, places } = first.said;
  const { organization, role } = first;
  const begun: Maturity = {
    id,
    until,
    places,
    opened: { organization, role },
    agreed: [],
    ...(programme === undefined ? {} : { programme }),
  };
  return rest.reduce((round, deed) => after(round, deed, zone), begun);
}

function after(round: Maturity, { said, by, at }: MaturityDeed, zone: string): Maturity {
  const on = dayIn(zone, at.getTime());
  if (said.did === 'closed') {
    const { did: _, ...figures } = said;
    return { ...round, closed: { ...figures, on } };
  }
  if (said.did !== 'agreed') return round;
  const { did: _, ...agreed } = said;
  const others = round.agreed.filter(({ dimension }) => dimension !== agreed.dimension);
  return { ...round, agreed: [...others, { ...agreed, by, on }] };
}

/** Whether everything was talked over. */
export function isAgreed(
  { agreed }: Pick<Maturity, 'agreed'>,
  dimensions: readonly { readonly id: string }[],
): boolean {
  return dimensions.every(({ id }) => agreed.some(({ dimension }) => dimension === id));
}
