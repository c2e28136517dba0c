"""The few words a stranger reads of us: the last line under an e-mail, and the page behind its link."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingWords:
    """In one language (ISO 639-1). `{name}` is the business that writes."""

    code: str
    #: Before the link under an e-mail, and instead of it where there is none.
    link: str
    reply: str
    ask: str
    will_stop: str
    stop_mail: str
    stop_all: str
    done: str
    no_mail: str
    no_contact: str
    by_mistake: str
    undo: str
    undone: str
    too_late: str


WORDS = (
    LeavingWords(
        code="en",
        link="No more e-mails:",
        reply="No more e-mails? Just answer “stop”.",
        ask="No more e-mails?",
        will_stop="{name} will stop writing to you at once.",
        stop_mail="Stop the e-mails",
        stop_all="Stop all contact, calls too",
        done="Done.",
        no_mail="{name} will not write to you any more. Nothing else is needed.",
        no_contact="{name} will not contact you any more. Nothing else is needed.",
        by_mistake="You did not mean it? Within an hour you can take it back.",
        undo="Take it back",
        undone="Taken back. {name} may write to you as before.",
        too_late="The hour is over. If you want to hear from {name} again, write to them.",
    ),
    LeavingWords(
        code="de",
        link="Keine E-Mails mehr:",
        reply="Keine E-Mails mehr? Antworten Sie einfach mit „Stopp“.",
        ask="Keine E-Mails mehr?",
        will_stop="{name} schreibt Ihnen dann sofort nicht mehr.",
        stop_mail="Keine E-Mails mehr",
        stop_all="Gar kein Kontakt, auch keine Anrufe",
        done="Erledigt.",
        no_mail="{name} schreibt Ihnen nicht mehr. Mehr müssen Sie nicht tun.",
        no_contact="{name} meldet sich nicht mehr bei Ihnen. Mehr müssen Sie nicht tun.",
        by_mistake="Ein Versehen? Innerhalb einer Stunde können Sie es zurücknehmen.",
        undo="Zurücknehmen",
        undone="Zurückgenommen. {name} darf Ihnen wieder schreiben.",
        too_late="Die Stunde ist vorbei. Wenn Sie wieder von {name} hören möchten, schreiben Sie ihnen.",
    ),
    LeavingWords(
        code="fr",
        link="Plus d’e-mails :",
        reply="Plus d’e-mails ? Répondez simplement « stop ».",
        ask="Plus d’e-mails ?",
        will_stop="{name} cessera aussitôt de vous écrire.",
        stop_mail="Arrêter les e-mails",
        stop_all="Arrêter tout contact, appels compris",
        done="C’est fait.",
        no_mail="{name} ne vous écrira plus. Vous n’avez rien d’autre à faire.",
        no_contact="{name} ne vous contactera plus. Vous n’avez rien d’autre à faire.",
        by_mistake="Une erreur ? Vous pouvez revenir en arrière pendant une heure.",
        undo="Annuler",
        undone="Annulé. {name} peut vous écrire comme avant.",
        too_late="L’heure est passée. Pour avoir à nouveau de ses nouvelles, écrivez à {name}.",
    ),
    LeavingWords(
        code="es",
        link="No recibir más correos:",
        reply="¿No quiere más correos? Responda «stop».",
        ask="¿No quiere más correos?",
        will_stop="{name} dejará de escribirle de inmediato.",
        stop_mail="No más correos",
        stop_all="Ningún contacto, tampoco llamadas",
        done="Hecho.",
        no_mail="{name} no le escribirá más. No tiene que hacer nada más.",
        no_contact="{name} no se pondrá más en contacto con usted. No tiene que hacer nada más.",
        by_mistake="¿Fue un error? Puede deshacerlo durante una hora.",
        undo="Deshacer",
        undone="Deshecho. {name} puede escribirle como antes.",
        too_late="Ha pasado la hora. Si quiere volver a saber de {name}, escríbales.",
    ),
    LeavingWords(
        code="pt",
        link="Não receber mais e-mails:",
        reply="Não quer mais e-mails? Responda “stop”.",
        ask="Não quer mais e-mails?",
        will_stop="{name} deixará de lhe escrever de imediato.",
        stop_mail="Não receber mais e-mails",
        stop_all="Nenhum contacto, nem chamadas",
        done="Feito.",
        no_mail="{name} não lhe escreverá mais. Não é preciso fazer mais nada.",
        no_contact="{name} não voltará a contactá-lo. Não é preciso fazer mais nada.",
        by_mistake="Foi engano? Pode voltar atrás durante uma hora.",
        undo="Voltar atrás",
        undone="Anulado. {name} pode escrever-lhe como antes.",
        too_late="A hora passou. Se quiser voltar a receber notícias de {name}, escreva-lhes.",
    ),
    LeavingWords(
        code="it",
        link="Niente più e-mail:",
        reply="Niente più e-mail? Basta rispondere «stop».",
        ask="Niente più e-mail?",
        will_stop="{name} smetterà subito di scriverle.",
        stop_mail="Niente più e-mail",
        stop_all="Nessun contatto, neanche telefonate",
        done="Fatto.",
        no_mail="{name} non le scriverà più. Non deve fare altro.",
        no_contact="{name} non la contatterà più. Non deve fare altro.",
        by_mistake="È stato un errore? Può annullare entro un’ora.",
        undo="Annulla",
        undone="Annullato. {name} può scriverle come prima.",
        too_late="L’ora è passata. Se vuole ricevere ancora notizie da {name}, scriva loro.",
    ),
    LeavingWords(
        code="nl",
        link="Geen e-mails meer:",
        reply="Geen e-mails meer? Antwoord gewoon met “stop”.",
        ask="Geen e-mails meer?",
        will_stop="{name} schrijft u dan meteen niet meer.",
        stop_mail="Geen e-mails meer",
        stop_all="Helemaal geen contact, ook geen telefoon",
        done="Gedaan.",
        no_mail="{name} schrijft u niet meer. U hoeft verder niets te doen.",
        no_contact="{name} neemt geen contact meer met u op. U hoeft verder niets te doen.",
        by_mistake="Per ongeluk? Binnen een uur kunt u het terugdraaien.",
        undo="Terugdraaien",
        undone="Teruggedraaid. {name} mag u weer schrijven.",
        too_late="Het uur is voorbij. Wilt u weer van {name} horen, schrijf hun dan.",
    ),
    LeavingWords(
        code="pl",
        link="Rezygnacja z e-maili:",
        reply="Nie chce Pan/Pani więcej e-maili? Wystarczy odpisać „stop”.",
        ask="Nie wysyłać więcej e-maili?",
        will_stop="{name} od razu przestanie pisać.",
        stop_mail="Nie wysyłać e-maili",
        stop_all="Żadnego kontaktu, także telefonicznego",
        done="Gotowe.",
        no_mail="{name} nie będzie już pisać. Nic więcej nie trzeba robić.",
        no_contact="{name} nie będzie się już kontaktować. Nic więcej nie trzeba robić.",
        by_mistake="To pomyłka? Przez godzinę można to cofnąć.",
        undo="Cofnij",
        undone="Cofnięto. {name} może pisać jak dotąd.",
        too_late="Godzina minęła. Aby znów otrzymywać wiadomości, proszę napisać do {name}.",
    ),
)

_BY_CODE = {words.code: words for words in WORDS}
ENGLISH = _BY_CODE["en"]


def leaving_words(wanted: Iterable[str]) -> LeavingWords:
    """In the first of these languages that we have ("de", "pt-BR", "fr_CH"); English where we have none of them."""
    for language in wanted:
        code = language.strip().lower().replace("_", "-").partition("-")[0]
        if code in _BY_CODE:
            return _BY_CODE[code]
    return ENGLISH
