"""What mail servers say when they refuse, of the recipient: there is none, the mailbox is full, switched off, or takes no such letter. See `bounce_words`."""

MAILBOX_FULL = r"""
    boite .{0,40}pleine
    disk ?space quota
    does not have enough (?:disk |free |storage )?space
    quota usage exceeded
    not enough (?:storage |disk |free )?space(?: in| for| available)
    not sufficient (?:disk )?space
    space has been used up
    too much mail data
    exceeding receiving limits
    (?:mail )?file size exceeds the maximum size allowed for mail delivery
    (?:storage|disk|account) (?:limit|allocation)(?: has been| was| is)? (?:exceed|reached|full)
    account storage limit
    user has too many messages
    mailbox .{0,40}(?:is|was) (?:full|over)
    inbox is out of storage
    speicherplatz|kontingent .{0,20}(?:uberschritten|erschopft)
    cuota .{0,30}(?:excedid|superad|agotad)|espacio insuficiente
    (?:quota|spazio) .{0,30}(?:superat|esaurit)
    cota .{0,20}excedid|sem espaco
    vol(?:le)? mailbox|postbus .{0,20}vol|quotum
    mailboxen? .{0,20}full|postkass\w{1,4} .{0,20}full|postlada .{0,20}full
    превышен.{0,20}(?:квот|размер)
    メールボックス.{0,20}(?:一杯|いっぱい|満杯|容量)
    (?:信箱|邮箱|郵箱).{0,10}(?:满|滿|超)
    (?:mailbox|mail box|mail ?folder|inbox|user|account|recipient|storage|mail drop|maildir)(?:'s)?(?: \(address\)| \S{1,80})? (?:is |has been |was )?(?:currently )?(?:over ?full|full|over (?:its |their |the |disk |storage )?(?:quota|limit|size)|out of (?:storage|space))
    mailbox for user is full
    mailbox (?:is )?full
    full mailbox
    over ?quota
    quota (?:is |has been |was )?(?:full|exceeded|violation|reached|exhausted)
    (?:exceed|exceeds|exceeded|exceeding|over|beyond) (?:(?:his|her|its|their|the|your|maximum|max|allowed|allocated|mailbox|storage|disk|message|user|account|mail|soft|hard|recipient's|of) ){0,5}(?:quota|space|allotment|storage|storage limit|mailbox size|mailbox limit|capacity)
    (?:insufficient|not enough|no|out of) (?:(?:storage|disk|free|mailbox|more|available) ){0,2}(?:space|storage|quota)(?: left| available)? (?:in|on|for|to) (?:the |this |that |their |user's )?(?:mailbox|user|recipient|account|inbox)
    mailbox (?:size |storage |quota )?(?:limit|size|quota|space)(?: limit)? (?:has been |was |is )?(?:exceed|exceeded|reached)
    mailbox (?:has )?exceed
    maximum (?:mailbox|storage) (?:size|limit)
    no space left (?:in|for) (?:the )?(?:user|mailbox)
    too many messages (?:in|on) (?:the |this )?mailbox
    disk quota
    boite (?:aux lettres )?pleine
    postfach (?:ist )?voll
    buzon (?:esta )?lleno
    casella (?:di posta )?piena
    caixa (?:postal |de correio )?(?:esta )?cheia
    skrzynka (?:jest )?pelna
    переполнен
    邮箱已满
    容量超過
    stockage .{0,40}(?:plein|depass)
"""

DISABLED = r"""
    (?:user|account|mailbox) (?:is )?(?:terminated|archived)|archived recipient|boite du destinataire archivee
    mailbox (?:is )?(?:currently )?(?:suspended|frozen)
    temporar(?:il)?y (?:locked|inactive|suspended|disabled|deactivated)
    suspend the service
    currently deactivated
    mailbox cannot be accessed
    banned recipient
    not used for more than
    (?:account|mailbox|user|address|recipient|mail ?box|domain|e-?mail)(?: \(address\)| \S{1,80}| account| address)? (?:is |has been |was |is currently |currently |temporar(?:il)?y |has )*(?:disabled|suspended|inactive|deactivated|locked|discontinued|expired|frozen|blocked|closed|not active|inactivated|on hold|dormant|restricted|terminated|cancell?ed|under maintenance)
    (?:disabled|suspended|inactive|deactivated|locked|discontinued|expired|frozen|closed|unavailable for) (?:user|account|mailbox|recipient|address|e-?mail)
    account that you tried to reach is (?:disabled|inactive|over)
    on hold\b
    (?<!any )not (?:currently )?(?:accepting|receiving) (?:messages|mail|e-?mail)(?: at this time| right now| currently)?$
    compte .{0,40}(?:bloque|suspendu|ferme|desactive)
    konto .{0,30}(?:gesperrt|deaktiviert)
    cuenta .{0,40}(?:suspendida|bloqueada|desactivada|inactiva)
    заблокирован
    vacation disabled
"""

