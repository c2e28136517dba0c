"""How people ask to be left alone, in many languages. See `opt_out`. Folded, one expression a line.

Each is a request in the first person or the imperative. What senders write below their own newsletters ("if you
no longer wish to receive …, click here") is kept out by `CONDITIONS`, and "don't stop" by `opt_out` itself.
"""

import re

from twelfth.reading.fold import any_of, fold

# The whole letter, or the subject of an otherwise empty one.
ALONE = frozenset(
    fold(line.strip())
    for line in """
    stop
    stopp
    stop it
    stop please
    please stop
    stop all
    stopall
    stop e-mails
    stop emails
    stop emailing
    end
    quit
    unsubscribe
    unsubscribed
    unsubscribe please
    unsubscribe me
    please unsubscribe
    unsub
    un-subscribe
    opt out
    opt-out
    optout
    remove
    remove me
    remove please
    please remove
    please remove me
    delete me
    take me off
    no more
    no more emails
    no more e-mails
    leave me alone
    abmelden
    abmeldung
    abbestellen
    austragen
    bitte abmelden
    bitte austragen
    bitte löschen
    keine werbung
    désabonner
    désabonnement
    désinscription
    désinscrire
    me désinscrire
    me désabonner
    arrêtez
    arrêter
    stop svp
    baja
    dar de baja
    darme de baja
    cancelar
    cancelar suscripción
    no más correos
    parar
    remover
    descadastrar
    cancelar inscrição
    sair
    cancellami
    cancellatemi
    disiscrizione
    disiscrivimi
    cancella
    basta
    afmelden
    uitschrijven
    stoppen
    wypisz
    wypisz mnie
    rezygnuję
    usuń
    avregistrera
    avanmäl
    avsluta
    sluta
    afmeld
    frameld
    afmeld mig
    avmeld
    meld av
    meld meg av
    lopeta
    peru tilaus
    poista
    odhlásit
    odhlásiť
    отписаться
    отпишите
    отписка
    стоп
    відписатися
    leiratkozás
    leiratkozom
    dezabonare
    abonelikten çık
    διαγραφή
    配信停止
    配信停止希望
    退会
    解除
    退订
    退訂
    取消订阅
    수신거부
    수신 거부
    """.strip().splitlines()
)

