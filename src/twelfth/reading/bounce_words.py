"""What mail servers say when they refuse, in the order in which it is looked for. See `bounce_reason`.

Each entry is a reason and the phrases that tell it, one a line, as regular expressions over folded text on one
line without codes and addresses. Earlier entries are the more telling ones: a refusal that names both a block
list and an unknown user is about the list.
"""

import re

from twelfth.reading.fold import any_of

_TOO_FAST = r"""
    try again slower
    max e-?mails per hour
    trop de connexions
    numerous attempts to deliver
    (?:excessive|unusual) (?:volume|rate)
    (?:too many|unusual).{0,40}(?:bad commands|from your ip)
    (?:message|sending|recipient) (?:threshold|limit per)
    (?:daily|hourly|per hour) (?:message |receive |sending |recipient )*(?:limit|quota)
    receiving mail (?:too quickly|at a rate)
    too many (?:login|recent|new|open|simultaneous)
    reached (?:its|the|your) (?:daily |hourly )?(?:sending )?limit
    submission quota
    max message per connection
    exceeded (?:permitted|the allowed) (?:limits|number)
    throttled|server busy|agent busy
    (?<!user has )too many (?:messages(?! (?:on|in) (?:the |this )?(?:server|mailbox))|connections|recipients|e-?mails|concurrent|sessions|invalid|errors|unknown|requests|smtp|mails|bad)
    (?:rate|speed|volume|sending|hourly|daily|relay|message|connection) (?:rate )?(?:limit|quota)
    rate[- ]limit
    throttl
    unexpected volume
    at a rate that
    mail too (?:quickly|fast)
    sent too (?:many|fast)
    connection frequency
    frequency limit
    exceeded the (?:maximum|max) (?:number|rate)
    max(?:imum)? (?:hourly|daily|defers|number of (?:connections|messages))
"""
_MAILBOX_FULL = r"""
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
    user has too many messages
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
_SERVER_FULL = r"""
    insufficient (?:system (?:storage|resources)|disk space|disk storage)
    (?:system|server|disk|file ?system|queue)(?: is)? full
    no space left on device
    out of disk space
    not enough (?:disk )?space on
    system (?:storage|resources)
"""
_NO_REVERSE_NAME = r"""
    ptr (?:resource )?record
    forward dns entry
    mismatches client ip
    unverifyable sending
    \brdns\b
    no matches to nameserver query
    ptr record
    ptr lookup
    missing ptr
    no ptr
    reverse[- ]?dns
    reverse (?:name|lookup|hostname|mapping|ip|address)
    \brdns
    forward[- ]confirmed
    \bfcrdns
    cannot find your (?:reverse )?hostname
    (?:client|sender|your) host(?:name)? (?:rejected: )?cannot (?:be )?(?:find|found|resolve)
    does not resolve to
    ip (?:name|address) (?:possibly|lookup|is without)
    (?:has|have|with) no (?:reverse|hostname)
    unresolvable (?:host|relay)
"""
_UNAUTHENTICATED = r"""
    \bspf\b
    \bdkim\b
    \bdmarc\b
    \bbimi\b
    unauthenticated (?:e-?mail|sender|message|mail)
    sender (?:is )?unauthenticated
    (?:e-?mail|message|sender|mail)(?: has)? fail(?:ed|s)? (?:the )?authentication
    not (?:pass|meet) (?:the )?(?:authentication|sender)
    authentication (?:results|checks?|information)
    sender (?:id|policy|verif)
    domain of sender address
    spoof
    fake sender
    forged
    impersonat
    not (?:authorized|allowed|permitted) to (?:send|use) .{0,60}(?:domain|from|behalf|sender)
