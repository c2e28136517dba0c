"""Who plays in the demo: invented people at reserved addresses, made from lists and one seed. Nobody is real."""

import random
from dataclasses import dataclass

_PLACES = (
    ("PT", "Europe/Lisbon", ("Porto", "Lisbon", "Braga", "Aveiro"), ("Inês", "Duarte", "Marta", "Rui", "Sofia", "Tiago", "Beatriz", "Nuno"),
     ("Carvalho", "Ribeiro", "Moura", "Teles", "Sequeira", "Paiva", "Lobo", "Vieira")),
    ("DE", "Europe/Berlin", ("Bremen", "Leipzig", "Kassel", "Ulm"), ("Katrin", "Jonas", "Miriam", "Holger", "Anja", "Lukas", "Petra", "Falk"),
     ("Vogel", "Adler", "Brandt", "Kessler", "Lorenz", "Petersen", "Seidel", "Wolff")),
    ("FR", "Europe/Paris", ("Lyon", "Nantes", "Lille", "Dijon"), ("Hélène", "Marc", "Camille", "Bruno", "Élodie", "Yves", "Solène", "Denis"),
     ("Marchetti", "Lemoine", "Garnier", "Roussel", "Perrin", "Blanchet", "Colin", "Mercier")),
    ("GB", "Europe/London", ("Leeds", "Bristol", "Norwich", "Cardiff"), ("Paul", "Harriet", "Owen", "Priya", "Fiona", "Desmond", "Alice", "Gareth"),
     ("Okafor", "Whitfield", "Pryce", "Nair", "Ashworth", "Bell", "Hartley", "Moss")),
    ("ES", "Europe/Madrid", ("Bilbao", "Valencia", "Vigo"), ("Lucía", "Iker", "Carmen", "Álvaro", "Nerea", "Pablo"),
     ("Ibáñez", "Ortega", "Salazar", "Vidal", "Romero", "Campos")),
    ("NL", "Europe/Amsterdam", ("Utrecht", "Zwolle", "Breda"), ("Sanne", "Joost", "Marieke", "Bram", "Femke", "Ruben"),
     ("de Vries", "Bakker", "van Dijk", "Smit", "Mulder", "Visser")),
    ("PL", "Europe/Warsaw", ("Łódź", "Gdynia", "Poznań"), ("Tomasz", "Agnieszka", "Piotr", "Magda", "Ewa", "Marek"),
     ("Zieliński", "Nowicka", "Wójcik", "Kaczmarek", "Sobczak", "Mazur")),
    ("NG", "Africa/Lagos", ("Lagos", "Ibadan"), ("Oluwaseun", "Ngozi", "Tunde", "Amara", "Chidi", "Yewande"),
     ("Bakare", "Eze", "Adeyemi", "Okoro", "Balogun", "Nwosu")),
    ("US", "America/New_York", ("Boston", "Raleigh", "Albany"), ("Dana", "Miguel", "Ruth", "Calvin", "Naomi", "Grant"),
     ("Hollis", "Reyes", "Feldman", "Briggs", "Sutter", "Vance")),
)  # fmt: skip
_TITLES = ("operations director", "head of sales", "managing director", "office manager", "head of service", "founder",
           "finance director", "purchasing manager", "plant manager", "head of marketing")  # fmt: skip
_TRADES = ("Cerâmica", "Logistik", "Textiles", "Timber", "Instruments", "Foods", "Optics", "Interiors", "Pumps",
           "Printing", "Marine", "Seeds", "Glass", "Paper", "Tools")  # fmt: skip
SAID = (
    "every spring we lose two weeks because the suppliers' papers come late, and nobody tells me",
    "the enquiries from the fair lie in three notebooks",
    "my best salesman retires next year and everything is in his head",
    "we answer fast when we know the customer, and slowly when we do not",
    "I find out that a customer left when the invoice comes back",
    "we quote for forty and win five, and I could not tell you why those five",
    "the two sites have never once used the same list",
    "nobody has called our old customers since the merger",
    "we promise a date on the phone and then look up whether we can keep it",
    "I spend my Mondays asking who said what to whom",
    "our people are engineers; they would rather redraw a pump than make a call",
    "the system is fine, but nobody looks at it after Thursday",
    "half of our complaints are about silence, not about the product",
    "we have four price lists and three of them are wrong",
    "I would buy tomorrow if I knew who would look after it here",
    "last year's project died because everybody waited for everybody",
)
SHARED = ("both rowed at university", "both come from families of teachers", "the same trade school, ten years apart",
          "both keep bees", "you both know Katrin from the chamber", "both ran the Lisbon half marathon",
          "both learnt the trade in a printing shop", "daughters of the same age")  # fmt: skip
