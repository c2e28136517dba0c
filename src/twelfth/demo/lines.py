"""What is said and noted in the demo: our own inventions, in the voices of people who have work to do."""

from collections.abc import Mapping

#: What a follow-up may be about, with what they told us about it, in their words.
PROBLEMS: Mapping[str, tuple[str, ...]] = {
    "the enquiry desk": (
        "the enquiries from the fair lie in three notebooks",
        "we answer fast when we know the customer, and slowly when we do not",
        "an enquiry waits until the person who likes it comes back from holiday",
        "two of us rang the same customer on the same day with different prices",
        "after five o'clock nobody knows who has the telephone",
    ),
    "the quoting process": (
        "we quote for forty and win five, and I could not tell you why those five",
        "a quote takes nine days, of which eight are waiting",
        "our quotes are longer than our contracts",
        "I sign offers in the car because there is no other time",
    ),
    "one list for both sites": (
        "the two sites have never once used the same list",
        "each site thinks the other one has the real figures",
        "the same customer has four numbers with us",
        "we bought the second site and its habits came with it",
    ),
    "the handover of the old customers": (
        "my best salesman retires next year and everything is in his head",
        "nobody has called our old customers since the merger",
        "I find out that a customer left when the invoice comes back",
        "when Anke is ill, her customers are ill too",
    ),
    "supplier papers in spring": (
        "every spring we lose two weeks because the suppliers' papers come late, and nobody tells me",
        "we chase certificates by e-mail and file the chasing",
        "the auditor knows our suppliers better than we do",
        "the goods are here and the papers are on their way, every time",
    ),
    "a faster month-end close": (
        "the month is over on the twelfth, if nobody is ill",
        "I spend the first week of the month looking for the last one",
        "we find the mistakes after the report has gone out",
        "our bookkeeper types what the warehouse has printed",
    ),
    "the service hotline": (
        "half of our complaints are about silence, not about the product",
        "the customer explains it three times before anybody writes it down",
        "our technicians learn where to go next from their wives",
        "we are friendly on the phone and then nothing happens",
    ),
    "the new price list": (
        "we have four price lists and three of them are wrong",
        "the discount depends on who picks up",
        "prices went up in January and we noticed in April",
        "our oldest customers pay what they paid in the old hall",
    ),
    "delivery dates one can believe": (
        "we promise a date on the phone and then look up whether we can keep it",
        "the lorry is full on paper and half empty in the yard",
        "nobody tells the customer until the customer tells us",
        "I apologise for a living",
    ),
    "who calls whom": (
        "I spend my Mondays asking who said what to whom",
        "our people are engineers; they would rather redraw a pump than make a call",
        "the list of calls is written by the one who hates calling",
        "we only call when something is wrong, so nobody likes us to call",
    ),
    "a system that people use": (
        "the system is fine, but nobody looks at it after Thursday",
        "we paid for the big one and use it as an address book",
        "everyone has his own sheet, and they are all called final",
        "the last introduction lasted two years and ended with a cake",
    ),
    "somebody who owns it": (
        "last year's project died because everybody waited for everybody",
        "I would buy tomorrow if I knew who would look after it here",
        "we have plenty of ideas and one person who does things",
        "in our house a problem belongs to whoever mentions it",
    ),
    "new colleagues in the office": (
        "a new colleague needs until Christmas to find the templates",
        "we train people on the job, by which I mean not at all",
        "the good ones leave after a year, and the folder leaves with them",
        "I explain the same five things every quarter",
    ),
    "invoices that are paid on time": (
        "we remind customers when we need the money, and not before",
        "the invoices are right; the addresses are not",
        "a third of what we are owed is waiting for a signature",
        "I ask for money on Fridays and hate Fridays",
    ),
    "appointments that are kept": (
        "every fifth appointment does not turn up, and we heat the room for it",
        "we write appointments down three times and read them once",
        "our fitters stand before locked doors",
        "the diary belongs to Carol, and Carol is on leave",
    ),
    "tenders": (
        "we hear of tenders when the others have handed theirs in",
        "we fill in the same forty pages each time, from memory",
        "we win on price and lose on paper",
        "the deadline is always at noon and always on a Monday",
    ),
}

SHARED = (
    "rowing at university", "a childhood above a shop", "bee-keeping", "an apprenticeship as a printer",
    "teachers for parents", "daughters of the same age", "a half marathon in the rain",
    "Katrin from the chamber", "a weakness for old bicycles", "singing the second tenor",
    "years in the same industrial estate", "growing up by the sea", "allotments",
    "a first job in a bakery", "crosswords on the train", "a fear of escalators",
    "the same trade school, ten years apart", "learning Portuguese late", "dogs that run away",
    "cold-water swimming", "a grandmother from Trieste", "repairing radios", "Sunday football, badly",
    "the night train to Vienna",
)  # fmt: skip

INTERESTS = (
    "restores wooden boats", "sings in a choir", "training for a long walk in the Alps",
    "supports a second-league club", "new grandfather", "learning Italian", "rebuilding an old barn",
    "plays chess by post", "bakes on Saturdays", "coaches the under-twelves", "has moved house in March",
    "drives a 1972 estate car", "keeps nine hens", "reads only crime novels",
    "chairs the parents' council", "volunteers at the lifeboat", "just back from parental leave",
    "grows dahlias", "plays the accordion at weddings", "twenty years with the firm in June",
    "collects station clocks", "goes fly fishing in Wales", "daughter starts university in autumn",
    "runs before six in the morning", "is building a pizza oven",
    "has a birthday in the first week of May", "photographs lighthouses", "studies law in the evenings",
    "walks two greyhounds", "organises the village fête",
)  # fmt: skip