NO_MAIL_DOMAIN = r"""
    mail receiving disabled
    no route for current request
    no mail-enabled subscriptions
    an mx or srv record indicated no smtp service
    host/domain does not accept mail
    null mx
    nullmx
    (?:domain|host|server) (?:\(address\) |\S{1,80} )?(?:does not|doesn't) (?:accept|receive) (?:any )?(?:mail|e-?mail|messages)(?! from)
    host does not accept mail
    no mx (?:record )?(?:found )?for (?:the )?domain
    malformed or unexpected name server reply
    smtp protocol returned .{0,20}not accept
    not accept any e-?mail
    domain .{0,80}is not (?:configured to|able to) (?:accept|receive)
"""

NO_SUCH_DOMAIN = r"""
    domain must exist
    name or service not known
    domain may not exist
    remote domain does ?n['o]?t exist
    illegal host
    single label domain
    all host address lookups failed permanently
    (?:domane|domain) .{0,40}(?:nicht gefunden|existiert nicht|unbekannt)
    dominio .{0,40}(?:no existe|non esiste|nao existe|inesistente|inexistente)
    domaine .{0,40}(?:inconnu|n'existe pas|inexistant)
    (?:unknown|no such|invalid|non-?existent|unrouteable|unroutable) (?:mail )?(?:host|domain)
    (?:host|domain|mail server)(?: name)?(?: \S{1,80})? (?:unknown|(?:was |were |is |could )?(?:not found|not be found|cannot be found|couldn't be found|does not exist|doesn't exist|non-?existent))
    (?:host or )?domain name not found
    host unknown
    domain (?:\S{1,80} )?couldn't be found
    dns (?:lookup failure|error|failure|query failed).{0,80}(?:not found|nxdomain|no such|does not exist|unknown|nonexistent)
    (?:nxdomain|nx domain)
    couldn't find any host
    non-?existent (?:hosts|domain)
    no route found to domain
    sorry, (?:i )?couldn't find any host
    can't find (?:a |any )?(?:mail|mx|host)
    mx records? (?:point|are) .{0,40}(?:non-?existent|invalid)
    domain is not reachable
    unresolv(?:ed|able) (?:recipient )?domain
"""

MOVED = r"""
    has been replaced by
    no longer on (?:this )?server
    mailbox owner has changed|domain owner has changed
    not our (?:user|customer|client)
    (?:user|recipient|mailbox|person|address|account|employee)(?: \(address\)| \S{1,60})? (?:has |have |is )?(?:moved|changed)\b
    has moved (?:to|away)
    no longer (?:employed|works|working|with|at)
    new address
    changed (?:his|her|their|its) (?:e-?mail )?address
    please (?:try|forward|use|update) .{0,40}(?:new|following) (?:e-?mail )?address
    user not local
"""

