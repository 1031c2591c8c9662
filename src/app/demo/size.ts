/** How large a demonstration is. `density` scales how much is recorded a person. */
export type DemonstrationSize = 'small' | 'default' | 'full';

export type Scale = {
  readonly people: number;
  readonly practices: number;
  readonly localities: number;
  /** Shares of the people: with diabetes, frail and older, of the low-resource district; the rest is well. */
  readonly diabetes: number;
  readonly frail: number;
  readonly district: number;
  readonly density: number;
  /** Records it comes to, roughly: for a progress bar. */
  readonly about: number;
};

export const SCALES: Readonly<Record<DemonstrationSize, Scale>> = {
  small: {
    people: 300,
    practices: 3,
    localities: 2,
    diabetes: 0.7,
    frail: 0.2,
    district: 0,
    density: 1,
    about: 13_800,
  },
  default: {
    people: 2_000,
    practices: 12,
    localities: 4,
    diabetes: 0.7,
    frail: 0.2,
    district: 0,
    density: 1,
    about: 93_900,
  },
  full: {
    people: 63_000,
    practices: 60,
    localities: 6,
    diabetes: 35 / 63,
    frail: 8 / 63,
    district: 20 / 63,
    density: 1.6,
    about: 2_730_000,
  },
};