TITLES = (
    "operations director", "head of sales", "managing director", "office manager", "head of service",
    "founder", "finance director", "purchasing manager", "plant manager", "head of marketing", "owner",
    "warehouse manager", "customer service lead", "head of projects", "practice manager",
    "export manager", "works manager", "partner", "head of administration", "technical director",
    "planning lead", "second generation, runs the office",
)  # fmt: skip

WHERE = (
    "the spring trade fair", "the chamber's evening", "a call", "the supplier breakfast",
    "the autumn trade day", "an introduction", "the open day in Zwolle", "over lunch in Leeds",
    "the packaging fair", "after the panel in Lyon", "the queue for coffee", "LinkedIn",
    "the association's annual meeting", "on the train to Frankfurt", "a site visit",
    "the joiners' congress",
)  # fmt: skip

#: Promises, as the one who owes them writes them down.
OURS = (
    "Send the case study", "Send the sheet for the ten days", "Write the introduction",
    "Send the price for two sites", "Call about the dates", "Send the three questions in writing",
    "Ask our bookkeeper how she did it", "Send the name of the carrier", "Look at their price list",
    "Send a proposal of one page", "Ring after the audit", "Find out who ran the pilot in Bristol",
    "Send photographs of the board", "Bring the sample to the fair",
)  # fmt: skip
THEIRS = (
    "Names of the two buyers", "The figures of last spring", "A word with the board",
    "Three dates in May", "The old price list", "A copy of the form they all hate",
    "Which site goes first", "A talk with the works council", "The number of calls last week",
    "The name of whoever signs", "An answer from their accountant", "A list of the open quotes",
)  # fmt: skip

#: Notes on a talk, by the seller.
TALKED = (
    "Good talk. The board meets at the end of the month.",
    "Busy, but friendly. Wants to see what others paid.",
    "The problem is still there; a colleague has to agree.", "Asked who would do the work. Told her.",
    "Laughed about the card. Wants to think about the small step.",
    "Three minutes only, between two meetings. Warm.", "Has counted for a week: eleven cases. Surprised.",
    "Compares us with doing it themselves.", "Not the one who decides; named the one who does.",
    "Wanted to know what goes wrong in the first month.", "Talked mostly about the new hall. Fine.",
    "Their accountant is against it. Offered to talk to him.",
    "Liked the three questions and had asked two of them already.", "Would start with the smaller site.",
    "Sounded tired; did not press.", "Asked for a price for the first time.",
    "Holidays first, then a date.",
    "Had read it. Disagrees with the second half, which is the interesting part.",
)  # fmt: skip
#: Notes on a voicemail, by the seller.
LEFT_A_MESSAGE = (
    "Left the one question.", "Short message, no need to ring back.", "Full mailbox; try in the morning.",
    "Greeting says back on Monday.", "Left the number twice.",
    "A colleague took the message: Mrs Hartley, helpful.", "Left word about the invitation.",
    "Third voicemail; next time by e-mail.",
)  # fmt: skip

#: What people write back, by what it means.
REPLIES_BY_MEANING: Mapping[str, tuple[str, ...]] = {
    "question": (
        "Interesting. What does it cost for two sites?",
        "Who would do the work, your people or ours?",
        "Does it run beside what we have, or instead of it?",
        "Have you done this with a business of twelve people?",
        "What happens if we stop after three months?",
        "Which of the three questions would you find hard to answer yourselves?",
    ),
    "interested": (
        "Thank you, this came at the right moment. Could we talk in the week after next?",
        "Yes, please introduce us.",
        "We counted. Fourteen times in ten days. Now what?",
        "Count me in, and I would like to bring my colleague from the warehouse.",
        "That is exactly our Tuesday. Call me after four.",
    ),
    "not yet": (
        "We are in the middle of the audit. Ask me again after it.",
        "Not before the new hall is finished, and that will be autumn.",
        "Let me talk to my colleague first, she knows the suppliers.",
        "The budget is made in October. Write to me then.",
        "My successor starts in June. It ought to be her decision.",
        "Good, but not now: two people are on leave until March.",
    ),
    "no": (
        "Thank you for asking so plainly. It is a no.",
        "We have decided to do it ourselves.",
        "We chose somebody from our own town. No hard feelings, I hope.",
        "Please take me off your list. You were always polite.",
    ),
    "out of office": (
        "I am out of the office until Monday and read mail once a day.",
        "Thank you for your message. I am on leave and back on the 14th.",
        "I am travelling this week with little time for mail. In urgent cases please ring the office.",
    ),
}
#: Replies that leave the matter open.
REPLIES = (
    *REPLIES_BY_MEANING["question"],
    *REPLIES_BY_MEANING["interested"],
    *REPLIES_BY_MEANING["not yet"],
)

YES_NOTES = (
    "Starts with one site.", "Signed for a year.", "Wants the small version first.", "The board agreed on Friday.",
    "Yes on the phone, in writing tomorrow.", "Takes both sites, in two steps.",
    "Said yes before we had finished.", "Their accountant gave in.",
)  # fmt: skip
NO_NOTES = (
    "They will do it themselves.", "Chose somebody local.", "No budget this year or next.",
    "The need went away with the customer.", "Thought we were too small for it.", "A cousin does it now.",
    "Were honest: it was never urgent.", "The new director stopped all projects.",
)  # fmt: skip

#: Proposals: what they add up to, in the workspace's currency.
AMOUNTS = (900, 1_450, 2_400, 3_200, 4_800, 6_900, 7_500, 9_800, 12_000, 14_600, 18_500, 27_000)

#: The team beside the founder: name and role.
COLLEAGUES = (("Ben Aldous", "manager"), ("Marta Quintela", "seller"), ("Joris Haan", "seller"))
