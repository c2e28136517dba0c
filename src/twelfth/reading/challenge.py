"""Letters of programs that want the sender to prove himself before they deliver (challenge and response)."""

import re

from twelfth.reading.fold import any_of, fold
from twelfth.reading.mail import Mail
from twelfth.reading.signs import is_automatic, is_no_reply

_FIELDS = (
    "x-boxtrapper",
    "x-spamarrest",
    "x-challenge",
    "x-tmda-confirm",
    "x-delivery-confirmation",
    "x-choicemail-registration-request",
)
_SENDERS = re.compile(
    r"@(?:[\w-]+\.)?(?:spamarrest|boxbe|mailinblack|spambully|sendio|bluebottle|knowspam|qurb)\.",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    any_of(
        r"""
        (?:your )?(?:e-?mail|message) (?:requires|needs|is awaiting|awaits|awaiting) (?:verification|confirmation|approval|authentication)
        (?:please )?(?:confirm|verify|validate|authenticate) (?:your |that you (?:sent|are)|the )?(?:message|e-?mail|sender|identity|address|delivery|a human|this)
        (?:sender|e-?mail|address|one[- ]time) (?:verification|confirmation|authentication|validation)
        \[?boxtrapper\]?|challenge|verify#|anti-?spam (?:verification|confirmation)
        (?:bitte )?(?:bestätigen sie|absenderbestätigung|bestätigung erforderlich)
        (?:merci de |veuillez )?(?:confirmer|valider|vous authentifier|authentifi|confirmez).{0,40}(?:message|e-?mail|envoi|mail|expediteur)
        (?:confirme|verifique|valide) (?:su|que|o|seu|el) (?:correo|mensaje|e-?mail|identidad|mensagem)
        (?:confermi?|verific\w{1,5}) (?:il|la|tuo|suo|l') ?.{0,20}(?:messaggio|e-?mail|identita)
        bevestig uw|подтвердите|potwierd\w{1,5} .{0,20}(?:wiadomosc|nadawc)
        """
    )
)
_TEXT = re.compile(
    any_of(
        r"""
        (?:to|and) (?:verify|confirm|prove|ensure) (?:that )?(?:you (?:are|sent)|your)(?: not)? .{0,40}(?:human|real|person|robot|spammer|message|sender|legitimate|identity|e-?mail)
        (?:verify|confirm) (?:that )?(?:you(?:'re| are)) (?:a )?(?:human|real|not)
        (?:click|follow|visit|press|use) .{0,60}(?:link|button|url|here|below).{0,80}(?:deliver|verify|confirm|release|approve|validate|authenticate|inbox|let)
        (?:in order (?:for|to)|before|until) .{0,60}(?:e-?mail|message) .{0,40}(?:delivered|reach|released|accepted|read)
        (?:one[- ]time|only (?:have|need) to do this once|only once|only be asked once)
        (?:added|add you) to (?:my|the|our|his|her|their) (?:\w{2,12} )?(?:allowed|approved|white|allow|safe|accept|contact|guest)[ -]?(?:senders?|list)?
        (?:is|am|are) (?:using|protected by|uses) .{0,60}(?:anti-?spam|spam (?:filter|protection|blocker|arrest)|challenge)
        (?:reply|respond) to this (?:message|e-?mail) (?:to|and|without|leaving) .{0,60}(?:confirm|verify|deliver|subject|unchanged)
        (?:held|quarantined|waiting|pending).{0,60}(?:verif|confirm|approv|authenticat)
        (?:klicken sie|antworten sie) .{0,80}(?:bestätig|zugestellt|zustell)
        (?:cliquez|cliquer) .{0,80}(?:confirmer|valider|authentifi|délivr|livr|remis)
        (?:haga clic|pulse) .{0,80}(?:confirmar|verificar|entreg)
        (?:clique) .{0,80}(?:confirmar|verificar|entreg)
        (?:clicca|fare clic|clicchi) .{0,80}(?:conferm|verific|consegn)
        (?:klik) .{0,80}(?:bevestig|bezorg|afgelever)
        """
    ),
    re.DOTALL,
)


def is_challenge(mail: Mail) -> bool:
    """Whether a program asks us to prove that we are people before it delivers our letter."""
    if any(mail.has(name) for name in _FIELDS) or _SENDERS.search(mail.from_address):
        return True
    asked = bool(_SUBJECT.search(fold(mail.subject[:300])))
    by_machine = (
        is_automatic(mail)
        or is_no_reply(mail)
        or mail.header("precedence").lower() in {"bulk", "junk", "auto_reply"}
    )
    if not asked and not by_machine:
        return False
    told = len({match[0] for match in _TEXT.finditer(fold(mail.text[:4000]))})
    return told >= 2 or (told == 1 and asked and by_machine)
