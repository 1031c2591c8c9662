// Preloaded into a server that is measured (`node --import`): what draws pages is measured, and nothing of the program is changed for it.
import { register } from 'node:module';

const DRAWS = 'preact-render-to-string';
const measured = new URL('./drawn.mjs', import.meta.url).href;
const hook = `export const resolve = (name, context, next) =>
  name === '${DRAWS}' && context.parentURL !== '${measured}' ? { url: '${measured}', shortCircuit: true } : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
