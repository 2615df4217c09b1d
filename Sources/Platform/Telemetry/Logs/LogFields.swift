/// The closed registry of what a log line may say beside its constant sentence.
///
/// A key that is not here is left out of the line and counted. There is none for a person, by intent: who a line is
/// about can be found through the job, by whoever may read the database.
package enum LogFields {
    /// In the order in which a line shows them.
    package static let all: [LogField] = request + work + outside + server + [undeclared]

    /// How many keys of a line were left out because they are not declared.
    package static let undeclared = LogField(
        "undeclared",
        "how many keys were left out of the line",
        .server,
        as: .number,
        because: "a count"
    )

    private static let request = [
        LogField(
            "request_id",
            "which request",
            .request,
            alias: "hb.request.id",
            because: "made anew for each request, told to whoever asked, and kept nowhere else"
        ),
        LogField("method", "the request's method", .request, as: .method, because: "one of seven words"),
        LogField(
            "route",
            "the pattern that answered, such as /api/jobs/{id}",
            .request,
            because: "a pattern of ours, without ids and without a query"
        ),
        LogField(
            "status",
            "the response's status",
            .request,
            as: .number,
            because: "a number of the protocol"
        ),
        LogField(
            "took_ms",
            "milliseconds until the last byte was out",
            .request,
            as: .number,
            because: "a duration"
        ),
        LogField(
            "family",
            "which internet protocol the sender used",
            .request,
            as: .oneOf(["ipv4", "ipv6"]),
            because: "one of two words"
        ),
        LogField(
            "network",
            "the network that a request came from",
            .request,
            because: "the address was cut to /24 or /48 before: a network, no device"
        ),
        LogField(
            "directive",
            "which part of the content security policy a page broke",
            .request,
            as: .directive,
            because: "one of the policy's directives"
        ),
        LogField(
            "blocked",
            "where the resource came from that broke it",
            .request,
            because: "a keyword or an origin, without path and query: a site, no person"
        ),
    ]

    private static let work = [
        LogField(
            "job",
            "which job",
            .work,
            because:
                "an id of ours: it leads to a person only through the database, and nowhere after erasure"
        ),
        LogField("work", "which item of the queue", .work, because: "an id of ours, gone when the item ends"),
        LogField("mail", "which kind of mail", .work, because: "one of the kinds that we wrote"),
        LogField("type", "which kind of work", .work, because: "one of the kinds that we wrote"),
        LogField(
            "position",
            "which picture of a job, from 0",
            .work,
            as: .number,
            because: "a number up to ten"
        ),
        LogField("count", "how many", .work, as: .number, because: "a count"),
    ]

    private static let outside = [
        LogField(
            "destination",
            "what kind of place outside was asked",
            .server,
            as: .destination,
            because: "one of three words"
        ),
        LogField(
            "host_id",
            "which place outside, by its name in the register or the settings",
            .operator,
            because: "a word of ours or of the operator, never an address that a person named"
        ),
        LogField(
            "outcome",
            "what came of it",
            .server,
            as: .outcome,
            because: "one of the words that we wrote"
        ),
        LogField(
            "reason",
            "why a sign-in with another provider was refused",
            .server,
            because: "one of the reasons that we wrote, without a token or a name"
        ),
    ]

    private static let server = [
        LogField(
            "error",
            "what failed, in the words of the code",
            .server,
            alias: "sl-error",
            "error.type",
            because: "our errors name kinds and carry no content"
        ),
        LogField(
            "service",
            "which part of the server",
            .server,
            alias: "sl-service",
            because: "a name of ours"
        ),
        LogField("signal", "which signal came", .server, alias: "sl-signal", because: "a name of the system"),
        LogField(
            "host",
            "the address that the server listens on",
            .operator,
            because: "the operator's own machine"
        ),
        LogField(
            "port",
            "the port that the server listens on",
            .operator,
            as: .number,
            because: "a number of the operator"
        ),
        LogField(
            "path",
            "a file that the settings name",
            .operator,
            because: "chosen by the operator, about the machine"
        ),
    ]

    /// By every name, the libraries' included.
    private static let byName = Dictionary(
        uniqueKeysWithValues: all.flatMap { field in ([field.name] + field.aliases).map { ($0, field) } }
    )

    package static func field(_ name: String) -> LogField? { byName[name] }
}
