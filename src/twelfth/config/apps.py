"""The list of apps: one line a room that has tables or templates."""

ROOMS = [
    "twelfth.accounts",
    "twelfth.background",
    "twelfth.people",
    "twelfth.deals",
    "twelfth.cadences",
    "twelfth.agenda",
    "twelfth.followups",
    "twelfth.touches",
    "twelfth.promises",
    "twelfth.messages",
    "twelfth.records",
    "twelfth.web",
]
