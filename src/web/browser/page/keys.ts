/** Ctrl K (or Cmd K) opens the list of everywhere one can go, wherever one types; it is no single key, so it cannot be turned off. */
export function startPalette(): void {
  if (document.querySelector('a[data-key]') === null) return;
  document.addEventListener('keydown', (press) => {
    if (!(press.ctrlKey || press.metaKey) || press.altKey || press.shiftKey || press.key.toLowerCase() !== 'k') return;
    stop(press, () => void import('./palette.ts').then(({ openPalette }) => openPalette()));
  });
}

/** `/` finds, `g` and a letter goes, j and k walk through a list, `?` tells the keys. Off by choice (body data-keys). */
export function startKeys(): void {
  if (document.body.dataset.keys !== 'on') return;
  let going = 0;
  document.addEventListener('keydown', (press) => {
    if (press.ctrlKey || press.metaKey || press.altKey || isTyping(press.target)) return;
    if (press.timeStamp - going < 1500 && going > 0) {
      going = 0;
      const place = document.querySelector<HTMLAnchorElement>(`a[data-key="${CSS.escape(press.key)}"]`);
      if (place) return stop(press, () => place.click());
    }
    if (press.key === 'g') going = press.timeStamp;
    else if (press.key === '/') stop(press, () => document.querySelector<HTMLElement>('#find')?.focus());
    else if (press.key === '?') stop(press, () => document.querySelector<HTMLDialogElement>('#keys')?.showModal());
    else if (press.key === 'j') walk(press, 1);
    else if (press.key === 'k') walk(press, -1);
    else if (press.key === 'Escape') closeMenus();
  });
}

function stop(press: KeyboardEvent, then: () => void): void {
  press.preventDefault();
  then();
}

/** What a row is called is its way in: in tables, in lists of items, in cards. */
const ROW_LINKS = 'tr[data-row] th a, li[data-row] > a:first-of-type, li[data-row] > h3 a';

function walk(press: KeyboardEvent, step: number): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(ROW_LINKS)];
  if (links.length === 0) return;
  const at = links.findIndex((link) => link === document.activeElement);
  const next = links[Math.min(links.length - 1, Math.max(0, at + step))];
  stop(press, () => next?.focus());
}

function closeMenus(): void {
  for (const open of document.querySelectorAll<HTMLDetailsElement>('details.me[open], details.sharing[open]')) {
    open.open = false;
    open.querySelector('summary')?.focus();
  }
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT|DIALOG)$/.test(target.tagName))
  );
}