"""
_LISTED = r"""
    (?:confirm this mail|requires confirmation)
    bad (?:sender )?ip
    go away
    invalid ip for sending
    not (?:currently )?accept(?:ing)? (?:any )?(?:mail|e-?mail|messages|connections) from (?:your|this)
    use the smtp server of your (?:isp|provider)
    (?:sender|source|client|sending)(?: ip)?(?: address)? (?:is |was )?(?:rejected|blocked|denied|banned)(?: due| because| by)? ?(?:to |your )?(?:ip|network|list|reputation|policy)?
    (?:sender|source|client) ip (?:address )?rejected
    server ip .{0,60}(?:listed|abusive)
    access from ip address .{0,60}blocked
    esmtp not accepting
    no valid recipients from
    helo .{0,40}(?:rejected|refused|invalid|denied)
    bad helo
    currently sending spam
    zombie
    (?:server|mail) access forbidden
    not allowed to connect
    host network,? not allowed
    looks suspiciously like
    multi-blacklist
    poor (?:web|e-?mail) reputation
    unusual rate of unsolicited
    not in (?:the )?whitelist
    (?:block|black|deny|reject|spam)[- ]?list
    \b(?:rbl|dnsbl|dnsrbl|uribl|surbl|sbl|xbl|pbl)\b
    spamhaus
    spamcop
    sorbs
    barracuda
    senderbase
    abuseat
    cloudmark
    trendmicro
    mail-abuse
    (?:client|sending|your|source|remote|connecting|this)(?: host| ip| server| mail server| network| domain)?(?: address)? .{0,60}(?:is |was |has been |been )?(?:blocked|banned|listed|blacklisted|denied access)
    (?:blocked|refused|rejected|denied|listed) (?:by|using|due to|at|in|on) .{0,60}(?:reputation|list|\.org|\.net|\.com)
    (?:part|some) of their network is on our
    ip (?:source )?bloquee
    refused to talk to me
    client host (?:\S{1,80} )?rejected
    (?:poor|bad|low|negative|very low) (?:sender |ip |domain |sending )*reputation
    reputation
    open (?:relay|proxy)
    dynamic (?:ip|address|pool)
    dialup
    user complaints
    suspected? .{0,30}spam
    banned
"""
_VIRUS = r"""
    attachment extension
    presents a potential security issue
    virus
    malware
    malicious
    infected
    trojan
    phish
    (?:dangerous|prohibited|forbidden|executable|blocked|unsafe|banned|suspicious) (?:content|attachment|file|extension)
    file type
"""
_SPAM = r"""
    help_spam
    appears to be (?:unsolicited|spam|junk)
    \bdrbl\b
    our system has detected (?:that this message is|an unusual)
    rejecting mail content
    anti-?spam
    (?:abuse|unwanted) (?:detected|mail)
    \bspam-?(?:like|type|score)
    considered (?:as )?(?:spam|unsolicited|junk)
    quarantined
    pourriel|indesirable
    likely (?:suspicious|unsolicited)
    marked as spam
    \bpolluted\b|bayes
    \bspam
    spam(?:my|ming|mer|assassin| detected)
    (?:unsolicited|unwanted|bulk|junk) (?:bulk |commercial |mass )?(?:mail|e-?mail|messages?|content)
    \bu[bc]e\b
    looks like .{0,30}(?:spam|bulk)
    high (?:probability|score)
    message .{0,40}scored
    content filter
    blacklisted (?:url|link|domain)
    listed url
    poubelle
"""
_CONTENT = r"""
    header size exceed
    mime complexity
    recipient list,? exceeds
    improperly-formatted
    unnecessary base64
    bad header
    invalid characters
    message (?:is )?malformed|malformed (?:message|mime|header)
    missing (?:a )?valid (?:address|message-id|from|date)
    unicode character in a disallowed
    encoded-word syntax
    header is too long|line too long|lines? longer than
    rfcmessagenoncompliant
    (?:image|attachment) (?:type )?(?:is )?not (?:accepted|allowed|permitted)
    does not comply with
    part contains|unacceptable content
    too many \"?received\"? headers
    (?:message|mail) (?:content|headers?|body) (?:rejected|refused|not accepted|error|denied|is not)
    (?:header|content|body) (?:error|rejected)
    bare (?:lf|cr|newline|linefeed)
    not (?:rfc|compliant)
    rfc ?-?(?:\d{3,4})? .{0,40}(?:compl|violat|conform)
    (?:multiple|invalid|missing|duplicate|malformed|improper) (?:\S{1,20} ){0,3}(?:headers?\b|from:|date:|message-id)
    addresses in from
    improperly formatted
    8-?bit (?:data|mime|characters)
    nested mime
    blocked for security reasons
