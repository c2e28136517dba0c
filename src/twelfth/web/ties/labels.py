"""How roles and relations are called on pages."""

from twelfth.people.models import Say, Tie

ROLE_LABELS = {
    Say.DECIDER: "the one who decides",
    Say.INFLUENCER: "somebody they listen to",
    Say.CHAMPION: "for us",
    Say.GATEKEEPER: "the one who lets us through",
    Say.USER: "somebody who would use it",
    Say.BLOCKER: "against it",
}

#: The same in a word, for the map and for lists.
ROLE_WORDS = {
    Say.DECIDER: "decides",
    Say.INFLUENCER: "is listened to",
    Say.CHAMPION: "for us",
    Say.GATEKEEPER: "lets us through",
    Say.USER: "would use it",
    Say.BLOCKER: "against it",
}

#: What the one does to the other, and what the other does then.
VERBS = {
    Tie.REPORTS_TO: "reports to",
    Tie.SWAYS: "sways",
    Tie.INTRODUCED_BY: "was introduced by",
    Tie.COULD_HELP: "could help",
}
INVERSE = {
    Tie.REPORTS_TO: "leads",
    Tie.SWAYS: "is swayed by",
    Tie.INTRODUCED_BY: "introduced",
    Tie.COULD_HELP: "could be helped by",
}
