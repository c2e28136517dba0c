"""What mail servers say when they refuse, of the sender or of the letter. See `bounce_words`."""

TOO_FAST = r"""
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

NO_REVERSE_NAME = r"""
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

UNAUTHENTICATED = r"""
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

LISTED = r"""
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

VIRUS = r"""
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

SPAM = r"""
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

CONTENT = r"""
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

POLICY = r"""
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

RELAYING = r"""
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

SENDER_REFUSED = r"""
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

REFUSED = r"""
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
