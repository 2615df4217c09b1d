/// A refusal, as `application/problem+json` (RFC 9457).
public struct ProblemBody: Codable, Sendable, Hashable {
    /// Names the kind of problem: `/problems/{code}`.
    public var type: String
    /// A stable name for programs.
    public var code: String
    /// The HTTP status.
    public var status: Int
    /// What happened, in the request's language.
    public var title: String
    /// What to do about it, in the request's language.
    public var detail: String
    /// What is wrong with each field at fault, by its name.
    public var errors: [String: String]
    /// The names of the limits that were met, as `RateLimit-Policy` has them; absent where none was.
    public var violatedPolicies: [String]?
    /// The operator's rule that was broken; absent where none was.
    public var rule: String?
    /// Where a person can be asked to look at the decision again; absent where there is none.
    public var appealURL: String?

    /// Makes a problem document.
    public init(
        type: String,
        code: String,
        status: Int,
        title: String,
        detail: String,
        errors: [String: String],
        violatedPolicies: [String]? = nil,
        rule: String? = nil,
        appealURL: String? = nil
    ) {
        self.type = type
        self.code = code
        self.status = status
        self.title = title
        self.detail = detail
        self.errors = errors
        self.violatedPolicies = violatedPolicies
        self.rule = rule
        self.appealURL = appealURL
    }

    private enum CodingKeys: String, CodingKey {
        case type, code, status, title, detail, errors, rule
        case appealURL = "appeal_url"
        case violatedPolicies = "violated-policies"
    }
}