# Anywhere in what the writer has written: by language, the stems of which one must occur at all (which is quick
# to see), and the requests.
REQUESTS: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = tuple(
    (tuple(fold(stems).split()), re.compile(any_of(phrases)))
    for stems, phrases in (
        (  # English
            "stop unsubscribe opt remov delete erase scrub drop exclude take get got enough contact mail write messag text approach call bother send no receive alone lose cease withdraw revoke right object database list hear consent",
            r"""
            (?:\A|[.!?,;\n] ?|\bplease |\bpls |\bplz |\bkindly |\bjust |\bnow |\band |\bto |\bso )stop (?:all |any |these |those |this |the |with |your |to |ever )*(?:e-?mail|mail|contact|send|writ|messag|call|spam|bother|harass|reach|text|pester|communicat|solicit|correspond)
            (?:please|kindly|pls|plz|just) (?:please )?stop(?: it| this| now| that)?(?: please| thanks| thank you)?\s*(?:[.!,;\n]|\Z)
            unsubscribe (?:me|us|my|this|from|please)
            (?:please|kindly|pls|plz|can you|could you|would you|i'd like to|i would like to|i want to|i wish to|want to|wish to|like to|let me|how do i|how can i) (?:immediately |just )?(?:unsubscribe|opt[- ]?out|be unsubscribed|be removed)(?! of (?:the|our|a|one|paper) (?!list|mailing|e-?mail|messages|communicat|contact))
            (?:opt|opting) (?:me |us )?out (?:from|please|of (?:your|this|these|any|all|further|future|e-?mail|the (?:list|mailing|e-?mail|newsletter)))
            (?:remove|delete|erase|take|scrub|drop|exclude) (?:me|us|my (?:e-?mail|address|name|contact|data|details|info)|our (?:e-?mail|address|name|contact)|this (?:e-?mail|address|contact))[^.!?\n]{0,40}?(?:from|off|out of) (?:your|the|this|all|any|further|future|mailing)
            (?:please|kindly|pls|plz) (?:remove|delete|unsubscribe) (?:me|us|my (?:e-?mail|address|name|contact|data|details)|our (?:e-?mail|address)|this (?:e-?mail|address))
            (?:take|get) (?:me|us) off
            (?:i|we)(?:'d| would)? (?:want|wish|like|ask|need|demand|request)(?: you)? to be (?:removed|unsubscribed|taken off|deleted|left alone)
            (?:please|kindly|pls) (?:do not|don't|dont|never|no longer) (?:ever )?(?:contact|e-?mail|write(?: to)?|message|mail|send|text|approach)(?! (?:it|this|that|the|him|her|until|before|on|at|in the (?:morning|evening)))
            (?:do not|don't|dont|never) (?:ever )?(?:contact|e-?mail|write(?: to)?|message|mail|text|call|approach|bother) (?:me|us)(?: (?:again|anymore|any more|any longer|any further|ever|in (?:the )?future|at all)|\s*(?:[.!;\n]|\Z))
            (?:do not|don't|dont) send (?:me |us )?(?:any ?more|any further|further|more|any|these|such|unsolicited)
            no (?:more|further) (?:e-?mails?|mails?|messages?|contact|communication|correspondence)(?: please| from you|,? thank)?\s*(?:[.!;,\n]|\Z)
            (?:i|we) (?:do not|don't|dont|no longer|didn't|did not) (?:want|wish|care|agree|consent|ask) (?:to )?(?:receive|get|be (?:contacted|e-?mailed|on)|hear from|any (?:more|further)|for (?:these|this|your)|your (?:e-?mails|messages|newsletter|spam)|these|such|more e-?mails|emails)
            leave (?:me|us) alone
            lose my (?:e-?mail|number|address|contact)
            cease and desist|cease (?:all |any )?(?:further )?(?:contact|communication|e-?mail|correspondence)
            stop (?:following up|the follow-?ups|chasing|sending|trying)
            (?:\A|\n)(?:please )?(?:stop|unsubscribe|remove|enough)(?: now)?[.!]+\s*(?:\Z|\n|i |i've|i'm|we |this|that's enough|enough|no more|thank|please|now)
            (?:get|got|have|find|found) my (?:e-?mail |mail )?address[^\n]{0,60}(?:delete|remove|erase) (?:it|me)
            (?:withdraw|revoke) (?:my )?consent|right to (?:erasure|be forgotten|object)|object to (?:the )?(?:processing|direct marketing|my data)
            (?:off|from) your (?:mailing |e-?mail |distribution |contact |marketing )?(?:list|database)\b(?<=list|base)(?! (?:of|price))
            """,
        ),
        (  # Deutsch
            "verteiler liste datenbank streich losch entfern keine nicht bitte widerspr widerruf ruhe lassen unterlass horen hore melde trag abmeld austrag abbestell nie",
            r"""
            (?:bitte|nehmen sie|nimm) .{0,40}(?:aus (?:ihrem|dem|eurem|deinem|ihrer|der|eurer) (?:verteiler|liste|datenbank|mailverteiler|e-?mail-?verteiler|mailingliste|kontaktliste|adressliste|system))
            (?:bitte )?(?:streichen|löschen|entfernen|nehmen) sie (?:mich|meine (?:e-?mail-?)?(?:adresse|daten|mailadresse|kontaktdaten)|uns|unsere)
            (?:streich|lösch|entfern|nimm)e? (?:mich|meine) .{0,40}(?:verteiler|liste|datenbank|daten|adresse)
            (?:\A|[.!?,;:\n] ?|\bbitte |\bund |\bwill |\bwünsche |\bmöchte |\bmir )(?:keine|keinerlei) (?:weiteren?|mehr)? ?(?:e-?mails?|mails?|nachrichten|werbung|werbe-?mails?|anfragen|newsletter|kontaktaufnahme|angebote) ?(?:mehr|schicken|senden|zusenden|zukommen|von ihnen|\.|!|\n|\Z)
            (?:bitte )?(?:schreiben|kontaktieren|mailen|belästigen|schicken|senden) sie (?:mich|mir|uns) (?:bitte )?(?:nicht (?:mehr|weiter|wieder)|nie (?:mehr|wieder)|künftig nicht|keine (?:weiteren|e-?mails? mehr|mails? mehr))
            (?:möchte|will|wünsche|wollen|möchten) (?:ich |wir )?.{0,50}(?:keine (?:weiteren |werbe-?|mehr )?(?:e-?mails?|mails?|nachrichten|werbung|newsletter|post)|nicht (?:mehr|weiter) (?:kontaktiert|angeschrieben|angemailt|belästigt|von ihnen hören))
            (?:hören|höre|unterlassen) sie (?:bitte )?(?:auf|es)?,? ?(?:mir|mich|uns|weitere|damit|das|jede|mit)
            (?:lassen|lass) (?:sie )?mich (?:bitte )?in ruhe
            (?:bitte )?(?:melden|tragen|trag|meld)(?: sie|en sie)? (?:mich|uns) (?:bitte )?(?:ab|aus|vom|von|aus dem)
            (?:bitte|möchte|will) .{0,30}(?:abmelden|austragen|abbestellen|abgemeldet|ausgetragen)\b
            widerspreche .{0,60}(?:nutzung|verarbeitung|verwendung|speicherung|werbung|daten)|widerruf(?:e)? .{0,30}einwilligung
            """,
        ),
        (  # Français
            "desinscri desabonn retir supprim enlev ray radi oter effac cess arret plus stoppez laissez fichez foutez souhaite",
            r"""
            (?:merci|veuillez|svp|s'il vous plait|prière|je vous prie|je vous demande) (?:de |d')?(?:bien vouloir )?(?:(?:me |nous )?(?:désinscrire|désabonner|cesser|arrêter|ne plus)|(?:me |nous |m')(?:retirer|supprimer|enlever|rayer|radier|ôter|effacer)|(?:retirer|supprimer|enlever|rayer|effacer) (?:mon|mes|notre|nos|moi|cette) (?:adresse|e-?mail|mail|nom|contact|données|coordonnées|courriel|de))
            (?:désinscrivez|désabonnez|retirez|supprimez|enlevez|rayez|radiez)[ -](?:moi|nous|mon (?:adresse|e-?mail|nom|contact)|mes (?:données|coordonnées))
            (?:je (?:ne )?(?:souhaite|veux|désire)|nous (?:ne )?(?:souhaitons|voulons)) (?:plus|pas) .{0,30}(?:recevoir|être (?:contacté|sollicité|démarché)|vos (?:mails|e-?mails|messages|courriels)|entendre)
            (?:je souhaite|je veux|je voudrais|j'aimerais) (?:me |être )?(?:désinscrire|désabonner|désinscrit|désabonné|retiré|supprimé)
            ne (?:me|nous) (?:contactez|écrivez|envoyez|sollicitez|recontactez|relancez|dérangez)(?:-?vous)? plus
            ne plus (?:me|nous|m'|m) ?(?:contacter|écrire|envoyer|solliciter|recontacter|relancer|importuner|déranger)
            (?:arrêtez|cessez|stoppez) (?:de |d')?(?:m'|me |nous |s'il vous plait|svp|ces|vos|tout|immédiatement|merci)
            (?:laissez|fichez|foutez)[ -]moi (?:tranquille|la paix)
            plus (?:de|aucun) (?:mails?|e-?mails?|messages?|courriels?|relances?)(?: svp| merci|\s*[.!\n]|\Z)
            """,
        ),
        (  # Español
            "baja elimin borr quit saqu retir suprim remuev no deje dejen deja dejad pare paren cancel",
            r"""
            (?:por favor,? )?(?:denme|deme|dame|dadme|darme|darnos|dénos|quiero darme|solicito la|tramiten mi|procesen mi) (?:de )?baja
            (?:elimin|borr|quit|saqu|retir|suprim|remuev)(?:e|en|a|ar|ad|ame|adme)?(?:me|nme|enme|nos)? .{0,30}(?:de (?:su|tu|la|esta|vuestra) (?:lista|base)|mis datos|mi (?:correo|dirección|e-?mail|contacto))
            (?:elimínenme|elimíneme|bórrenme|bórreme|quítenme|quíteme|sáquenme|sáqueme|bórrame|quítame|elimíname)
            no (?:quiero|deseo|queremos|deseamos|me interesa) (?:seguir )?(?:recib|más correo|más mensaje|más e-?mail|que me (?:contact|escrib|envi|mand)|ser contactad)
            no me (?:escriba|escriban|escribas|contacte|contacten|contactes|envíe|envíen|envíes|mande|manden|mandes|vuelva|vuelvan|moleste|molesten|molestes) ?(?:más|nunca|otra vez|a (?:escribir|contactar|molestar|enviar))?
            (?:deje|dejen|deja|dejad|paren|pare) de (?:escribir|enviar|mandar|contactar|molestar|llamar|spam)
            no (?:más|mas) (?:correos?|mensajes?|e-?mails?|mails?|spam)
            (?:déjenme|déjeme|déjame) (?:en paz|tranquil)
            cancel(?:e|en|ar|a) (?:mi |la )?suscripción
            """,
        ),
        (  # Português
            "remov retir exclu apag elimin tir descadastr nao pare parem deix cancel anul",
            r"""
            (?:por favor,? |favor )?(?:remov(?:a|am|er|e)|retir(?:e|em|ar)|exclu(?:a|am|ir)|apagu?(?:e|em|ar)|elimin(?:e|em|ar)|tir(?:e|em|ar)|descadastr(?:e|em|ar))(?:-me)? ?(?:(?:o )?meu (?:e-?mail|endereço|nome|contato|contacto)|os meus dados|meus dados|da (?:sua|vossa|tua) (?:lista|base)|desta lista|da lista|me |do (?:seu|vosso) mailing)
            (?:não|nao) (?:quero|desejo|queremos|pretendo|gostaria) (?:de )?(?:mais )?(?:receber|ser contact|ser contat|que me (?:contact|contat|envi)|continuar a receber|os vossos|e-?mails)
            (?:não|nao) (?:me )?(?:envie|enviem|mande|mandem|escreva|escrevam|contate|contatem|contacte|contactem|incomode|incomodem)(?:-me)? (?:mais|novamente|outra vez)
            (?:pare|parem|deixe|deixem) de (?:me )?(?:enviar|mandar|escrever|contatar|contactar|incomodar|ligar)
            (?:cancel(?:e|em|ar)|anul(?:e|em|ar)) (?:a )?(?:minha )?(?:inscrição|subscrição|assinatura)
            deixe(?:m)?-me em paz|me deixe(?:m)? em paz
            """,
        ),
        (  # Italiano
            "cancell disiscriv rimuov elimin togl tolga rimuova non smett smetta basta finitela lasciatemi lasci",
            r"""
            (?:prego|chiedo|gradirei|desidero|vorrei|pregherei|chiediamo|preghiamo) (?:\w{1,8} )?(?:di )?(?:non|no) .{0,12}(?:contattar(?:mi|ci)|scriver(?:mi|ci)|inviar(?:mi|ci)|essere (?:più )?contattat|ricevere) ?.{0,12}(?:più|altr[ei]|ulteriori|vostr)
            (?:per favore|vi prego|la prego|prego|cortesemente|gentilmente)?,? ?(?:cancella(?:te|re)?mi|disiscrive(?:te|re)?mi|disiscrivimi|rimuove(?:te|re)?mi|rimuovimi|eliminatemi|toglietemi|toglimi|mi cancelli|mi tolga|mi rimuova|mi disiscriva|mi elimini)
            (?:cancellare|rimuovere|eliminare|togliere|cancellate|rimuovete|eliminate|cancelli|rimuova|elimini) (?:il mio|la mia|i miei|questo) (?:indirizzo|e-?mail|nominativo|contatto|mail|dati|nome)
            non (?:desidero|voglio|vogliamo|desideriamo|intendo) (?:più |piu )?(?:ricevere|essere contattat|vostr|altre|altri|ulteriori)
            non (?:mi )?(?:scrive(?:te|re)?(?:mi)?|contatta(?:te|re)?(?:mi)?|invia(?:te|re)?(?:mi)?|mandate(?:mi)?|scriva|contatti|mandi|invii|disturbi|disturbate(?:mi)?) (?:più|piu|altre|altri|ulteriori)
            (?:smettete|smettetela|smettila|smetta|basta|finitela) (?:di |con )(?:scriver|mandar|inviar|contattar|disturbar|queste|le|mail|e-?mail)
            basta (?:mail|e-?mail|messaggi|spam)
            lasciatemi in pace|mi lasci in pace
            """,
        ),
        (  # Nederlands
            "lijst bestand afmeld uitschrij verwijder schrijf meld haal gooi geen niet nooit stop rust",
            r"""
            (?:wilt u|wil je|gelieve|verzoek u|graag) (?:mij|me|ons) (?:niet|geen \w{1,12}) (?:meer )?(?:te )?(?:mailen|schrijven|bellen|benaderen|contacteren|sturen|e-?mailen)
            (?:graag|gelieve|wilt u|wil je|kunt u|kun je|verzoeke|s\.?v\.?p\.?|alstublieft|aub)? ?(?:mij|me|ons|mijn (?:e-?mail|adres|gegevens|naam|e-?mailadres)|dit adres) .{0,40}(?:van (?:de|deze|uw|jullie|je) (?:mailing)?(?:lijst|mailinglijst|maillijst)|uit (?:uw|jullie|je|het|de|dit) (?:bestand|lijst|systeem|database|adressenbestand)|afmelden|uitschrijven|verwijderen)
            (?:schrijf|meld|haal|verwijder|gooi) (?:mij|me|ons|mijn) .{0,40}(?:uit|af|van|verwijderen|lijst|bestand)
            (?:ik|wij) (?:wil|wens|willen|wensen) .{0,20}(?:geen|niet) .{0,20}(?:mails?|e-?mails?|berichten|reclame|contact|ontvangen|benaderd|gemaild|meer)
            (?:stuur|mail|benader|contacteer|schrijf|bel) (?:mij|me|ons) (?:a\.?u\.?b\.? |alstublieft )?(?:niet meer|nooit meer|geen .{0,20}meer)
            (?:stop|stopt u|stoppen) (?:a\.?u\.?b\.? |alstublieft |onmiddellijk )?(?:met|deze|dit)(?: het)? ?(?:mailen|sturen|mail|e-?mail|benaderen|spammen|contact|toezenden|berichten|spam|schrijven)
            geen (?:mails?|e-?mails?|berichten|reclame) meer
            laat (?:mij|me) met rust
            """,
        ),
        (  # Polski
            "wypis usun wykresl skasuj prosze nie przesta dajcie daj rezygn",
            r"""
            (?:proszę|prosze|uprzejmie proszę)? ?(?:mnie )?(?:o )?(?:wypisa(?:ć|nie)|usun(?:ąć|ięcie)|wykreśl(?:ić|enie)|wypis(?:z|cie)|usuń(?:cie)?|skasuj(?:cie)?|wykreśl(?:cie)?) (?:mnie|mój|moj|mojego|moje|moich|nas|z (?:tej|waszej|listy|bazy))
            (?:proszę|prosze) (?:już )?(?:więcej )?(?:do mnie )?(?:nie (?:pisać|wysyłać|kontaktować|przysyłać|dzwonić)|o nie(?:wysyłanie|kontaktowanie|przysyłanie|pisanie))
            (?:proszę|prosze) (?:przestać|zaprzestać|zaprzestanie)
            (?:nie (?:chcę|chce|życzę|zycze|wyrażam|chcemy|życzymy)) (?:sobie )?(?:już )?(?:więcej )?(?:otrzymywać|dostawać|takich|tych|waszych|państwa|kontakt|zgody|być)
            (?:przestań(?:cie)?|przestancie|nie pisz(?:cie)?|nie wysyłaj(?:cie)?) (?:już )?(?:do mnie|mi|pisać|wysyłać|więcej|spamować)
            (?:dajcie|daj) mi spokój|rezygnuję z (?:otrzymywania|subskrypcji|newslettera)
            """,
        ),
        (  # Svenska, dansk, norsk
            "ta plocka stryk radera avregistrera avanmal slut upphor vill onskar kontakt mejl mail skriv skick ring inga slet fjern afmeld frameld tag stop hold vil onsker send meld ikke",
            r"""
            (?:ta|plocka|stryk|radera|avregistrera|avanmäl) (?:bort )?(?:mig|min (?:e-?post|mejl|mail|adress)|mina uppgifter|oss) ?(?:.{0,30}(?:från|ur|bort)|\s*[.!\n]|\Z)
            (?:sluta|upphör) (?:att |med )?(?:att )?(?:skicka|mejla|maila|kontakta|skriva|ringa|spamma|störa|era|dessa|de här)
            (?:vill|önskar) (?:jag |vi )?(?:inte|ej) (?:längre )?(?:ha|få|bli|ta emot|erhålla|motta).{0,30}(?:mejl|mail|e-?post|utskick|meddelanden|kontakt|reklam|nyhetsbrev)
            (?:kontakta|mejla|maila|skriv till|skicka|ring) (?:mig |oss )?(?:aldrig|inte|inga) (?:igen|mer|mera|fler|längre|något|några)
            inga (?:fler|mer) (?:mejl|mail|e-?post|utskick)
            (?:slette?|fjerne?|afmelde?|framelde?|tage?) (?:venligst )?(?:mig|min (?:e-?mail|mail|adresse)|mine (?:data|oplysninger)|os) ?(?:.{0,30}(?:fra|af|ud)|\s*[.!\n]|\Z)
            (?:stop|hold op) (?:venligst )?(?:med|jeres|disse|de her)(?: at)? ?(?:sende|skrive|kontakte|maile|ringe|spamme|mails?|e-?mails?)
            (?:vil|ønsker) (?:jeg |vi )?ikke (?:længere |lenger )?(?:at |å )?(?:have|modtage|ha|motta|få|kontaktes|bli kontaktet|blive kontaktet).{0,40}
            (?:kontakt|skriv til|send|mail) (?:mig|meg|os|oss) (?:aldrig|aldri|ikke|ingen) (?:igen|igjen|mere|mer|flere|flere)
            (?:meld|fjern|slett|stryk|ta) (?:vennligst )?(?:meg|oss|min (?:e-?post|adresse|epostadresse)|e-?postadressen min) ?(?:.{0,30}(?:av|fra|bort|liste)|\s*[.!\n]|\Z)
            (?:slutt|stopp) (?:å|med å|med) (?:sende|kontakte|maile|ringe|skrive|spamme|disse)
            ikke (?:flere|mere|mer|send) (?:mails?|e-?mails?|e-?post|henvendelser)
            """,
        ),
        (  # Suomi
            "poista lopeta ala alkaa en emme peru jattakaa",
            r"""
            (?:poista(?:kaa|thän|kaahan)?|poistatte(?:ko)?) (?:minut|meidät|osoitteeni|sähköpostini|sähköpostiosoitteeni|tietoni|yhteystietoni)
            (?:lopeta|lopettakaa|älä|älkää) .{0,30}(?:lähet|lähettä|ota|ottako|kirjoit|ottamasta|sähköposti|viest|yhteyttä).{0,30}
            (?:en|emme) (?:enää )?(?:halua|toivo|tahdo|haluamme) .{0,40}(?:viest|posti|yhteydenot|sähkö|mainok|uutiskirje)
            (?:peru(?:kaa|ta)?|perun) (?:uutiskirjeen |tilauksen|tilaus|tilaukseni)
            jättäkää (?:minut )?rauhaan
            """,
        ),
        (  # Čeština, slovenčina
            "odhla vyrad vymaz smaz odstran vyskrtn nepis nekontakt nepos nezas prest neprej neprajem nechc",
            r"""
            (?:prosím|prosim)? ?(?:odhlaste|odhlásit|odhlásiť|vyřaďte|vyraďte|vymažte|vymazat|smažte|odstraňte|odstráňte|vyškrtněte) (?:mě|mne|ma|moji|môj|můj|moje|nás|z)
            (?:nepište|nepíšte|nekontaktujte|neposílejte|neposielajte|nezasílejte|přestaňte|prestaňte) (?:mi|mě|mne|nám|ma|už|prosím|již|posílat|psát|písať|posielať|mě|více|žádné)
            (?:nepřeji|neprajem|nechci|nechcem|nepřejeme) (?:si )?(?:už |již |dál |ďalej )?(?:dostávat|dostávať|přijímat|zasílání|být|byť|další|vaše|odebírat)
            """,
        ),
        (  # Русский, українська
            "отпиш удал убер исключ вычеркн убра не прекрат хватит перестан остав отказ видал прибер припин отпис",
            r"""
            (?:пожалуйста,? |прошу )?(?:отпишите|удалите|уберите|исключите|вычеркните|удалить|отписать|исключить|убрать) (?:меня|нас|мой|мою|мои|мою почту|из)
            (?:больше )?(?:не (?:пишите|присылайте|шлите|звоните|отправляйте|беспокойте)) (?:мне|больше|нам|сюда|меня)
            (?:прекратите|хватит|перестаньте) (?:мне |нам )?(?:слать|писать|присылать|рассыл|спам|рассылать|отправ|эти|эту|звонить)
            (?:не хочу|не желаю|не хотим) (?:больше )?(?:получать|видеть|чтобы вы)
            оставьте меня в покое|откажусь от рассылки|отказываюсь от (?:рассылки|получения)
            (?:відпишіть|видаліть|приберіть) (?:мене|нас|мою|мій)|не пишіть (?:мені|більше)|припиніть
            """,
        ),
        (  # Magyar, română, türkçe, ελληνικά, hrvatski, eesti, lietuvių, latviešu
            "torolj vegyen iratkoz ne stergeti dezabonati scoateti eliminati nu cikar sil kaldir meyin istemiyorum διαγραψτε αφαιρεστε βγαλτε μην izbrisite uklonite odjavite obrisite nemojte zelim",
            r"""
            (?:kérem,? |kérem szépen )?(?:töröljenek|töröljön|vegyenek le|iratkoztasson|iratkoztassanak|ne (?:írjanak|küldjenek|keressenek|írjon|küldjön))
            (?:vă rog|va rog)? ?(?:să )?(?:mă )?(?:ștergeți|stergeti|dezabonați|dezabonati|scoateți|scoateti|eliminați|eliminati)(?:-mă|-ma)?|nu (?:mai )?(?:doresc|vreau) să (?:mai )?(?:primesc|fiu)|nu-mi mai (?:trimiteți|scrieți)|să nu (?:mă|ne|îmi) mai (?:contactați|scrieți|trimiteți|deranjați)|nu mă mai (?:contactați|căutați)
            (?:lütfen )?(?:beni|bizi|adresimi|e-?posta(?:mı| adresimi)) .{0,40}(?:çıkar|sil|kaldır)|(?:e-?posta|mail|mesaj) (?:gönder|at)meyin|(?:almak|istemiyorum) istemiyorum
            (?:διαγράψτε|αφαιρέστε|βγάλτε) με|μην (?:μου )?(?:ξανα)?(?:στείλετε|στέλνετε|γράψετε)
            (?:molim )?(?:izbrišite|uklonite|odjavite|obrišite) (?:me|moju|nas)|nemojte (?:mi )?više|ne želim (?:više )?primati
            """,
        ),
        (  # עברית, العربية
            "הסיר להסיר תסיר הפסיק תשלח מחק لغاء حذف توقف ترسل زال",
            r"""
            (?:הסירו|תסירו|להסיר|הסר|מחקו|תמחקו) (?:אותי|אותנו|את (?:כתובת|המייל|הכתובת))|(?:הפסיקו|תפסיקו) (?:לשלוח|לכתוב|לפנות)|אל תשלחו (?:לי|לנו)
            إلغاء (?:اشتراكي|الاشتراك)|(?:احذف|احذفوا|إزالة) (?:بريدي|عنواني|اسمي)|(?:توقف|توقفوا) عن (?:إرسال|مراسلتي|الإرسال)|لا (?:ترسل|ترسلوا) (?:لي|المزيد)
            """,
        ),
        (  # 日本語, 中文, 한국어
            "配信 メール 連絡 登録 リスト 不要 别 停止 勿 取消 退 从 從 메일 연락 수신 구독",
            r"""
            配信(?:を)?(?:停止|中止|解除)(?:して|を|希望|お願い)|(?:メール|連絡)(?:は|を)?(?:送らないで|しないで|不要|やめて|停止)|今後(?:の)?(?:ご)?(?:連絡|メール|送信)は(?:不要|お断り|控え|結構)|登録(?:を)?解除|リストから(?:削除|外して)
            (?:请|請)?(?:不要|别|別|停止|勿)(?:再)?(?:给我|給我|向我|继续)?(?:发|發|寄|联系|聯絡|发送|發送|打扰|打擾)|(?:取消|退)(?:订|訂)(?:阅|閱)?|(?:从|從|把我从).{0,12}(?:删除|刪除|移除)
            (?:메일|이메일|연락)(?:을|를)? ?(?:그만|더 ?이상|보내지|하지)|수신 ?거부|구독 ?(?:취소|해지)
            """,
        ),
    )
)

