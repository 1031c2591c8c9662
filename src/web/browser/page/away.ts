const EVERY_MS = 10_000;
/** While the records cannot be reached: soon enough that nobody reloads by hand. */
const AWAY_MS = 2_000;
const PATIENCE_MS = 5_000;
const MINUTE_MS = 60_000;

/** When what the page shows was read. */
let read = Date.now();

/** The page was found to be as things are now. */
export function asOfNow(): void {
  read = Date.now();
}

/**
 * Says on an open page that the records cannot be reached and how old is what it shows, and takes it back once they can. A form
 * is sent only to a server that is there: until then what was typed stays where it is.
 */
export function startAway(): void {
  let timer = 0;
  const look = async (): Promise<boolean> => {
    clearTimeout(timer);
    const there = document.visibilityState !== 'visible' || (await answers());
    show(!there);
    timer = setTimeout(look, there ? EVERY_MS : AWAY_MS) as unknown as number;
    return there;
  };
  timer = setTimeout(look, EVERY_MS) as unknown as number;
  const checked = new WeakSet<HTMLFormElement>();
  document.addEventListener('submit', (submit) => {
    const form = submit.target;
    if (!(form instanceof HTMLFormElement) || form.method !== 'post' || checked.delete(form)) return;
    submit.preventDefault();
    const { submitter } = submit;
    void look().then((there) => {
      if (!there) return document.querySelector('#away')?.scrollIntoView({ block: 'center' });
      checked.add(form);
      form.requestSubmit(submitter);
    });
  });
}

async function answers(): Promise<boolean> {
  try {
    const answer = await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) });
    return answer.ok;
  } catch {
    return false;
  }
}

function show(away: boolean): void {
  const shown = document.querySelector('#away');
  if (!away) return shown?.remove();
  const box = shown ?? document.createElement('p');
  const words = wordsOf(Date.now());
  if (box.textContent !== words) box.textContent = words;
  if (shown) return;
  box.id = 'away';
  box.className = 'problem';
  box.setAttribute('role', 'alert');
  document.querySelector('main')?.prepend(box);
}

function wordsOf(now: number): string {
  const at = new Date(read).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const minutes = Math.floor((now - read) / MINUTE_MS);
  const ago = minutes < 1 ? 'less than a minute' : minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return `Concord cannot reach its records just now. This page shows them as at ${at}, ${ago} ago. What you type stays here, and can be saved as soon as this message goes.`;
}
