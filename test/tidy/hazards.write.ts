import { writeFileSync } from 'node:fs';
import { hazards, PAGE, page } from './hazards.ts';

writeFileSync(PAGE, page(hazards()));
