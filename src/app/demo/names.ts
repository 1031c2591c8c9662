/** Invented, plausible and diverse: the parts names and addresses are drawn from. */
export const FAMILY = (
  'Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Wright Thompson Evans Walker White Roberts Green Hall Wood ' +
  'Clarke Khan Lewis James Ali Begum Okafor Nowak Silva Murphy Kelly Singh Ahmed Hussain Chen Wang Mensah Kamau Rahman Hughes ' +
  'Edwards Turner Cooper Ward Morris Bailey Adeyemi Kowalski Popescu Fernandes Osei Campbell Stewart Fraser Byrne Nguyen Rossi ' +
  'Haddad Yilmaz Georgiou Akhtar Mistry Sharma Chowdhury Bello Mwangi Reid'
).split(' ');
export const FEMALE = (
  'Amelia Olivia Margaret Patricia Susan Linda Christine Jean Dorothy Eileen Fatima Aisha Priya Nasreen Agnieszka Maria Ama ' +
  'Grace Thandi Mei Ling Sunita Khadija Eleni Ioana Beatriz Siobhan Fiona Ruth Esther Joyce Pauline Sheila Carol Janet Hannah'
).split(' ');
export const MALE = (
  'George David John Peter Michael Robert William James Thomas Alan Brian Keith Mohammed Imran Ravi Arjun Tomasz Piotr Kwame ' +
  'Kofi Joseph Samuel Wei Jun Carlos Marco Patrick Sean Ian Graham Derek Roy Kenneth Ibrahim Yusuf Daniel Andrew Stephen'
).split(' ');
export const SHORT: Readonly<Record<string, string>> = {
  Margaret: 'Peggy',
  Patricia: 'Pat',
  Susan: 'Sue',
  Christine: 'Chris',
  Robert: 'Bob',
  William: 'Bill',
  Michael: 'Mike',
  Thomas: 'Tom',
  Kenneth: 'Ken',
  Stephen: 'Steve',
  Andrew: 'Andy',
  Daniel: 'Dan',
  David: 'Dave',
  James: 'Jim',
};
export const STREETS = (
  'High Street,Station Road,Church Lane,Mill Lane,Park Road,Victoria Road,Green Lane,Manor Road,Kings Road,Queens Road,' +
  'Tanners Row,Canal Street,Beacon Hill,Orchard Close,Foundry Lane,Abbey Road,Harbour Street,Fern Avenue'
).split(',');
export const LANGUAGES = [
  ['ur', 'Urdu'],
  ['pl', 'Polish'],
  ['bn', 'Bengali'],
  ['pa', 'Punjabi'],
  ['ro', 'Romanian'],
] as const;

/** Goals in the words of the people who set them. */
export const GOALS = [
  'Walk to the shop and back without stopping',
  'Keep living in my own flat',
  'See my grandchildren every week',
  'Get back to the allotment by spring',
  'Sleep through the night',
  'Stop worrying about my feet',
  'Cook for the family again on Fridays',
  'Manage my insulin without help',
] as const;
