import type { ComponentChildren } from 'preact';

type SectionProps = {
  readonly title: string;
  readonly count?: ComponentChildren;
  readonly aside?: ComponentChildren;
  readonly kind?: string;
  readonly children: ComponentChildren;
};

/** A card with a heading. Its name is its heading, so that screen readers list the page by its sections. */
export function Section({ title, count, aside, kind, children }: SectionProps) {
  const id = title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return (
    <section class={kind ? `card ${kind}` : 'card'} aria-labelledby={`s-${id}`}>
      <header class="card-head">
        <h2 id={`s-${id}`}>
          <bdi>{title}</bdi>
        </h2>
        {count !== undefined && <bdi class="count">{count}</bdi>}
        {aside !== undefined && <bdi class="aside">{aside}</bdi>}
      </header>
      {children}
    </section>
  );
}

/** The head of a page without a banner. */
export function PageHead(props: {
  readonly title: ComponentChildren;
  readonly under?: ComponentChildren;
  readonly children?: ComponentChildren;
}) {
  return (
    <header class="page-head">
      <div>
        <h1>
          <bdi>{props.title}</bdi>
        </h1>
        {props.under !== undefined && (
          <p class="under">
            <bdi>{props.under}</bdi>
          </p>
        )}
      </div>
      {props.children !== undefined && <div class="page-tools">{props.children}</div>}
    </header>
  );
}

/** Said wherever a list is empty: an empty list is no proof that there is nothing, whoever looks. */
export const UNSEEN = <p>None is recorded by the organisations that share, or none that this role may see.</p>;

/** Nothing to show: what would be here, and what to do next. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}
