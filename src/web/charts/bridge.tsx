import type { BridgeStep } from '#money/contract';
import { Money } from '../money/amount.tsx';
import { Words } from '../parts/value.tsx';
import { layBridge } from './bridge.ts';

/** How it moved: from nothing, by what came in and what took it, to what is left; one row a step, each beginning where the last ended. */
export function Bridge({ steps, caption }: { readonly steps: readonly BridgeStep[]; readonly caption: string }) {
  const laid = layBridge(steps.map(({ amount, kind }) => ({ minor: amount.minor, level: kind === 'level' })));
  return (
    <table class="bars bridge">
      <caption class="sr">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">What moved it</th>
          <th scope="col">
            <span class="sr">From where to where</span>
          </th>
          <th scope="col" class="number">
            Amount
          </th>
        </tr>
      </thead>
      <tbody>
        {steps.map(({ words, amount, kind, cause }, at) => (
          <tr key={`${at} ${words}`}>
            <th scope="row">
              <Words>{words}</Words>
              {cause !== undefined && <span class="detail">{cause}</span>}
            </th>
            <td>
              <svg class="bar" width="100%" height="16" aria-hidden="true">
                <line class="grid" x1={`${laid.zero}%`} x2={`${laid.zero}%`} y1="0" y2="16" />
                <rect
                  class={kind === 'level' ? 'fill level' : kind === 'in' ? 'fill came' : 'fill went'}
                  x={`${laid.steps[at]?.from ?? 0}%`}
                  y="3"
                  width={`${laid.steps[at]?.size ?? 0}%`}
                  height="10"
                />
              </svg>
            </td>
            <td class="number">
              <Money of={amount} strong={kind === 'level'} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
