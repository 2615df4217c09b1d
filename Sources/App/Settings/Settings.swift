package import Accounts
package import FoundationEssentials
package import HTTPKit
package import Kernel
package import Logging
package import Privacy

/// Everything that an operator can set, read once and checked.
///
/// A setting is an environment variable or the same key in `nbp.yaml`; the environment wins. The variable's name is the
/// key's words in capitals: `operator: {name: …}` is `NBP_OPERATOR_NAME`. `SettingKey.all` is the list, with what each may
/// hold; a name or a value outside it refuses to start. Relative paths count from the working directory.
package struct Settings: Sendable {
    /// What the HTTP port is bound to.
    package let host: String
    package let port: Int
    /// Where people reach the server; decides what counts as ours, as secure and as local.
    package let baseURL: BaseURL
    /// What https is served with; nil for plain HTTP.
    package let tls: CertificateFiles?
    /// The port that leads plain HTTP to the base URL.
    package let redirectPort: Int?
    package let trustedProxies: TrustedProxies
    package let dataFolder: URL
    /// The SQLite file.
    package let databaseFile: URL
    package let blobFolder: URL
    package let masterKeyFile: URL
    /// Where the audit log's checkpoints are kept.
    package let witnessFile: URL
    /// The share folder that the operator named; without one it is looked for beside the executable.
    package let shareFolder: URL?
    package let contact: ContactCard
    package let metricsToken: Secret?
    /// Pictures that a visitor may make in a day on engines that cost nothing; nil is without a limit.
    package let guestImages: Int?
    package let memberImages: Int?
    package let staffImages: Int?
    /// The same for somebody with an account, on engines that cost whoever runs the server; without a limit on a local server.
    package let accountImages: Int
    package let logLevel: Logger.Level
    /// How many items of work run at once on this machine.
    package let workers: Int
    /// How many jobs wait at once, beside them, for engines that are servers.
    package let remoteJobs: Int
    package let mail: MailSettings
    /// With whom people may sign in, beside our own passwords; a list of the file.
    package let openID: [OpenIDProvider]
    /// What content credentials are signed with; nil for what the data directory holds.
    package let signing: SigningFiles?
    package let moderation: ModerationSettings
    package let engines: EngineSettings
    package let localModel: LocalModelSettings
    /// What counting how the site is used rests on.
    package let analyticsBasis: LegalBasis
    /// Periods that are shorter here than published; a list of the file.
    package let retention: [ShorterPeriod]
    package let requests: RequestSettings
    /// The port of the test controls; only in the build under test.
    package let testPort: Int?
    /// What was given, for `nbp doctor`; secrets are redacted.
    package let table: SettingsTable
}

/// Who runs the installation, as its pages and its privacy policy name them.
///
/// Complete once the base URL is not local; on a local server any part may be missing.
package struct ContactCard: Hashable, Sendable {
    package let email: EmailAddress?
    package let name: String?
    package let address: String?
    /// ISO 3166-1 alpha-2.
    package let country: String?
}