NO_SUCH_USER = r"""
    not present in (?:the )?directory
    not (?:listed|found) in (?:the |public )?(?:domino|name|address|directory)
    non repertorie dans
    no se encuentra en el directorio
    ディレクトリ.{0,12}(?:見つかりません|リストにありません)
    can't accept user
    destination addresses were unknown
    destination server rejected recipients
    not an active address
    mailbox (?:\S{1,80} )?(?:is )?(?:unavailable|unavaiable|not present)
    no such (?:person|recipient|address|alias)
    nessun utente
    no existe (?:dicha persona|ese usuario)
    no mail ?box (?:available|found)
    not e-?mail addresses
    recipient is not local
    recipient not ok
    badr(?:cp|ecipien)tto|badrecipientto|validrcptto|validrecipientto
    envelope recipient has been denied
    no ?(?:\S{1,20} )?one at this address
    wrong or no longer valid
    missing home directory
    > not found
    rcpt \S{1,80} (?:does not|doesn't) exist
    unknown e-?mail address
    unknown local[- ]?part
    in name directory
    non-? ?existent user
    user \S{1,80} (?:was )?not found
    user \(? ?\S{1,80} ?\)? unknown
    (?:address|mailbox|account) no longer accepts (?:mail|e-?mail|messages)
    unknown local[- ]?part|account unavailable
    recipient is not accepted|refuses to accept your mail
    (?:recipient|to)(?: address)? (?:\S{1,80} )?rejected: access denied
    domain or user isn't in my list
    spectator
    (?:attempted )?recipient (?:group )?address does not exist
    inactive e-?mail address
    unknown or illegal alias
    invalid final delivery userid
    adresse .{0,40}destinataire invalide
    reserved by rfc 2606
    no such local user
    user(?: account| name)?(?: \(address\)| <[^>]{1,80}>| \S{1,80})? (?:is )?(?:unknown|not found|not known|does not exist|doesn't exist|nonexistent|non-existent|not exist|invalid|unrecognized|cannot be found|could not be found|not listed|not registered|not in)
    (?:unknown|no such|invalid|bad|illegal|nonexistent|non-existent|unrecognized|incorrect|wrong|undeliverable|non existent|inexistent|unrouteable|unroutable) (?:\(address\) |<[^>]{1,80}> )?(?:local |e-?mail |final delivery |destination |remote |virtual |smtp |delivery |to )*(?:users?|recipients?|mailbox(?:es)?|address(?:es)?|account|userid|person|local[- ]part|destination|alias|name|id|addressee)
    (?:mailbox|recipients?|address|account|addressee|mail account|mail box|e-?mail)(?: name| address| account)?(?: \(address\)| <[^>]{1,80}>| \S{1,80})? (?:is |was |were |you tried to reach |that you tried to reach |that you tried |you entered |are |could |can |has |have )*(?:not found|not be found|cannot be found|couldn't be found|wasn't found|does not exist|doesn't exist|do not exist|not exist|unknown|invalid|non-?existent|unrecognized|not recognized|not known|not listed|not valid|no longer (?:exists|valid|available|active|in use|in service|on server|here|used)|deleted|removed|undeliverable)
    does not exist
    doesn't exist
    doesn't have an? .{0,80}account
    does not have an? .{0,80}account
    no (?:mailbox|account|user|recipient|address|person|one)s? (?:here )?(?:by|with|for|under|has|of) (?:that|this|the|such) (?:name|address|account|id)
    no (?:such )?(?:mailbox|user|recipient|account|address)\b(?! to)
    not a (?:valid|known|local|registered|recognized|current) (?:mailbox|user|recipient|address|account|local)
    not (?:a )?(?:valid|known) (?:recipient|user|mailbox|address)
    (?:is |was )?unknown to (?:this|the|us|our)
    not known (?:here|at this|to)
    mailbox unavailable
    mailbox (?:is )?not available
    requested action not taken: mailbox
    recipient(?:'s)? (?:address )?(?:name )?is not recognized
    recipient ?not ?found
    recipnotfound
    adr\.(?:recip|ex)
    unrout(?:e)?able address
    all recipients (?:were )?invalid
    no valid recipients?
    recipient address rejected: (?:user|undeliverable|unverified|invalid|unknown|no such|access denied|mailbox|address|recipient)
    unable to deliver (?:message )?to
    address (?:couldn't|could not|can't|cannot) be found
    couldn't be found|wasn't found
    invalid_?recipients?
    address error
    (?:has been|was) (?:rejected by|undeliverable because)? ?(?:the )?recipient (?:does|is) not
    destinataire .{0,30}(?:inconnu|invalide)
    (?:utilisateur|adresse|compte) .{0,40}(?:inconnue?|inexistante?|n'existe pas)
    (?:empfanger|benutzer|adressat|postfach|adresse) .{0,40}(?:unbekannt|existiert nicht|nicht gefunden|ungultig)
    (?:usuario|destinatario|direccion|cuenta|buzon) .{0,40}(?:desconocid[oa]|no existe|inexistente|no encontrad[oa])
    (?:utente|destinatario|casella|indirizzo) .{0,40}(?:sconosciut[oa]|inesistente|non esiste|non trovat[oa])
    (?:usuario|destinatario|endereco|conta) .{0,40}(?:desconhecid[oa]|inexistente|nao existe|nao encontrad[oa])
    (?:gebruiker|ontvanger|adres) .{0,40}(?:onbekend|bestaat niet|niet gevonden)
    (?:uzytkownik|odbiorca|adres) .{0,40}(?:nieznany|nie istnieje)
    (?:пользовател|получател|адрес|ящик).{0,40}(?:не найден|не существует|неизвест|не зарегистр)
    нет такого (?:пользователя|адреса|ящика)
    宛先.{0,12}(?:不明|見つかりません|存在しません)
    (?:用户|收件人|邮箱|帐号|账号).{0,12}(?:不存在|无效|未找到)
    (?:사용자|수신자|메일박스).{0,12}(?:없|존재하지)
"""

TOO_LARGE = r"""
    taille limite
    line limit exceeded
    max(?:imum)? (?:message |e-?mail |inbound message )?size (?:is |was )?exceed
    (?:message|mail|e-?mail|size|attachment|content)(?: \S{1,30})? (?:is |was |are )?too (?:large|big|long)
    too (?:large|big) (?:for|to)
    (?:recip|recipient|send|sender|max)sizelimit
    (?:message|file|attachment|mail) (?:file )?(?:too big|too large)
"""

OVER_LIMIT = r"""
    (?:message|mail|e-?mail|data|header)(?: file)?(?:'s)?(?: size| length)?(?: of \S{1,20}(?: bytes)?)? exceeds? (?:the |a |your |our |this |maximum |max |fixed |limit|allowed |administrative |size )
    (?:size|length) (?:limit )?exceed
    exceeds? (?:the )?(?:maximum|max|fixed|allowed|administrative|message) (?:allowed |maximum |message )*(?:size|length|limit)
    (?:message )?size (?:limit|violation)
"""
