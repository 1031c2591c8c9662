// Loaded into the program that F1 asks, beside the program's own code: collects all that is free when it is told to, and says so.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
let times = 0;
process.on('SIGUSR2', () => {
  // Once for what is free, once for what only that has set free.
  collect();
  collect();
  times += 1;
  process.stdout.write(`collected ${times}\n`);
});
