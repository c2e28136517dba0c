"""How channels, causes and outcomes are called on pages, and their icons (of Lucide)."""

from twelfth.rules.terms import AnchorKind, Cause, Channel, DecisionKind, Outcome

CHANNEL_LABELS = {
    Channel.PHONE: "Phone",
    Channel.EMAIL: "E-mail",
    Channel.SMS: "Text message",
    Channel.WHATSAPP: "WhatsApp",
    Channel.LINKEDIN: "LinkedIn",
    Channel.FACEBOOK: "Facebook",
    Channel.X: "X",
    Channel.INSTAGRAM: "Instagram",
    Channel.PINTEREST: "Pinterest",
    Channel.SNAPCHAT: "Snapchat",
    Channel.VIDEO: "Video",
    Channel.POST: "Post",
    Channel.VISIT: "In person",
    Channel.EVENT: "Event",
}

CAUSE_LABELS = {
    Cause.TIMING: "Timing",
    Cause.BUDGET: "Budget",
    Cause.PERSON_CHANGED: "The person changed",
    Cause.LIFE_EVENT: "Something in their life",
    Cause.COMPETITOR_CONTRACT: "Bound to another contract",
    Cause.COMPETITOR: "Chose somebody else",
    Cause.NO_NEED: "No need",
    Cause.NO_ANSWER: "Never answered",
    Cause.OTHER: "Something else",
}

CHANNEL_ICONS = {
    Channel.PHONE: "phone",
    Channel.EMAIL: "mail",
    Channel.SMS: "message-square",
    Channel.WHATSAPP: "message-circle",
    Channel.LINKEDIN: "briefcase",
    Channel.FACEBOOK: "users",
    Channel.X: "at-sign",
    Channel.INSTAGRAM: "camera",
    Channel.PINTEREST: "pin",
    Channel.SNAPCHAT: "ghost",
    Channel.VIDEO: "video",
    Channel.POST: "mailbox",
    Channel.VISIT: "handshake",
    Channel.EVENT: "calendar",
}

OUTCOME_LABELS = {
    Outcome.TALKED: "talked",
    Outcome.HESITATED: "hesitated",
    Outcome.VOICEMAIL: "voicemail",
    Outcome.NO_ANSWER: "no answer",
    Outcome.CALL_BACK: "call back",
    Outcome.WRONG_NUMBER: "wrong number",
    Outcome.SENT: "sent",
    Outcome.DONE: "done",
    Outcome.REPLIED: "replied",
    Outcome.CALLED_US: "called us",
    Outcome.ANSWERED_THERE: "answered",
    Outcome.MET: "met",
    Outcome.AUTO_REPLY: "out of office",
    Outcome.BOUNCED: "came back",
    Outcome.SKIPPED: "left out",
}

DECISION_LABELS = {
    DecisionKind.YES: "Yes",
    DecisionKind.NO: "No",
    DecisionKind.NOT_YET: "Not yet",
    DecisionKind.MOVED: "No longer there",
    DecisionKind.UNREACHABLE: "Cannot be reached",
    DecisionKind.DROPPED: "Dropped",
}

DATE_LABELS = {
    AnchorKind.MEETING: "The meeting",
    AnchorKind.PROPOSAL: "The proposal",
    AnchorKind.SALE: "The sale",
    AnchorKind.CONTRACT_END: "The end of their contract",
    AnchorKind.BIRTHDAY: "Their birthday",
}

#: How a person's time zone is known (Person.zone_source).
ZONE_SOURCES = {
    "told": "they told you",
    "address": "from their postal address",
    "phone": "from their phone number",
    "": "assumed: it is yours",
}
