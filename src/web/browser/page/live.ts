import { asOfNow } from './away.ts';
import { trusted } from './trusted.ts';

const EVERY_MS = 2_000;
/** A server that does not answer is asked less often, up to this. */
const SLOWEST_MS = 30_000;

/**
 * Asks for the page again while it is in view and draws it anew when its revision moved. Without the script, reloading does
 * the same.
 */
export function startLive(): void {
  const main = document.querySelector<HTMLElement>('main[data-revision]');
  if (!main) return;
  let wait = EVERY_MS;
  const ask = async () => {
    if (document.visibilityState === 'visible' && !isBusy(main)) {
      wait = (await redraw(main).catch(() => false)) ? EVERY_MS : Math.min(wait * 2, SLOWEST_MS);
    }
    setTimeout(ask, wait);
  };
  setTimeout(ask, wait);
}

/** True where the server answered. 304 says that nothing moved, before anything is drawn. */
async function redraw(main: HTMLElement): Promise<boolean> {
  const answer = await fetch(location.href, { headers: { 'if-none-match': `"${main.dataset.revision ?? ''}"` } });
  if (answer.status === 304) {
    asOfNow();
    return true;
  }
  if (!answer.ok || answer.redirected) return false;
  const fresh = new DOMParser()
    .parseFromString(trusted(await answer.text()), 'text/html')
    .querySelector<HTMLElement>('main');
  asOfNow();
  const [page, drawn] = [main.querySelector('#page'), fresh?.querySelector('#page')];
  if (!page || !drawn || fresh?.dataset.revision === main.dataset.revision) return true;
  page.replaceChildren(...drawn.childNodes);
  main.dataset.revision = fresh?.dataset.revision ?? '';
  const said = document.querySelector('#live');
  if (said) said.textContent = 'Figures updated';
  return true;
}

/** Nothing is redrawn under somebody's hands. */
function isBusy(main: HTMLElement): boolean {
  return main.contains(document.activeElement) && document.activeElement !== main;
}
