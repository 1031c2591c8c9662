/** What the first programme of the demonstration learned: what it is about, what was expected, what happened, what others should do. */
export const LESSONS: readonly (readonly [words: string, expected: string, happened: string, advice: string])[] = [
  [
    'Visits to practices',
    'Practices would send numbers and read the answer.',
    'Numbers alone moved nothing; the visits did.',
    'Plan two visits a year to every practice before you plan a dashboard.',
  ],
  [
    'Reviews in two steps',
    'One long appointment would do everything.',
    'Results were missing in half of them.',
    'Take tests a week before the review.',
  ],
  [
    'Letters to people',
    'One letter would tell everybody.',
    'A fifth came back.',
    'Ask each practice for its own way of telling people.',
  ],
  [
    'Who may say yes to data',
    'The board of each trust would decide about records.',
    'Nobody knew who could sign for the feed.',
    'Write down who may say yes before you ask for anything.',
  ],
  [
    'Money for two runs at once',
    'Old clinics would close as new ones opened.',
    'Both ran for nine months.',
    'Set money aside for the months in which both run.',
  ],
  [
    'Coding of foot checks',
    'Everybody meant the same by a foot check.',
    'Fourteen local codes were in use.',
    'Map the codes first; count afterwards.',
  ],
  [
    'Consultant time',
    'Advice would be given between clinics.',
    'It was given at night, then not at all.',
    'Put advice into the job plan.',
  ],
  [
    'Link workers',
    'They would take over what nurses had no time for.',
    'Nobody had agreed which tasks.',
    'Agree the tasks, who watches, and when it is signed off.',
  ],
  [
    'A new footprint from above',
    'The plan would hold.',
    'Ten weeks went into meetings about structures.',
    'Freeze the plan on the day, count the hours, and tell the teams within the week.',
  ],
  [
    'People at the table',
    'Papers sent before would be enough.',
    'They were read by nobody who lived with the condition.',
    'Meet them an hour before, and pay for it.',
  ],
  [
    'The first partner to sign',
    'The largest organisation would lead.',
    'The smallest signed first and the rest followed.',
    'Begin with whoever wants to.',
  ],
  [
    'One practice far behind',
    'It did not want to.',
    'It had no nurse for a year.',
    'Ask before you judge: look at staff beside the numbers.',
  ],
  [
    'Sharing at the front desk',
    'Posters were enough.',
    'People asked the receptionist, who had no answer.',
    'Give receptionists four sentences and a number to call.',
  ],
];
