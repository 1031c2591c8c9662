import type { ComponentChildren } from 'preact';
import { Value } from '../parts/value.tsx';

export type Bar = {
  readonly key: string;
  readonly name: ComponentChildren;
  /** Absent: not shown to this viewer. */
  readonly percent?: number | undefined;
  readonly shown: string;
  readonly detail?: string;
};

/** Horizontal bars from nought to a hundred percent, one row a place, with the aim as a line through all of them. */
export function Bars(props: {
  readonly caption: string;
  readonly bars: readonly Bar[];
  readonly aim?: number | undefined;
  /** What the rows are; places where nothing is said. */
  readonly rows?: string;
  /** What the last column says; how many met it where nothing is said. */
  readonly last?: string;
}) {
  return (
    <table class="bars">
      <caption class="sr">{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{props.rows ?? 'Place'}</th>
          <th scope="col">
            <bdi>{props.aim === undefined ? 'Percent' : `Percent · the line is the aim, ${props.aim}%`}</bdi>
          </th>
          <th scope="col" class="number">
            <bdi>{props.last ?? 'Met'}</bdi>
          </th>
        </tr>
      </thead>
      <tbody>
        {props.bars.map((bar) => (
          <tr key={bar.key}>
            <th scope="row">{bar.name}</th>
            <td>
              <BarOf percent={bar.percent} aim={props.aim} />
            </td>
            <td class="number">
              <Value strong>{bar.shown}</Value>
              {bar.detail !== undefined && (
                <span class="detail">
                  <Value>{bar.detail}</Value>
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function BarOf({ percent, aim }: { readonly percent?: number | undefined; readonly aim?: number | undefined }) {
  const reached = percent !== undefined && aim !== undefined && percent >= aim;
  return (
    <svg class="bar" width="100%" height="16" aria-hidden="true">
      <rect class="rail" x="0" y="3" width="100%" height="10" />
      {percent !== undefined && (
        <rect class={reached ? 'fill reached' : 'fill'} x="0" y="3" width={`${percent.toFixed(1)}%`} height="10" />
      )}
      {aim !== undefined && <line class="aim" x1={`${aim}%`} x2={`${aim}%`} y1="0" y2="16" />}
    </svg>
  );
}