# A sentence that begins so tells others how to unsubscribe, or under which condition.
CONDITIONS = re.compile(
    r"\A[\W\d]*"
    + any_of(
        r"""
        if\b|to (?:unsubscribe|opt|stop|be removed|remove|no longer)|you (?:can|may|are|have|received|could)|click|in case|should you|when(?:ever)?\b|you're receiving
        wenn\b|falls\b|sollten sie|um (?:sich|diese|keine|den)|sie (?:können|erhalten|haben)|möchten sie\b|wollen sie\b|hier (?:können|klicken)|klicken
        si vous|si tu|pour (?:vous|ne plus|se)|vous (?:pouvez|recevez|avez)|cliquez|afin de
        si (?:no|desea|quiere|usted|ya|prefiere)|para (?:darse|dejar|cancelar|no)|puede\b|haga clic|usted (?:recibe|puede)
        se (?:não|nao|deseja|quiser|preferir|non|vuoi|desideri|desidera|vuole|preferisci)|para (?:deixar|cancelar|remover)|caso\b|clique|per (?:cancellar|disiscriv|non|annull)|qualora|clicca|puoi\b
        (?:als|indien|wanneer|mocht) (?:u|je)|om (?:u|je|deze|geen)|u (?:kunt|ontvangt)|klik|wilt u (?:geen|zich|deze)
        (?:jeśli|jezeli|jeżeli|gdyby|aby|żeby|jesli)\b|kliknij|możesz|otrzymuj
        (?:om|ifall) (?:du|ni)\b|för att|klicka|du (?:kan|får)|hvis\b|for at|for å|dersom|klik\b|klikk|jos\b|voit\b|klikkaa|pokud\b|ak\b|если\b|чтобы\b|якщо\b|ha\b|dacă|eğer|αν\b
        """
    )
)

