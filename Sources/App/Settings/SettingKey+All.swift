extension SettingKey {
    /// Every setting of the product, and the one of the build under test at the end.
    package static let all: [SettingKey] =
        [
            host, port, baseURL, dataFolder, database, blobs, masterKeyFile, auditWitness, shareFolder,
            contactEmail,
            operatorName,
            operatorAddress, operatorCountry, timeZone, complaintAuthority, tlsCertificate, tlsKey,
            redirectPort,
            trustedProxies, metricsToken,
            guestImages, memberImages, staffImages, logLevel, workers, remoteJobs, smtpURL, smtpAuthorities,
            mailFrom, dkimKey,
            dkimDomain,
            dkimSelector,
            signingCertificate, signingKey,
            blockList, classifierReview, classifierRefuse, localModel, localModelServer,
            analyticsBasis,
        ] + engines + [testPort]

    static let portRange = 1...65_535
    static let guestImagesRange = 0...1_000_000
    static let workersRange = 1...64
    static let remoteJobsRange = 1...256
    static let tokenLengths = 16...200

    static let host = SettingKey(
        "host",
        meaning: "what the server listens on",
        kind: "an IP address or a host name, without a port",
        standard: "127.0.0.1"
    )
    static let port = SettingKey(
        "port",
        meaning: "the port that the server listens on",
        kind: "a number from 1 to 65535",
        standard: "8080"
    )
    static let baseURL = SettingKey(
        "base_url",
        meaning: "where people reach the server",
        kind: "http:// or https://, a host, and a port if need be, with nothing behind",
        standard: "http://localhost: and the port, https with NBP_TLS_CERT"
    )
    static let dataFolder = SettingKey(
        "data_dir",
        meaning: "where database, pictures, keys and mails lie",
        kind: "a path",
        standard: "var"
    )
    static let database = SettingKey(
        "database_url",
        meaning: "the database",
        kind: "sqlite: and a path",
        standard: "nbp.sqlite in the data directory",
        isSecret: true  // other databases' URLs hold passwords, and may be put here by mistake
    )
    static let blobs = SettingKey(
        "blob_url",
        meaning: "where pictures lie",
        kind: "file: and a path",
        standard: "blobs in the data directory"
    )
    static let masterKeyFile = SettingKey(
        "master_key_file",
        meaning: "the file of the installation's key",
        kind: "a path",
        standard: "keys/master.key in the data directory"
    )
    static let auditWitness = SettingKey(
        "audit",
        "witness",
        meaning: "where the audit log's signed checkpoints are kept, best on other storage than the database",
        kind: "a path, in a folder that is there",
        standard: "audit/witness.log in the data directory"
    )
    static let shareFolder = SettingKey(
        "share_dir",
        meaning: "templates, assets and drawings of the product",
        kind: "a path",
        standard: "share beside the executable, or share/nano-banana-pro beside its folder"
    )
    static let contactEmail = SettingKey(
        "contact",
        "email",
        meaning: "where people write about their data",
        kind: "an e-mail address",
        standard: "none; required once the base URL is not local"
    )
    static let operatorName = SettingKey(
        "operator",
        "name",
        meaning: "who runs the server",
        kind: "1 to 200 characters in one line",
        standard: "none; required once the base URL is not local"
    )
    static let operatorAddress = SettingKey(
        "operator",
        "address",
        meaning: "where who runs the server can be reached by post",
        kind: "1 to 500 characters",
        standard: "none; required once the base URL is not local"
    )
    static let operatorCountry = SettingKey(
        "operator",
        "country",
        meaning: "the country of who runs the server",
        kind: "two capital letters (ISO 3166-1 alpha-2)",
        standard: "none; required once the base URL is not local"
    )
    static let tlsCertificate = SettingKey(
        "tls",
        "cert",
        meaning:
            "the certificates that https is served with, in PEM, the server's own first; followed when it changes",
        kind: "a path",
        standard: "none; the server speaks plain HTTP"
    )
    static let tlsKey = SettingKey(
        "tls",
        "key",
        meaning: "the certificate's key, in PEM without a passphrase",
        kind: "a path",
        standard: "none; required with NBP_TLS_CERT"
    )
    static let redirectPort = SettingKey(
        "http",
        "redirect_port",
        meaning: "a second port, which leads plain HTTP to the base URL",
        kind: "a number from 1 to 65535",
        standard: "none"
    )
    static let trustedProxies = SettingKey(
        "trusted_proxies",
        meaning: "the proxies whose X-Forwarded-For and X-Forwarded-Proto are believed",
        kind: "addresses and networks such as 10.0.0.0/8, separated by commas",
        standard: "none; the other end of a connection is the client"
    )
    static let metricsToken = SettingKey(
        "metrics",
        "token",
        meaning: "what a reader of /metrics sends as its bearer token",
        kind: "16 to 200 visible ASCII characters without blanks",
        standard: "none; /metrics answers direct loopback requests on a local server only",
        isSecret: true
    )
    static let guestImages = SettingKey(
        "guest",
        "images",
        meaning: "pictures a visitor and day without an account, on engines that cost nothing",
        kind: "a number from 0 to 1000000, or the word unlimited",
        standard: "unlimited on a local server, else 20"
    )
    static let memberImages = SettingKey(
        "member",
        "images",
        meaning: "pictures that somebody with an account may make in a day on engines that cost nothing",
        kind: "a number from 0 to 1000000, or the word unlimited",
        standard: "unlimited on a local server, else 200"
    )
    static let staffImages = SettingKey(
        "staff",
        "images",
        meaning: "pictures that somebody of the staff may make in a day on engines that cost nothing",
        kind: "a number from 0 to 1000000, or the word unlimited",
        standard: "unlimited"
    )
    static let logLevel = SettingKey(
        "log",
        "level",
        meaning: "the least grave lines that are logged",
        kind: "one of trace, debug, info, notice, warning, error, critical",
        standard: "info"
    )
    static let workers = SettingKey(
        "workers",
        meaning: "how many items of work run at once on this machine",
        kind: "a number from 1 to 64",
        standard: "one for each processor core"
    )
    static let remoteJobs = SettingKey(
        "remote",
        "jobs",
        meaning: "how many jobs wait at once, beside the work on this machine, for engines that are servers",
        kind: "a number from 1 to 256",
        standard: "16"
    )
    static let analyticsBasis = SettingKey(
        "analytics",
        "basis",
        meaning: "what counting how the site is used rests on",
        kind: "one of consent, legitimate_interests",
        standard: "consent"
    )
    static let testPort = SettingKey(
        "test_port",
        meaning: "the port of the test controls, in nbp-under-test alone",
        kind: "a number from 1 to 65535",
        standard: "none"
    )
}
