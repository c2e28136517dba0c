"""The words of the field, as the whole product spells them. See docs/reference/terms.md."""

from enum import StrEnum


class Channel(StrEnum):
    """How one reaches a person. E-mail is sent by the product; the others are done by a person and logged."""

    PHONE = "phone"
    EMAIL = "email"
    SMS = "sms"
    WHATSAPP = "whatsapp"
    LINKEDIN = "linkedin"
    FACEBOOK = "facebook"
    X = "x"
    INSTAGRAM = "instagram"
    PINTEREST = "pinterest"
    SNAPCHAT = "snapchat"
    VIDEO = "video"
    POST = "post"
    VISIT = "visit"
    EVENT = "event"


class Direction(StrEnum):
    OUT = "out"
    IN = "in"


class Purpose(StrEnum):
    """What a contact is for. Whether it is a deposit or a withdrawal follows from it: see `balance`."""

    THANK = "thank"
    CONNECT = "connect"
    SHARE = "share"
    HELP = "help"
    INTRODUCE = "introduce"
    INVITE = "invite"
    CONGRATULATE = "congratulate"
    WISH_WELL = "wish_well"
    MENTION = "mention"
    ANSWER = "answer"
    KEEP_PROMISE = "keep_promise"
    CURIOUS_REMINDER = "curious_reminder"
    STATEMENT = "statement"
    COMMITMENT = "commitment"
    ASK_MEETING = "ask_meeting"
    ASK_FEEDBACK = "ask_feedback"
    ASK_REFERRAL = "ask_referral"
    ASK_DECISION = "ask_decision"
    ASK_WASTING_TIME = "ask_wasting_time"


class Outcome(StrEnum):
    """What came of one contact."""

    # outgoing, by phone
    TALKED = "talked"
    HESITATED = "hesitated"
    VOICEMAIL = "voicemail"
    NO_ANSWER = "no_answer"
    CALL_BACK = "call_back"
    WRONG_NUMBER = "wrong_number"
    # outgoing, any other channel
    SENT = "sent"
    DONE = "done"
    # incoming
    REPLIED = "replied"
    CALLED_US = "called_us"
    ANSWERED_THERE = "answered_there"
    MET = "met"
    # neither: recorded, never numbered
    AUTO_REPLY = "auto_reply"
    BOUNCED = "bounced"
    SKIPPED = "skipped"


#: Outcomes in which a human being was heard: they pause a plan and reset its clock.
HEARD = frozenset(
    {
        Outcome.TALKED,
        Outcome.HESITATED,
        Outcome.CALL_BACK,
        Outcome.REPLIED,
        Outcome.CALLED_US,
        Outcome.ANSWERED_THERE,
        Outcome.MET,
    }
)

#: Outcomes that are no contact at all: they never move the clock and never count towards the guard.
NO_CONTACT = frozenset({Outcome.AUTO_REPLY, Outcome.BOUNCED, Outcome.SKIPPED, Outcome.WRONG_NUMBER})


class FollowUpKind(StrEnum):
    PROSPECT = "prospect"
    PROPOSAL = "proposal"
    CUSTOMER = "customer"
    PARTNER = "partner"
    DORMANT = "dormant"


class DecisionKind(StrEnum):
    """How a follow-up stands decided. NOT_YET does not end it; DROPPED and UNREACHABLE end it undecided."""

    YES = "yes"
    NO = "no"
    NOT_YET = "not_yet"
    MOVED = "moved"
    UNREACHABLE = "unreachable"
    DROPPED = "dropped"


#: What a statistician may count as a decision; the other endings are censored.
DECIDED = frozenset({DecisionKind.YES, DecisionKind.NO})


class Cause(StrEnum):
    """Why somebody said not yet, no, or why one gave up."""

    TIMING = "timing"
    BUDGET = "budget"
    PERSON_CHANGED = "person_changed"
    LIFE_EVENT = "life_event"
    COMPETITOR_CONTRACT = "competitor_contract"
    COMPETITOR = "competitor"
    NO_NEED = "no_need"
    NO_ANSWER = "no_answer"
    OTHER = "other"


class NextKind(StrEnum):
    """What the next moment of a follow-up is about."""

    STEP = "step"
    PROMISE = "promise"
    ANSWER = "answer"
    WAKE = "wake"
    REVIEW = "review"
    #: It is paused; what comes next is decided when the pause ends.
    PAUSE = "pause"
    #: The plan is done undecided and goes over into the next one by itself.
    CONTINUE = "continue"


class PromiseState(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    RENEGOTIATED = "renegotiated"
    BROKEN = "broken"


class Party(StrEnum):
    """Who owes a promise."""

    US = "us"
    THEM = "them"


class OffsetUnit(StrEnum):
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    #: Time that passes on the clock, for what has to be quick ("within the hour").
    HOURS = "hours"
    MINUTES = "minutes"


#: Units that pass on the clock, whatever the day.
CLOCK_UNITS = frozenset({OffsetUnit.HOURS, OffsetUnit.MINUTES})


class AnchorKind(StrEnum):
    """A date of the matter itself from which a step may count instead of from the last contact."""

    MEETING = "meeting"
    PROPOSAL = "proposal"
    SALE = "sale"
    CONTRACT_END = "contract_end"
    BIRTHDAY = "birthday"


#: Anchors that the start of a plan stands in for while nobody has entered the day: such a plan is started because
#: of it.
ANCHORED_AT_START = frozenset({AnchorKind.MEETING, AnchorKind.PROPOSAL, AnchorKind.SALE})


class Postponed(StrEnum):
    """Why the next step was put off to a later day than its plan says."""

    #: The seller's day was full.
    LEVELLED = "levelled"
    #: The seller wanted it so.
    BY_HAND = "by_hand"
