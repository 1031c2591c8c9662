import type { Swing } from '#money/contract';
import { Words } from '../parts/value.tsx';
import { Money } from './amount.tsx';

/** A tornado: a bar for each thing, from what less of it would move to what more of it would, the widest first. */
export function Swings({ of, caption }: { readonly of: readonly Swing[]; readonly caption: string }) {
  const most = Math.max(1, ...of.flatMap(({ less, more }) => [Math.abs(less.minor), Math.abs(more.minor)]));
  const at = (minor: number): number => Math.round(5_000 + (4_800 * minor) / most) / 100;
  return (
    <table class="bars bridge">
      <caption class="sr">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">What comes out otherwise</th>
          <th scope="col">
            <span class="sr">From what it would take to what it would bring</span>
          </th>
          <th scope="col" class="number">
            A tenth less, a tenth more
          </th>
        </tr>
      </thead>
      <tbody>
        {of.map(({ words, less, more }) => (
          <tr key={words}>
            <th scope="row">
              <Words>{words}</Words>
            </th>
            <td>
              <svg class="bar" width="100%" height="16" aria-hidden="true">
                <line class="grid" x1="50%" x2="50%" y1="0" y2="16" />
                {[less.minor, more.minor].map((minor, side) => (
                  <rect
                    key={side}
                    class={minor < 0 ? 'fill went' : 'fill came'}
                    x={`${Math.min(50, at(minor))}%`}
                    y="3"
                    width={`${Math.abs(at(minor) - 50)}%`}
                    height="10"
                  />
                ))}
              </svg>
            </td>
            <td class="number">
              <span class="detail">
                <Money of={less} />
              </span>
              <span class="detail">
                <Money of={more} />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
