/// What each metric says, for the line above it.
enum MetricHelp {
    private static let sentences = [
        "audit.size": "Acts in the audit log.",
        "audit.verified": "Whether the audit log was what it has to be when it was last looked at.",
        "csp.reports": "Content security policies that pages broke, as browsers report them.",
        "engine.breaker.open": "Whether a server or key is left alone after failures in a row.",
        "engine.calls": "Calls to servers that make pictures, by what came of them.",
        "engine.duration": "Time from such a call to its end, by the class of what came of it.",
        "engine.fallbacks": "Pictures that another engine made than their model names first.",
        "engine.running": "Calls to a server or with a key that are under way.",
        "engine.used": "What such calls used of the units that providers charge by, failed ones included.",
        "engine.waiting": "Pictures that wait until a server or key of the engine takes a call.",
        "hb.requests": "Requests answered.",
        "hb.request.errors": "Requests that ended in an error of the server.",
        "http.server.active_requests": "Requests being answered.",
        "http.server.request.duration": "Time from a request's head to its answer's last byte.",
        "log.fields.undeclared": "Log keys left out because no registry line declares them.",
        "log.lines.dropped": "Log lines lost because nobody read standard error fast enough.",
        "mail.outcomes": "Mails that came to an end: sent, refused, expired, erased.",
        "metrics.labels.dropped": "Metric labels left off because no registry line declares them.",
        "metrics.series.refused": "Metric series refused: one too many, or a name used for two kinds.",
        "outbound.calls": "Calls to the outside, by what came of them.",
        "requests.open": "Requests about people's data that nobody has answered.",
        "requests.overdue": "Of these, those whose deadline has passed.",
        "purpose.decisions": "Decisions of the purpose gate.",
        "retention.held": "Rows that a legal hold keeps past their time.",
        "retention.overdue": "Rows that are kept past their time.",
    ]

    static func sentence(for label: String) -> String { sentences[label] ?? label }
}
