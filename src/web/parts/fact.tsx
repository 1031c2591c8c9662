import type { ComponentChildren } from 'preact';

/** One fact of a `<dl class="facts">`: its name and what it is stay together on a line. */
export function Fact(props: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>
        <bdi>{props.name}</bdi>
      </dt>
      <dd>{props.children}</dd>
    </div>
  );
}