INTERESTS = ("restores wooden boats", "sings in a choir", "training for a long walk in the Alps", "supports a second-league club",
             "new grandfather", "learning Italian", "rebuilds an old barn", "plays chess by post")  # fmt: skip
MATTERS = ("the enquiry desk", "a faster month-end close", "the handover of the old customers", "one list for both sites",
           "supplier papers in spring", "the service hotline", "the quoting process", "the new price list")  # fmt: skip
WHERE = (
    "the fair in Porto",
    "the chamber's evening",
    "a call",
    "the supplier breakfast",
    "the trade day in Leeds",
    "an introduction",
)
OURS = (
    "Send the case study",
    "Send the sheet for the ten days",
    "Write the introduction",
    "Send the price for two sites",
    "Call about the dates",
)
THEIRS = (
    "Names of the two buyers",
    "The figures of last spring",
    "A word with the board",
    "Three dates in May",
)
TALKED = ("Good talk. The board meets at the end of the month.", "Busy, but friendly. Wants to see what others paid.",
          "The problem is still there; a colleague has to agree.", "Asked who would do the work. Told her.",
          "Laughed about the card. Wants to think about the small step.")  # fmt: skip
REPLIES = ("Thank you, this came at the right moment. Could we do September?", "Interesting. What does it cost for two sites?",
           "Let me talk to my colleague first, she knows the suppliers.", "Yes, please introduce us.",
           "We are in the middle of the audit. Ask me again after it.")  # fmt: skip
NO_NOTES = (
    "They will do it themselves.",
    "Chose somebody local.",
    "No budget this year or next.",
    "The need went away with the customer.",
)
YES_NOTES = (
    "Starts with one site.",
    "Signed for a year.",
    "Wants the small version first.",
    "The board agreed on Friday.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CastPerson:
    given: str
    family: str
    title: str
    company: str
    city: str
    country: str
    zone: str
    email: str
    phone: str
    said: str
    where: str
    matter: str
    shared: str
    interest: str

    @property
    def full_name(self) -> str:
        return f"{self.given} {self.family}"


COLLEAGUES = (("Ben Aldous", "manager"), ("Marta Quintela", "seller"), ("Joris Haan", "seller"))


def cast(dice: random.Random, size: int = 300) -> list[CastPerson]:
    """So many people in about a third as many companies; the same dice give the same people."""
    companies: list[tuple[str, int, str]] = []
    people: list[CastPerson] = []
    taken: set[str] = set()
    while len(people) < size:
        if not companies or dice.random() < 0.38:
            at = dice.randrange(len(_PLACES))
            name = f"{dice.choice(_PLACES[at][4]).split()[-1]} {dice.choice(_TRADES)}"
            if name in {company[0] for company in companies}:
                continue
            companies.append((name, at, dice.choice(_PLACES[at][2])))
        company, at, city = dice.choice(companies[-12:])
        country, zone, _, given_names, family_names = _PLACES[at]
        given, family = dice.choice(given_names), dice.choice(family_names)
        if f"{given} {family} {company}" in taken:
            continue
        taken.add(f"{given} {family} {company}")
        slug = company.lower().replace(" ", "-").encode("ascii", "ignore").decode()
        people.append(
            CastPerson(
                given=given,
                family=family,
                title=dice.choice(_TITLES),
                company=company,
                city=city,
                country=country,
                zone=zone,
                email=f"p{len(people) + 1}@{slug}.example",
                phone=_fictional_phone(country, dice),
                said=dice.choice(SAID),
                where=dice.choice(WHERE),
                matter=dice.choice(MATTERS),
                shared=dice.choice(SHARED) if dice.random() < 0.4 else "",
                interest=dice.choice(INTERESTS) if dice.random() < 0.5 else "",
            )
        )
    return people


def _fictional_phone(country: str, dice: random.Random) -> str:
    """From ranges that the regulators keep free for fiction (Ofcom, NANPA, ARCEP); elsewhere British ones stand in."""
    last = f"{dice.randrange(1000):03}"
    if country == "US":
        return f"+1202555{100 + int(last) % 100:04}"
    if country == "FR":
        return f"+33639980{last}"
    return f"+447700900{last}"
