import type { ComponentChildren } from 'preact';
import { MoneyOrNone } from './amount.tsx';

type AmountsShown = {
  readonly caption: string;
  /** What the rows are, then what each amount is. */
  readonly head: readonly [string, ...string[]];
  readonly rows: readonly {
    readonly name: ComponentChildren;
    readonly amounts: readonly Parameters<typeof MoneyOrNone>[0]['of'][];
  }[];
};

/** A table of amounts; on a narrow screen each row is a card. */
export function Amounts({ caption, head: [first, ...columns], rows }: AmountsShown) {
  return (
    <table class="rows tight stacked">
      <caption class="sr">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{first}</th>
          {columns.map((words) => (
            <th key={words} scope="col" class="number">
              {words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, amounts }, at) => (
          <tr key={at}>
            <th scope="row">{name}</th>
            {amounts.map((amount, column) => (
              <td key={column} class="number" data-words={columns[column]}>
                <MoneyOrNone of={amount} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
