"""The relational bank account over several contacts, and what counts as one at all."""

from tests.rules.made import touch
from twelfth.rules.balance import Balance, balance, is_invited
from twelfth.rules.contacts import is_ours, last_contact, unanswered_answer
from twelfth.rules.terms import Direction, Outcome, Purpose


class TestAccount:
    def test_the_turn_passes_with_every_contact(self):
        asked = touch("2026-11-17 10:00", Outcome.TALKED, purpose=Purpose.ASK_MEETING)
        replied = touch("2026-11-16 12:00", Outcome.REPLIED)
        again = touch("2026-11-18 10:00", Outcome.TALKED, purpose=Purpose.ASK_FEEDBACK)
        assert balance([replied, asked]) == Balance()
        assert balance([replied, asked, again]) == Balance(asked=1)

    def test_a_bounce_does_not_take_the_turn(self):
        replied = touch("2026-11-16 12:00", Outcome.REPLIED)
        bounced = touch("2026-11-17 10:00", Outcome.BOUNCED)
        assert is_invited([replied, bounced])
        asked = touch("2026-11-18 10:00", purpose=Purpose.ASK_MEETING)
        assert balance([replied, bounced, asked]) == Balance()

    def test_what_is_marked_as_invited_is_no_withdrawal_and_a_gift_still_one(self):
        asked = touch("2026-11-17 10:00", purpose=Purpose.ASK_MEETING, invited=True)
        gave = touch("2026-11-18 10:00", purpose=Purpose.SHARE, invited=True)
        assert balance([asked, gave]) == Balance(gave=1)

    def test_every_ask_and_every_gift_counts_but_not_a_call_that_nobody_picked_up(self):
        asks = [touch(f"2026-11-{day} 10:00", purpose=Purpose.ASK_MEETING) for day in (16, 17, 18)]
        gifts = [touch(f"2026-11-{day} 10:00", purpose=Purpose.SHARE) for day in (19, 20)]
        missed = touch("2026-11-23 10:00", Outcome.NO_ANSWER, purpose=Purpose.ASK_MEETING)
        assert balance([*asks, *gifts, missed]) == Balance(gave=2, asked=3)

    def test_nothing_happened_is_no_invitation(self):
        assert not is_invited([])

    def test_overdrawn_is_more_asked_than_given(self):
        assert Balance(gave=1, asked=2).overdrawn
        assert not Balance(gave=2, asked=2).overdrawn


class TestContacts:
    def test_a_call_of_ours_is_and_their_call_is_not(self):
        assert is_ours(touch("2026-11-17 10:00"))
        assert not is_ours(touch("2026-11-17 10:00", direction=Direction.IN))

    def test_nor_is_what_can_only_have_come_from_them_however_it_was_written_down(self):
        for outcome in (Outcome.MET, Outcome.REPLIED, Outcome.CALLED_US, Outcome.ANSWERED_THERE):
            assert not is_ours(touch("2026-11-17 10:00", outcome, direction=Direction.OUT))

    def test_the_last_that_was_one(self):
        called, bounced = touch("2026-11-17 10:00"), touch("2026-11-18 10:00", Outcome.BOUNCED)
        assert last_contact([touch("2026-11-16 10:00"), called, bounced]) is called
        assert last_contact([bounced]) is None

    def test_an_answer_stands_open_until_we_contact_them(self):
        replied = touch("2026-11-17 10:00", Outcome.REPLIED)
        assert unanswered_answer([touch("2026-11-16 10:00"), replied]) is replied
        assert unanswered_answer([replied, touch("2026-11-18 10:00", Outcome.SKIPPED)]) is replied
        assert unanswered_answer([replied, touch("2026-11-18 10:00")]) is None
        assert unanswered_answer([]) is None
