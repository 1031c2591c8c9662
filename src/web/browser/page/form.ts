import { everyPlace, placesFrom, type Place, type Program, settle, valueWords } from '#forms';

/** Shows what is asked after what was typed so far, hides what is not, and works out what is worked out: by the rules of the server. */
export function startForms(forms: Iterable<HTMLFormElement>): void {
  for (const form of forms) {
    const program = JSON.parse(form.dataset['program'] ?? '{}') as Program;
    const draw = () => drawAgain(form, program);
    form.addEventListener('input', draw);
    form.addEventListener('change', draw);
    // A browser that goes back fills in what was there before.
    addEventListener('pageshow', draw);
    draw();
  }
  document.querySelector<HTMLElement>('#complaints a')?.focus();
}

function drawAgain(form: HTMLFormElement, program: Program): void {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value);
  const { places, asked } = settle(program, placesFrom(program, fields).places);
  const known = new Map<string, Place>(everyPlace(places).map((place) => [place.key, place]));
  for (const element of form.querySelectorAll<HTMLElement>('[data-place]')) {
    const place = known.get(element.dataset['place'] ?? '');
    element.hidden = place !== undefined && !asked.has(place);
    const output = element.querySelector<HTMLOutputElement>(':scope > .field > [data-output]');
    if (output && place?.item.calculated) output.textContent = place.value ? valueWords(place.item, place.value) : '';
  }
}
