/// Why something did not work: a refusal of the server's, a job that failed, or a connection.
///
/// `code` is for programs, `detail` for people: it says what to do, in the language of `NanoBananaPro.Options`.
public struct NanoBananaProError: Error, Hashable, Sendable {
    /// The stable name of what went wrong.
    public let code: Code
    /// The HTTP status; nil where no answer came, or where the answer was well and its job was not.
    public let status: Int?
    /// What happened, in few words.
    public let title: String
    /// What happened and what to do.
    public let detail: String
    /// What is wrong with each member at fault, by its name: `steps[2].amount`.
    public let fields: [String: String]
    /// When trying again may help.
    public let retryAfter: Duration?
    /// The server's name for the request, to tell its operator.
    public let requestID: String?
    /// The job that failed.
    public let job: NanoBananaPro.Job.ID?

    init(
        _ code: Code,
        status: Int? = nil,
        title: String? = nil,
        detail: String,
        fields: [String: String] = [:],
        retryAfter: Duration? = nil,
        requestID: String? = nil,
        job: NanoBananaPro.Job.ID? = nil
    ) {
        self.code = code
        self.status = status
        self.title = title ?? detail
        self.detail = detail
        self.fields = fields
        self.retryAfter = retryAfter
        self.requestID = requestID
        self.job = job
    }

    /// The member at fault, where there is one.
    public var field: String? { fields.keys.min() }
}

extension NanoBananaProError: CustomStringConvertible {
    /// What happened and what to do, in one sentence or two.
    public var description: String { detail }
}

extension NanoBananaProError {
    /// The stable name of an error: one of those below, or any other `code` of the server's problem documents.
    public struct Code: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral,
        CustomStringConvertible
    {
        /// As the server writes it.
        public let rawValue: String

        /// Takes a name as the server writes it.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Takes a name that stands in the code.
        public init(stringLiteral text: String) {
            self.init(rawValue: text)
        }

        /// The name itself.
        public var description: String { rawValue }
    }
}

extension NanoBananaProError.Code {
    /// The server could not be reached; nothing was sent.
    public static let serverUnreachable: Self = "server_unreachable"
    /// The connection broke before the answer was whole, as often as it was tried.
    public static let connectionLost: Self = "connection_lost"
    /// The server was silent for longer than `longestSilence`.
    public static let timedOut: Self = "timed_out"
    /// The answer is none that this version understands.
    public static let answerUnreadable: Self = "answer_unreadable"
    /// The server's address is no `http` or `https` address.
    public static let serverMalformed: Self = "server_malformed"
    /// The job was stopped before it was done.
    public static let jobCanceled: Self = "job_canceled"

    /// No such key.
    public static let keyInvalid: Self = "api_key_invalid"
    /// The key's time is over.
    public static let keyExpired: Self = "api_key_expired"
    /// The key was revoked.
    public static let keyRevoked: Self = "api_key_revoked"
    /// The key may not do this.
    public static let scopeMissing: Self = "scope_missing"
    /// The key has spent what it may.
    public static let keyBudgetExceeded: Self = "key_budget_exceeded"
    /// The account has too few credits.
    public static let insufficientCredits: Self = "insufficient_credits"
    /// Too many requests, or pictures, for now: `retryAfter` says when it may work again.
    public static let quotaExceeded: Self = "quota-exceeded"
    /// As many jobs as may be are waiting.
    public static let tooManyJobs: Self = "too_many_jobs"
    /// A rule of the operator's refuses the words.
    public static let promptRefused: Self = "prompt_refused"
    /// There is no such thing, or it is not yours.
    public static let notFound: Self = "not_found"
    /// The same `idempotencyKey` came with another order.
    public static let idempotencyKeyReused: Self = "idempotency_key_reused"
}