"""
_POLICY = r"""
    illegal attachment
    recipient is not accepting mail with
    (?:non-?member|members?-only|not a member|closed mailing list|not subscribed)
    low priority
    messages with multiple addresses
    images or other attachments
    mass mailer
    captcha
    posts? without
    (?:starttls|tls|encryption|secure connection) (?:is )?required|must issue a starttls|tls required
    dead domain
    content examination
    anti-?spoof
    security (?:issue|reasons|policies)
    recipient'?s? (?:preferences|privacy|user rules)|(?:user|recipient) rules
    for policy (?:reason|violation)
    policy (?:reasons?|violation|rejection|restriction|of )
    (?:local|security|site|administrative|company|recipient|message|our|corporate|mail|server) polic(?:y|ies)
    by (?:policy|administrator|admin)
    administrative(?:ly)? (?:prohibition|prohibited|denied|refus)
    against (?:our|the|local) polic
    prohibited
    not accept(?:ed|ing)? (?:e-?mail|mail|messages)? ?(?:from|by) (?:this|your|that|you)
    grey-?list
    graylist
    (?:message|e-?mail|mail) not (?:allowed|accepted|permitted)
    due to (?:organizational|company|security) settings
    organization.{0,40}(?:setting|restrict)
"""
_DISABLED = r"""
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
_NO_MAIL_DOMAIN = r"""
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
_NO_SUCH_DOMAIN = r"""
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
    illegal host
    domain is not reachable
    unresolv(?:ed|able) (?:recipient )?domain
