/// A control that a test has switched off or spoilt, by the name that the policy's clauses have for it.
///
/// Each must make a proof fail: a proof that passes all the same proves nothing.
enum Mutation: String, CaseIterable, Sendable {
    /// The address's owner counts as the one who asks.
    case ownershipOff = "ownership-check:off"
    /// A sign-in keeps the session that the browser came with.
    case sessionKept = "session-keeper:no-rotate"
    /// A session that was ended is taken all the same.
    case sessionSurvives = "session-keeper:survive-erase"
    /// An address without an account is told so.
    case addressTold = "password-keeper:enumerate"
    /// Whatever age is answered passes.
    case ageOff = "age-gate:off"
    /// A refused browser may answer again.
    case ageRetried = "age-gate:retry-allowed"
    /// The answer to the age question is written down.
    case ageKept = "age-gate:keep-date"
    /// Limits count nothing.
    case throttleOff = "throttle:off"
    /// Whoever connects may say where they come from.
    case anyForwarder = "throttle:trust-any-forwarder"
    /// Plain HTTP passes for https.
    case plainPasses = "transport-guard:plain-ok"
    /// Browsers are not told to forget.
    case nothingCleared = "header-policy:no-clear"
    /// A page sets a cookie.
    case earlyCookie = "cookie-registry:early-set"
    /// Cookies may be read by scripts and go anywhere.
    case weakCookie = "cookie-registry:weak-attributes"
    /// A page remembers a language that nobody chose.
    case earlyLanguage = "locale-chooser:early-cookie"
    /// Checkpoints are not signed.
    case unsignedCheckpoint = "audit-log:unsigned"
    /// The audit log is not verified.
    case unverifiedLog = "audit-log:skip-verify"
    /// Archives hold no logs.
    case logsOmitted = "export-packer:omit-logs"
    /// An archive may be fetched again and again.
    case linkReusable = "export-packer:reusable-link"
    /// The manifest names no hash.
    case hashMissing = "export-packer:no-hash"
    /// An import passes over the pictures and does not say so.
    case sectionDropped = "importer:drop-section"
}
