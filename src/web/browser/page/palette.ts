import { trusted } from './trusted.ts';

let dialog: HTMLDialogElement | undefined;

/** Opens the list of everywhere one can go over the page; what is typed narrows it, arrows walk, Enter opens. */
export async function openPalette(): Promise<void> {
  dialog ??= await draw();
  if (!dialog || dialog.open) return;
  dialog.showModal();
  const input = dialog.querySelector('input');
  input?.select();
}

async function draw(): Promise<HTMLDialogElement | undefined> {
  const answer = await fetch('/go');
  // Whoever was signed out meanwhile is led to where they sign in.
  if (!answer.ok || answer.redirected) {
    location.assign('/go');
    return undefined;
  }
  const page = new DOMParser().parseFromString(trusted(await answer.text()), 'text/html');
  const [form, ways] = [page.querySelector('.go-text'), page.querySelector('.go-ways')];
  if (!form || !ways) return undefined;
  // The page beneath may have headings of the same names.
  for (const named of ways.querySelectorAll('[id]')) named.id = `go-${named.id}`;
  for (const named of ways.querySelectorAll('[aria-labelledby]')) {
    named.setAttribute('aria-labelledby', `go-${named.getAttribute('aria-labelledby') ?? ''}`);
  }
  const made = document.createElement('dialog');
  made.id = 'palette';
  made.setAttribute('aria-label', 'Go to');
  made.append(form, ways);
  document.body.append(made);
  form.addEventListener('input', () => narrow(made));
  form.addEventListener('submit', (sent) => {
    const first = shownIn(made)[0];
    if (!first) return;
    sent.preventDefault();
    first.click();
  });
  made.addEventListener('keydown', (press) => walk(made, press));
  return made;
}

function shownIn(made: HTMLDialogElement): readonly HTMLAnchorElement[] {
  return [...made.querySelectorAll('a')].filter((link) => link.closest('[hidden]') === null);
}

function narrow(made: HTMLDialogElement): void {
  const typed = (made.querySelector('input')?.value ?? '').toLowerCase().split(/\s+/);
  for (const section of made.querySelectorAll('section')) {
    const of = section.querySelector('h2')?.textContent ?? '';
    for (const row of section.querySelectorAll('li')) {
      const words = `${of} ${row.textContent}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
      row.hidden = !typed.every((one) => words.some((word) => word.startsWith(one)));
    }
    section.hidden = section.querySelector('li:not([hidden])') === null;
  }
}

/** Down from the field to the first, up from the first to the field. */
function walk(made: HTMLDialogElement, press: KeyboardEvent): void {
  const step = press.key === 'ArrowDown' ? 1 : press.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  press.preventDefault();
  const links = shownIn(made);
  const at = links.findIndex((link) => link === document.activeElement) + step;
  (at < 0 ? made.querySelector('input') : links[Math.min(at, links.length - 1)])?.focus();
}