"""
_MOVED = r"""
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
_NO_SUCH_USER = r"""
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
_RELAYING = r"""
    domain isn't in my list of allowed
    as a relay
    requires authentication
    no relaying
    not local host
    relaying mail to
    (?:don't|do not) handle mail for
    authentication (?:credentials|failure|turned on|information)
    authentifi?cation (?:invalide|requise)
    verification failure
    not subscribed to ses
    username and password not accepted|please log in|invalid credentials
    not a registered gateway
    (?:insecure|open|third[- ]party) (?:mail )?relay
    smtp auth
    relay(?:ing)? (?:access |is |was |not |mail )*(?:denied|not permitted|not allowed|prohibited|refused|disabled|permitted|disallowed)
    (?:unable|not (?:configured|allowed|permitted|authorized|authorised)|cannot|can't|refus\w{1,4}|denied|don't|do not|will not|won't) (?:to )?relay
    not (?:a )?(?:gateway|relay)
    not verified
    (?:is|must be) (?:not )?authenticated
    authentication (?:is )?(?:required|failed|needed)
    must authenticate
    auth(?:entication)? ?required
    restricted
    access (?:to .{0,60})?(?:denied|refused|forbidden)
    not (?:authorized|authorised|permitted|allowed)
    permission denied
    you are not allowed
"""
_TOO_LARGE = r"""
    taille limite
    line limit exceeded
    max(?:imum)? (?:message |e-?mail |inbound message )?size (?:is |was )?exceed
    (?:message|mail|e-?mail|size|attachment|content)(?: \S{1,30})? (?:is |was |are )?too (?:large|big|long)
    too (?:large|big) (?:for|to)
    (?:recip|recipient|send|sender|max)sizelimit
    (?:message|file|attachment|mail) (?:file )?(?:too big|too large)
"""
_OVER_LIMIT = r"""
    (?:message|mail|e-?mail|data|header)(?: file)?(?:'s)?(?: size| length)?(?: of \S{1,20}(?: bytes)?)? exceeds? (?:the |a |your |our |this |maximum |max |fixed |limit|allowed |administrative |size )
    (?:size|length) (?:limit )?exceed
    exceeds? (?:the )?(?:maximum|max|fixed|allowed|administrative|message) (?:allowed |maximum |message )*(?:size|length|limit)
    (?:message )?size (?:limit|violation)
"""
_SENDER_REFUSED = r"""
    \bbatv\b
    purported responsible
    sender (?:isn't|is not|not) (?:on|in) (?:the )?(?:recipient's|allowed|list)
    bogus mail from
    \be2110\b
    senderfilter
    emetteur invalide
    no third-?party dsn
    (?:from: |from )domain is invalid
    fully qualified (?:e-?mail )?address required
    invalid domain,? see
    rule imposed
    different address or alias
    not pre-?approved
    (?:sender|from) domain is empty|empty e-?mail address|empty (?:envelope )?sender
    (?:server |host )?does not accept (?:mail|e-?mail|messages) from
    unsigned dsn
    unrout\w{1,5} sender
    backscatter
    (?:returned|bounce) (?:mail|messages?) (?:is |are )?not accepted
    null sender
    sender (?:denied|is spammer|is in my|address blocked|was not authenticated|not authenticated)
    sender (?:domain )?(?:has been )?(?:blocked|blacklisted|banned)
    banned sender|bad outbound sender|unknown sender address
    blocked senders?|envelope (?:blocked|rejected)
    mail sending denied|not verified\.
    domain of sender|sender's domain
    mx records for
    not owned by user
    (?:sender|return|envelope|from|mail from)(?: address| domain| e-?mail)?(?: \(address\)| \S{1,80})? (?:is |was |has been |domain |not )*(?:rejected|refused|denied|blocked|invalid|accepted|not exist|not allowed|unknown|does not exist|not found|unverified|undeliverable)
    (?:rejected|refused|invalid|unknown|bad) (?:mail from|sender|from address|return[- ]path|envelope)
    mail from .{0,60}(?:rejected|refused|denied|not accepted)
    recognized as a valid sender
    sender was rejected
    (?:unable|failed|could not|cannot|can't) to? ?verify (?:sender|your|the sender)
    callout
    group .{0,80}(?:may not exist|not have permission)
    permissions? to post
    posting .{0,40}(?:denied|not allowed|rejected)
    requires (?:all|that) senders
    moderated
    groups\.google\.com
"""
_EXPIRED = r"""
    could not find a gateway
    delivery expired
    failing for a long time
    not been collected after
    expired after sitting
    message timed out
    within the allowed queue period
    could not be delivered for more than
    delivery timeout
    (?:multiple|several) retries
    (?:message|delivery time|queue|mail|retry|retry time|lifetime)(?: has| time| timeout| was)* ?(?:expired|exceeded|timed out)
    retry time(?:out)?(?: not reached| exceeded)?
    in the queue too long
    could not (?:be )?deliver(?:ed)? (?:for|in|within) (?:the last )?\d
    not (?:been )?delivered (?:for|in|within|after)
    (?:gave|giving|given) up
    delivery (?:failed|attempts) \d{1,4} attempts
    (?:after|for) (?:multiple|several|\d{1,4}) (?:retries|attempts|tries|days|hours)
    still undelivered
    too long in queue
    will be deleted from queue
    queue lifetime
    delivery time expired
    unable to deliver in \d
"""
_HUNG_UP = r"""
    connection (?:was )?(?:dropped|reset)(?: by (?:peer|remote host|the))?
    connection refused by
    closing transmission channel
    remote (?:host|server) (?:closed|dropped|reset) the connection
"""
_UNREACHABLE = r"""
    host is unreachable
    host name lookup failure
    forwarding loop
    message (?:is )?looping
    resolve route
    gateway .{0,20}(?:timeout|timed out)
    server did not respond
    hops? exceeded|exceeded .{0,10}hops
    (?:connection|operation|conversation|session|i/o|network|connect|command)(?: \S{1,80})?(?: has| was| with)* ?(?:timed out|timeout|refused|reset|dropped|lost|closed|aborted|failed|unexpectedly|error|unreachable)
    (?:could not|couldn't|can't|cannot|unable to|failed to|wasn't able to) (?:connect|establish|contact|reach|open)
    (?:host|network|server|destination|mx|mxs|domain)(?: \S{1,80})? (?:is |was )?(?:not reachable|unreachable|not responding|down|not available)
    network (?:error|is unreachable|problem|failure)
    no route to host
    name service error
    host not found, try again
    temporary (?:name|dns|lookup)
    dns (?:error|failure|lookup|server|timeout|query)
    name ?server
    all (?:hosts|mail servers|mx)
    no answer from (?:host|server)
    did(?:n't| not) accept our requests to connect
    socket error
    handshake
    loops? back
    (?:mail|routing|message) loop
    too many hops
    hop count
    maximum hop
    starttls|\btls\b|\bssl\b|certificate
    lost connection
    not respond
"""
# A local program that delivers could not write: says nothing of the address, whatever else it prints.
_PROGRAM_FAILED = r"""
    (?:couldn't|can't|cannot|could not|unable to) (?:create|append|write|lock)
    command (?:died|failed)
    procmail:
    pipe to
"""
_SERVER_ERROR = r"""
    interrupted system call
    error while being processed
    mdb\b
    misconfigured|incorrectly configured
    queue file write
    timeout waiting for input
    several matches found
    currently unavailable
    destination mailbox address ambiguous|ambiguous
    temporarily not available
    local delivery failed|lmtp error
    delivery to (?:file|pipe) forbidden
    (?:local|internal|system|server|processing|configuration|operating system|temporary|temp|unexpected|remote protocol|transient|database|delivery|software|ldap|service|resolver|undetermined|config)(?: server| local| system| delivery| problem)? (?:error|failure|problem|unavailable|failed|trouble)
    service (?:is )?(?:temporarily )?(?:not available|unavailable)
    (?:try|trying) (?:again|it) later
    (?:deferred|temporarily (?:rejected|unavailable|deferred))
    command (?:output|died|failed|not)
    pipe to
    cannot (?:open|create|append|write|lock)
    can't (?:create|open|write|append|lock)
    couldn't create
    mail(?:er)? (?:error|daemon error)
    permission
    procmail
    transaction failed
    out of memory
    unable to (?:append|write|open|lock|create)
    points? (?:back )?to (?:local|my)
"""
_SYNTAX = r"""
    syntax error
    (?:command|parameter|argument|verb)(?: \S{1,30})? (?:not|un)(?: |-)?(?:recognized|implemented|supported|allowed|known)
    (?:improper|bad|wrong|invalid) (?:sequence|use of|command)
    malformed address
    protocol (?:error|violation)
    need (?:rcpt|mail|recipient)
    pipelining
    unrecognized command
    smtputf8|internationali[sz]ed
"""
_REFUSED = r"""
    only accepting (?:mail|messages|e-?mail) from
    bounced address
    extended inactivity
    not accepting any mail
    rst\.notauth
    account is protected
    refuses? to (?:receive|accept)
    has restricted
    blocked by the recipient
    cannot route mail
    user reject
    access denied
    \breject(?:ed|ion|s)?\b
    \brefus(?:ed|al|es)\b
    \bdenied\b
    \bblocked\b
    \bblocking\b
    not accepted
    undesirable
    \bdisallowed
    filtered
    delivery to this address is restricted
    message (?:was )?not (?:sent|delivered)
    weren't sent
    no access
    has not accepted
    (?:mail|message) (?:from|to) .{0,60}(?:rejected|refused|not)
"""

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(any_of(phrases)))
    for name, phrases in (
        ("too_fast", _TOO_FAST),
        ("mailbox_full", _MAILBOX_FULL),
        ("no_mail_domain", _NO_MAIL_DOMAIN),
        ("unauthenticated", _UNAUTHENTICATED),
        ("no_reverse_name", _NO_REVERSE_NAME),
        ("listed", _LISTED),
        ("virus", _VIRUS),
        ("spam", _SPAM),
        ("disabled", _DISABLED),
        ("moved", _MOVED),
        ("sender_refused", _SENDER_REFUSED),
        ("too_large", _TOO_LARGE),
        ("over_limit", _OVER_LIMIT),
        ("content", _CONTENT),
        ("policy", _POLICY),
        ("server_full", _SERVER_FULL),
        ("server_error", _PROGRAM_FAILED),
        ("no_such_domain", _NO_SUCH_DOMAIN),
        ("no_such_user", _NO_SUCH_USER),
        ("relaying", _RELAYING),
        ("expired", _EXPIRED),
        ("hung_up", _HUNG_UP),
        ("unreachable", _UNREACHABLE),
        ("server_error", _SERVER_ERROR),
        ("syntax", _SYNTAX),
        ("refused", _REFUSED),
    )
)
