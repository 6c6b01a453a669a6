//! What names and notes are made of.

/// First names as they are heard in a waiting room.
pub const GIVEN: &[&str] = &[
    "Joan", "Margaret", "Patricia", "Jean", "Sheila", "Dorothy", "Maureen", "Brenda", "Sylvia", "Barbara", "John", "David",
    "Peter", "Brian", "Kenneth", "Derek", "Roy", "Stanley", "Arthur", "Ronald", "Amira", "Fatima", "Yusuf", "Mohammed", "Aisha",
    "Zainab", "Priya", "Anil", "Sunita", "Harpreet", "Gurdeep", "Chidi", "Ngozi", "Adaeze", "Kwame", "Abena", "Wanjiru", "Piotr",
    "Agnieszka", "Zofia", "Jakub", "Ioana", "Andrei", "Elena", "Siân", "Rhys", "Gwen", "Eilidh", "Callum", "Niamh", "Seán",
    "Róisín", "Mei", "Wei", "Linh", "Thanh", "José", "María", "Zoë", "Chloë", "Leila", "Omid", "Svetlana", "Oleksandr", "Nadia",
    "Tariq", "Rosie", "Ethel", "Winston", "Gloria", "Delroy", "Beverley", "Clive", "Doreen", "Hazel", "Ivy", "Keith", "Lesley",
];

/// Family names.
pub const FAMILY: &[&str] = &[
    "Smith", "Jones", "Taylor", "Brown", "Williams", "Wilson", "Johnson", "Davies", "Patel", "Robinson", "Wright", "Thompson",
    "Evans", "Walker", "White", "Roberts", "Green", "Hall", "Wood", "Jackson", "Clarke", "Khan", "Singh", "Kaur", "Ahmed", "Hussain",
    "Begum", "Ali", "Okafor", "Adeyemi", "Mensah", "Osei", "Mwangi", "Kowalski", "Nowak", "Wójcik", "Popescu", "Ionescu", "O'Brien",
    "O'Connor", "Murphy", "Kelly", "Byrne", "MacDonald", "Campbell", "Stewart", "Nguyen", "Tran", "Chen", "Wang", "Li", "García",
    "Fernández", "Müller", "Haddad", "Mansour", "Rahimi", "Kovalenko", "Shevchenko", "Achterberg", "Featherstone", "Blenkinsop",
    "Cholmondeley", "Entwistle", "Higginbottom", "Ramsbottom", "Sidebottom", "Thistlethwaite", "Braithwaite", "Postlethwaite",
    "Llewellyn", "Pritchard", "Gwynne", "Abernethy", "Fairweather", "Goodfellow", "Merryweather", "Nightingale", "Partridge", "Sparrow",
];

/// Streets.
pub const STREETS: &[&str] = &[
    "Mill Lane", "Church Street", "Station Road", "High Street", "Victoria Road", "Green Lane", "Manor Road", "Park Avenue",
    "Chapel Street", "Willow Close", "Orchard Way", "Beech Grove", "Castle Street", "Salop Road", "Leg Street", "Cross Street",
];

/// Places: town, outward code, north, east.
pub const TOWNS: &[(&str, &str, f64, f64)] = &[
    ("Oswestry", "SY10", 52.8617, -3.0548),
    ("Shrewsbury", "SY1", 52.7073, -2.7553),
    ("Telford", "TF3", 52.6766, -2.4469),
    ("Ludlow", "SY8", 52.3677, -2.7195),
    ("Whitchurch", "SY13", 52.9690, -2.6820),
    ("Sheffield", "S1", 53.3811, -1.4701),
    ("Leeds", "LS1", 53.7974, -1.5438),
    ("Bradford", "BD1", 53.7944, -1.7521),
    ("Bristol", "BS1", 51.4545, -2.5879),
    ("Norwich", "NR1", 52.6286, 1.2923),
    ("Exeter", "EX1", 50.7256, -3.5269),
    ("Hackney", "E8", 51.5450, -0.0553),
    ("Peckham", "SE15", 51.4700, -0.0690),
    ("Cardiff", "CF10", 51.4816, -3.1791),
    ("Wrexham", "LL11", 53.0466, -2.9930),
    ("Glasgow", "G1", 55.8609, -4.2514),
    ("Inverness", "IV1", 57.4778, -4.2247),
    ("Belfast", "BT1", 54.5990, -5.9310),
    ("Penrith", "CA11", 54.6641, -2.7527),
    ("Berwick", "TD15", 55.7700, -2.0050),
];

/// What is said in a conversation.
pub const SAID: &[&str] = &[
    "Talked about the garden and how long it has been since anyone came round.",
    "Feels the evenings are the worst since her husband died.",
    "Would like to sing again; was in a choir for thirty years.",
    "Knee is bad, the bus stop is at the bottom of the hill.",
    "Went through the letter about housing benefit together and rang the council.",
    "Slept better this week. Walked to the park and back twice.",
    "Worried about the gas bill; prepayment meter runs out on Thursdays.",
    "His sister will come along to the first session at the allotment.",
    "Does not want to go back to the day centre, too noisy.",
    "Met the coordinator of the men's shed, who showed us the lathe.",
    "Asked about learning English; the class on Wednesday is full until June.",
    "Cried when talking about her son. Agreed to ring again on Friday.",
    "Has begun to paint; there is a watercolour group at the library.",
    "Carer for his mother with dementia, has had no day off since August.",
    "The volunteer driver was late; we agreed to try the community bus.",
    "Proud of the soup he made from the food bank parcel.",
];

/// What a service is called, before its place.
pub const SERVICES: &[&str] = &[
    "Walking Group", "Community Garden", "Men's Shed", "Lunch Club", "Carers Support", "Dementia Café", "Art for Wellbeing",
    "Singing for the Brain", "Debt Advice", "Citizens Advice", "Food Bank", "Befriending", "Community Choir", "Gentle Exercise",
    "Tai Chi", "Chair Yoga", "Bereavement Support", "Young Carers", "English Conversation", "Digital Skills", "Repair Café",
    "Allotment Project", "Stroke Club", "Parkinson's Group", "Falls Prevention", "Swimming for Health", "Volunteer Driving",
    "Community Transport", "Housing Advice", "Benefits Check", "Mental Health Drop-in", "Talking Therapies", "Knit and Natter",
    "Book Group", "Toy Library", "Toddler Group", "Youth Club", "Women's Centre", "Refugee Welcome", "Green Gym",
];

/// Who runs services.
pub const RUNNERS: &[&str] = &[
    "Age Concern", "Community Trust", "Volunteers' Bureau", "Methodist Church", "Neighbourhood Forum", "Good Neighbours",
    "Wellbeing Partnership", "Healthy Living Centre", "Mind Together", "Carers' Association", "Library Service", "Residents' Group",
];

/// What a service says of itself.
pub const DESCRIBED: &[&str] = &[
    "We meet every week for company, tea and something to do with our hands.",
    "Everyone is welcome, whatever your age or ability. Come as you are.",
    "Free, friendly and confidential help from trained volunteers.",
    "A gentle walk of about an hour on level paths, with a rest halfway.",
    "Support for people who look after someone, with time to talk and time off.",
    "Please ring before you come the first time so that somebody can meet you at the door.",
    "Referrals from GPs and link workers are welcome, or simply turn up.",
    "There is a hearing loop, step-free access and an accessible toilet.",
    "We can help with forms, letters, budgets, energy bills and appeals.",
    "Sessions run in term time; a small donation covers the room.",
    "Growing vegetables and flowers together on two raised plots.",
    "For people living with memory loss and those close to them.",
];
