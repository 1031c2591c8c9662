import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { age, ago, showDay, showMoment, showTime } from './dates.ts';
import { Surroundings } from './surroundings.ts';

/**
 * Numbers, doses, identifiers and dates. Isolated and always left to right: in a right-to-left page '2 x 500 mg' or
 * '-3.6' would otherwise be drawn in another order than it was written.
 */
export function Value({ children, strong }: { readonly children: ComponentChildren; readonly strong?: boolean }) {
  return (
    <bdi dir="ltr" class={strong ? 'value strong' : 'value'}>
      {children}
    </bdi>
  );
}

/** Names and sentences written by people: their own direction, isolated from the sentence around them. */
export function Words({ children }: { readonly children: ComponentChildren }) {
  return <bdi dir="auto">{children}</bdi>;
}

export function When({ at, time }: { readonly at: string; readonly time?: boolean }) {
  const { zone } = useContext(Surroundings);
  return (
    <time dateTime={at} class="when">
      <bdi dir="ltr">{time ? showMoment(at, zone) : showDay(at, zone)}</bdi>
    </time>
  );
}

/** The time of day alone, under a heading that says the day. */
export function TimeOf({ at }: { readonly at: string }) {
  const { zone } = useContext(Surroundings);
  return (
    <time dateTime={at} class="when">
      <bdi dir="ltr">{showTime(at, zone)}</bdi>
    </time>
  );
}

export function Ago({ at }: { readonly at: string }) {
  const { today, zone } = useContext(Surroundings);
  return (
    <time dateTime={at} class="when">
      {ago(at, today, zone)}
    </time>
  );
}

/** '14-Jul-1957 (69y)'; at death the age then. */
export function Born({ on, died }: { readonly on: string; readonly died?: string | undefined }) {
  const { today } = useContext(Surroundings);
  return (
    <bdi dir="ltr" class="value strong">
      {showDay(on)} ({age(on, died ?? today)})
    </bdi>
  );
}

/** '999 000 0017': three, three and four digits, so that it can be read aloud and compared. */
export function NhsNumber({ children }: { readonly children: string }) {
  return <Value strong>{spaced(children)}</Value>;
}

export function spaced(number: string): string {
  const digits = number.replace(/\s/g, '');
  return /^\d{10}$/.test(digits) ? `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}` : number;
}
