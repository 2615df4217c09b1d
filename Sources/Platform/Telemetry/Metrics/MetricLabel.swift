/// A label that metrics may carry.
package struct MetricLabel: Hashable, Sendable {
    package let name: String
    package let meaning: String
    package let form: FieldForm
    /// Why no person can be told from it, and why its values are few.
    package let reason: String

    init(_ name: String, _ meaning: String, as form: FieldForm = .text, because reason: String) {
        self.name = name
        self.meaning = meaning
        self.form = form
        self.reason = reason
    }
}

/// The closed registry of metric labels.
///
/// A label that is not here is left off its series and counted.
package enum MetricLabels {
    package static let all = [
        MetricLabel(
            "http.route",
            "the pattern that answered, such as /api/jobs/{id}",
            because: "a pattern of ours; there are as many as routes"
        ),
        MetricLabel(
            "http.request.method",
            "the request's method",
            as: .method,
            because: "one of seven words"
        ),
        MetricLabel(
            "http.response.status_code",
            "the response's status",
            as: .number,
            because: "a number of the protocol"
        ),
        MetricLabel(
            "error.type",
            "the status of a refusal",
            as: .number,
            because: "a number of the protocol"
        ),
        MetricLabel(
            "clause",
            "which sentence of the policy a purpose comes from",
            as: .clause,
            because: "one of the policy's sentences"
        ),
        MetricLabel("purpose", "what data was asked for", because: "one of the policy's purposes"),
        MetricLabel(
            "directive",
            "which part of the content security policy a page broke",
            as: .directive,
            because: "one of the policy's directives"
        ),
        MetricLabel(
            "outcome",
            "allowed, or the refusal's code; of a mail or a call to an engine, what became of it",
            because: "one of the refusal codes, or of the words that we wrote"
        ),
        MetricLabel("mail", "which kind of mail", because: "one of the kinds that we wrote"),
        MetricLabel(
            "engine",
            "which engine elsewhere was asked",
            because: "a name of the settings; there are as many as engines"
        ),
        MetricLabel(
            "lane",
            "which of its servers or keys",
            because: "a name of the settings, never an address; there are as many as servers and keys"
        ),
        MetricLabel(
            "model",
            "a model, as its engine calls it",
            because: "a name of the registry, never what somebody sent; there are as many as models"
        ),
        MetricLabel(
            "class",
            "what came of a call, by whose it is to put right",
            as: .oneOf(["made", "refused", "limited", "failed", "cancelled"]),
            because: "one of five words"
        ),
        MetricLabel(
            "unit",
            "what providers charge by",
            as: .oneOf(["pictures", "input_tokens", "picture_tokens", "text_tokens"]),
            because: "one of four words"
        ),
        MetricLabel(
            "destination",
            "what kind of place outside was asked",
            as: .destination,
            because: "one of three words"
        ),
    ]

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    package static func label(_ name: String) -> MetricLabel? { byName[name] }
}
