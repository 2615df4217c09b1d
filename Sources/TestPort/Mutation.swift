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
    /// A cookie is set that the registry does not know.
    case unregisteredCookie = "cookie-registry:bypass"
    /// Pages are kept from whoever has no cookie.
    case cookieWall = "cookie-registry:cookie-wall"
    /// Every consent counts as given.
    case allConsents = "consent-ledger:allow-all"
    /// Without a consent nothing is made.
    case consentWall = "consent-ledger:wall"
    /// What a browser says of its consents is believed.
    case clientConsent = "consent-ledger:trust-client"
    /// Whoever looks around consents.
    case implicitConsent = "consent-ledger:implicit"
    /// Objections stop nothing.
    case objectionsIgnored = "objection-register:ignore"
    /// A browser's signal is not heard.
    case signalIgnored = "signal-reader:ignore"
    /// Whatever a browser signals counts as opting out.
    case signalLenient = "signal-reader:lenient"
    /// Training is on until it is switched off.
    case trainingOn = "training-switch:on-by-default"
    /// Training that was switched off goes on.
    case trainingSticky = "training-switch:sticky"
    /// Nothing stands in any purpose's way.
    case everythingAllowed = "purpose-permit:always-allow"
    /// A purpose that rests on a consent, or on nothing, counts as needed for the contract.
    case basisTaken = "purpose-permit:default-basis"
    /// The gate's decisions are not counted.
    case decisionsUncounted = "purpose-permit:skip-count"
    /// Checkpoints are not signed.
    case unsignedCheckpoint = "audit-log:unsigned"
    /// The audit log is not verified.
    case unverifiedLog = "audit-log:skip-verify"
    /// An erasure leaves reports to the staff where they are.
    case supportKept = "erasure-ledger:skip-support"
    /// A report does not tell what stays.
    case reportSilent = "erasure-ledger:skip-report"
    /// An erasure leaves the index of words.
    case indexKept = "erasure-ledger:skip-index"
    /// An erasure leaves what journals hold.
    case journalsKept = "erasure-ledger:skip-wal"
    /// An erasure leaves the files.
    case filesKept = "erasure-ledger:skip-blobs"
    /// The key goes before the ledger line is written.
    case ledgerLate = "erasure-ledger:write-after"
    /// The key stays.
    case keyKept = "key-shredder:keep-key"
    /// What is asked for is written down unsealed too.
    case storedPlain = "key-shredder:plain-store"
    /// A restored copy serves what was erased after it was made.
    case replayOff = "restore-replay:off"
    /// Backups stay for ever.
    case backupsKept = "backup-keeper:keep-forever"
    /// Nobody asks whether somebody's data is restricted.
    case restrictionIgnored = "restriction-state:ignore"
    /// Jobs that run do not ask.
    case jobsExempt = "restriction-state:jobs-exempt"
    /// A hold holds nothing.
    case holdIgnored = "legal-hold:ignore"
    /// A hold on one record keeps everything.
    case holdWide = "legal-hold:whole-account"
    /// News go to people who never asked for them.
    case noOptIn = "mail-gate:no-optin"
    /// Whoever is erased is written to again when they come back.
    case suppressionForgotten = "suppression-list:forget-on-erase"
    /// The next day has the salt of the day before.
    case saltKept = "salt-wheel:static"
    /// The day's salt is written down.
    case saltWritten = "salt-wheel:persist"
    /// A look at somebody's data is not told to them.
    case silentLook = "access-journal:silent"
    /// An appeal comes to nobody.
    case noReview = "moderation-register:no-review"
    /// A rule closes an account where it may only ask a person to look.
    case autoClose = "moderation-register:auto-close"
    /// A decision is written down without its reason.
    case noReason = "moderation-register:no-reason"
    /// Nothing that is over goes.
    case unswept = "retention-sweeper:off"
    /// Everything is kept for a month more.
    case sweptLate = "retention-sweeper:longer"
    /// Addresses are logged whole.
    case addressWhole = "address-cutter:off"
    /// Only IPv4 addresses are cut.
    case addressCutInPart = "address-cutter:v4-only"
    /// Logs take whatever they are given.
    case logOpen = "log-scrubber:off"
    /// Archives hold no logs.
    case logsOmitted = "export-packer:omit-logs"
    /// An archive may be fetched again and again.
    case linkReusable = "export-packer:reusable-link"
    /// The manifest names no hash.
    case hashMissing = "export-packer:no-hash"
    /// An import passes over the pictures and does not say so.
    case sectionDropped = "importer:drop-section"
    /// A corrected address is corrected in the account alone.
    case correctionLocal = "correction-relay:local-only"
    /// A report about a child freezes nothing.
    case noFreeze = "request-desk:no-freeze"
    /// Deadlines are thirty-two days, whatever the month.
    case wrongCalendar = "request-desk:wrong-calendar"
    /// Whoever demands something counts as verified.
    case noVerify = "request-desk:no-verify"
    /// Results carry no mark.
    case marksOff = "output-marker:off"
    /// Results name another's product as what made them.
    case markNamesVendor = "output-marker:vendor-name"
    /// The unsigned mark is written into files that are signed already.
    case markedAfterSigning = "output-marker:xmp-after-sign"
    /// The mark tells what was asked for.
    case markTellsPrompt = "output-marker:with-prompt"
    /// The mark holds a small picture.
    case markShowsThumbnail = "output-marker:with-thumbnail"
    /// What could not be signed is delivered all the same.
    case unmarkedPasses = "output-marker:fail-open"
    /// Mails to the rights mailbox are lost.
    case mailIgnored = "request-desk:ignore-mail"
}