# The same sentence, or the next, asks for the contrary: another address is meant, another list.
GOES_ON = re.compile(
    any_of(
        r"""
        \b(?:keep|continue|go on|carry on|still) (?:on )?(?:writing|e-?mailing|mailing|sending|contacting|calling|to (?:write|send|e-?mail|mail|contact)|write|send)
        \b(?:schreiben|senden|schicken|mailen) sie (?:mir|uns) .{0,30}weiter(?:hin)?\b|\bcontinuez\b|\b(?:siga|sigan|continúe|continue|continuem) (?:a |escrib|envi|escrev)|\bcontinu(?:i|ate) (?:a |pure)|\bblijf\b .{0,20}(?:schrijven|mailen|sturen)
        \bfort(?:sätt|sæt|sett)\b .{0,20}(?:skriv|skicka|send)|\b(?:nadal|dalej) .{0,10}(?:pisz|wysył)|продолжайте
        """
    )
)

# Directly before a request they turn it round: "don't stop", "no need to remove me".
NEGATED = re.compile(
    any_of(
        r"""
        (?:do not|don't|dont|never|not|no need to|no reason to|didn't|did not|won't|wouldn't|not asking you to|rather not|no plans? to|cannot|can't) (?:please )?(?:\w{1,12} )?\Z
        (?:nicht|kein grund|ne|pas besoin de|no|nunca|não|nao|nunca|non|niet|nie|inte|ikke|älä|не)\W{1,3}\Z
        """
    )
)
