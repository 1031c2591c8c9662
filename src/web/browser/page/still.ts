import { trusted } from './trusted.ts';

const EVERY_MS = 1_000;
/** A server that does not answer is asked less often; the page says so meanwhile (away.ts). */
const SLOWEST_MS = 10_000;

/**
 * An open page shows nothing that whoever sits before it may not see any more: it asks every second whether what it was shown by
 * still stands, and at once when it comes into view. Signed out or gone: nothing is left on it. Changed: it is loaded anew.
 */
export function startStill(): void {
  const main = document.querySelector<HTMLElement>('main[data-mark]');
  if (!main) return;
  let timer = 0;
  let wait = EVERY_MS;
  const look = async (): Promise<void> => {
    clearTimeout(timer);
    if (document.visibilityState === 'visible') {
      const there = await ask(main).catch(() => false);
      wait = there ? EVERY_MS : Math.min(wait * 2, SLOWEST_MS);
    }
    timer = setTimeout(() => void look(), wait) as unknown as number;
  };
  timer = setTimeout(() => void look(), wait) as unknown as number;
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void look();
  });
}

/** True where the server answered. */
async function ask(main: HTMLElement): Promise<boolean> {
  const { mark = '', person } = main.dataset;
  const query = person === undefined ? '' : `?person=${encodeURIComponent(person)}`;
  const answer = await fetch(`/still${query}`, { cache: 'no-store', headers: { 'if-none-match': `"${mark}"` } });
  if (answer.status === 304) return true;
  if (answer.status !== 204) return false;
  if (answer.headers.get('etag') === NOBODY) leave(main, '/');
  else await again(main);
  return true;
}

/** What is told to whoever is not signed in. */
const NOBODY = '"nobody"';

/** Nothing stays; where one is led to says why. */
function leave(main: HTMLElement, to: string): void {
  main.replaceChildren();
  document.title = 'Concord';
  location.assign(to);
}

async function again(main: HTMLElement): Promise<void> {
  // Asked as what nobody is behind: it keeps no session alive.
  const answer = await fetch(location.href, { cache: 'no-store', headers: { 'if-none-match': '"-"' } });
  if (answer.status >= 500) return;
  if (!answer.ok || answer.redirected) return leave(main, location.href);
  const fresh = new DOMParser()
    .parseFromString(trusted(await answer.text()), 'text/html')
    .querySelector<HTMLElement>('main');
  const [page, drawn] = [main.querySelector('#page'), fresh?.querySelector('#page')];
  if (!fresh || !page || !drawn) return leave(main, location.href);
  // What is the same stays as it is, with what is being typed.
  if (page.innerHTML !== drawn.innerHTML) page.replaceChildren(...drawn.childNodes);
  main.dataset['mark'] = fresh.dataset['mark'] ?? '';
  if (fresh.dataset['revision'] !== undefined) main.dataset['revision'] = fresh.dataset['revision'];
}
