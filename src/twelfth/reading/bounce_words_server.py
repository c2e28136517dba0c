"""What mail servers say when they refuse, of themselves and of the way. See `bounce_words`."""

SERVER_FULL = r"""
    insufficient (?:system (?:storage|resources)|disk space|disk storage)
    (?:system|server|disk|file ?system|queue)(?: is)? full
    no space left on device
    out of disk space
    not enough (?:disk )?space on
    system (?:storage|resources)
"""

EXPIRED = r"""
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

HUNG_UP = r"""
    connection (?:was )?(?:dropped|reset)(?: by (?:peer|remote host|the))?
    connection refused by
    closing transmission channel
    remote (?:host|server) (?:closed|dropped|reset) the connection
"""

UNREACHABLE = r"""
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
PROGRAM_FAILED = r"""
    (?:couldn't|can't|cannot|could not|unable to) (?:create|append|write|lock)
    command (?:died|failed)
    procmail:
    pipe to
"""

SERVER_ERROR = r"""
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

SYNTAX = r"""
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
