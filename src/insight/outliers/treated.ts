/** Treated beyond what helps; counted where an agreement names the pack of balancing measures. */
export const MORE_THAN_HELPS = [
  { id: 'bal-glucose-over-treated', title: 'Glucose treated beyond what helps' },
  { id: 'bal-pressure-over-treated', title: 'Blood pressure treated beyond what helps' },
] as const;
