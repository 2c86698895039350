/** What faker has no British words for; each list is separated by spaces or commas. */

export const BRITISH_FIRST_NAMES = (
  'Olivia Amelia Isla Ava Ivy Freya Lily Florence Mia Willow Rosie Sophia Isabella Grace Daisy Sienna Poppy Elsie Emily Ella ' +
  'Evelyn Phoebe Evie Charlotte Harper Millie Matilda Maya Sophie Alice Imogen Jessica Ruby Eleanor Harriet Beatrice Eliza ' +
  'Martha Edith Zara Fatima Priya Aisha Niamh Eilidh Catriona Bronwen Carys Noah Muhammad George Oliver Leo Arthur Oscar ' +
  'Theodore Freddie Jude Archie Henry Theo Luca Harry Alfie Jack Charlie Finley Albie Edward Thomas Isaac Joshua Alexander ' +
  'William Samuel Lucas Hugo Rory Reuben Toby Ralph Gareth Rhys Dylan Hamish Callum Euan Fergus Declan Imran Rohan Winston'
).split(' ');

export const BRITISH_LAST_NAMES = (
  'Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Robinson Wright Thompson Evans Walker White Roberts Green ' +
  'Hall Wood Thomas Clarke Jackson Khan Lewis Edwards Hughes Turner Hill Cooper Ward Harris Morris Moore Martin Clark King ' +
  'Morgan Baker Harrison Ali Singh Shah Begum Campbell Stewart Murray Fraser Sinclair Mackenzie Douglas Griffiths Llewellyn ' +
  'Pritchard Vaughan Owen Parry Bennett Carter Shaw Holmes Chapman Palmer Barker Mills Webb Fletcher Hawkins Pearce Stone ' +
  'Ashworth Bradshaw Cartwright Dunmore Eastwood Fairclough Goddard Hartley Ingham Kershaw Lockwood Marlowe Nash Oakley ' +
  'Pemberton Quigley Rowntree Sheridan Thorne Underhill Wainwright Yardley Okafor Mensah Chaudhry Kaur Nowak Murphy Doyle'
).split(' ');

export const BRITISH_STREETS = (
  'Church Lane,Mill Lane,Station Road,Victoria Road,Albert Road,Green Lane,Park Road,Queens Road,Kings Avenue,Manor Drive,' +
  'High Street,York Road,Grange Road,Springfield Close,Chapel Street,Orchard Way,The Crescent,Meadow Rise,Bridge Street,' +
  'Castle Street,St Johns Road,St Marys Terrace,School Lane,Windsor Road,Stanley Road,Clarence Street,North Parade,' +
  'Southfield Avenue,Westgate,Elm Grove,Beech Avenue,Oak Tree Close,Hawthorn Road,Rectory Lane,Vicarage Gardens,Wharf Road,' +
  'Canal Street,Railway Terrace,Market Place,Foundry Row,Nelson Street,Wellington Road,Trafalgar Square Mews,Union Street,' +
  'Priory Road,Abbey Close,Cromwell Road,Hillside Avenue,Woodlands Drive,Fairview Road,Coronation Street,Jubilee Way,' +
  'Lansdowne Road,Cavendish Street,Devonshire Place,Gloucester Terrace,Marlborough Road,Richmond Hill,Alma Road,Cobden Street'
).split(',');
