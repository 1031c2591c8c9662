import { lawsIn } from '#app';
import { EXIT } from './exit.ts';

/** Reads packs of law as the program does when it starts: every fault by file, place and rule; else what each says in a line. */
export async function checkLaw(folder: string): Promise<void> {
  for (const { file, law, faults } of lawsIn(folder)) {
    for (const fault of faults) process.stdout.write(`${fault}\n`);
    if (faults.length > 0) process.exitCode = EXIT.failed;
    if (law === undefined) continue;
    const { title, zone, floors, optOuts, clocks, holidays } = law;
    process.stdout.write(
      `${file}: ${title}, ${zone}: ${floors.length} floors, ${optOuts.length} opt-outs, ${clocks.length} clocks, ${holidays.length} holidays up to ${holidays.toSorted().at(-1) ?? 'none'}\n`,
    );
  }
}
