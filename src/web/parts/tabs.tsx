import type { ComponentChildren } from 'preact';

export type TabPage = { readonly href: string; readonly words: string };

type TabsProps = {
  readonly label: string;
  /** The address of the page that is open, or of the one that stands for it. */
  readonly at: string | undefined;
  readonly pages: readonly TabPage[];
  readonly class: string;
  /** Of each link, where it has one. */
  readonly link?: string;
};

/** So many stand in the row of a phone. */
const ON_A_PHONE = 5;

/**
 * Pages that stand side by side. A phone shows five of them, the one that is open among them; the rest waits under "More", so that nothing
 * has to be found by pushing a row aside.
 */
export function Tabs({ label, at, pages, class: row, link }: TabsProps) {
  const folded = foldedOf(pages, at);
  const one = ({ href, words }: TabPage, narrow?: 'wide-only'): ComponentChildren => (
    <a
      key={href}
      class={[link, narrow].filter(Boolean).join(' ') || undefined}
      href={href}
      {...(href === at ? { 'aria-current': 'page' as const } : {})}
    >
      {words}
    </a>
  );
  return (
    <nav class={folded.length > 0 ? `${row} folds` : row} aria-label={label}>
      {pages.map((page) => one(page, folded.includes(page) ? 'wide-only' : undefined))}
      {folded.length > 0 && (
        <details class="more-tabs">
          <summary class={link}>More</summary>
          <div>{folded.map((page) => one(page))}</div>
        </details>
      )}
    </nav>
  );
}

/** What a phone keeps under "More": all behind the first, but for the page that is open. "More" takes a place of its own. */
function foldedOf(pages: readonly TabPage[], at: string | undefined): readonly TabPage[] {
  if (pages.length <= ON_A_PHONE) return [];
  const room = pages.slice(0, ON_A_PHONE - 1);
  const open = pages.find(({ href }) => href === at);
  const kept = open === undefined || room.includes(open) ? room : [...room.slice(0, -1), open];
  return pages.filter((page) => !kept.includes(page));
}
