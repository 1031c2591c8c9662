import type { DateValue, NumberValue } from '#fhir';

type Interval = { readonly lo: number; readonly hi: number };

/** compare.ts for one value: both are intervals, the upper ends left out. */
export function dateHolds({ lo, hi }: Interval, value: DateValue, now: Date): boolean {
  const within = lo >= value.lo && hi <= value.hi;
  switch (value.prefix) {
    case 'eq':
      return within;
    case 'ne':
      return !within;
    case 'gt':
      return hi > value.hi;
    case 'lt':
      return lo < value.lo;
    case 'ge':
      return hi > value.hi || within;
    case 'le':
      return lo < value.lo || within;
    case 'sa':
      return lo >= value.hi;
    case 'eb':
      return hi <= value.lo;
    case 'ap': {
      const widening = Math.abs(now.getTime() - value.lo) / 10;
      return lo < value.hi + widening && hi > value.lo - widening;
    }
  }
}

/** The same of numbers, the upper end of the resource's among them. */
export function numberHolds({ lo, hi }: Interval): (value: NumberValue) => boolean {
  return (value) => {
    const within = lo >= value.lo && hi < value.hi;
    switch (value.prefix) {
      case 'eq':
        return within;
      case 'ne':
        return !within;
      case 'gt':
        return hi > value.value;
      case 'lt':
        return lo < value.value;
      case 'ge':
        return hi >= value.value;
      case 'le':
        return lo <= value.value;
      case 'sa':
        return lo > value.value;
      case 'eb':
        return hi < value.value;
      case 'ap': {
        const widening = Math.abs(value.value) / 10;
        return lo <= value.value + widening && hi >= value.value - widening;
      }
    }
  };
}
