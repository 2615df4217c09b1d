extension SettingKey {
    static let smtpURL = SettingKey(
        "smtp",
        "url",
        meaning: "the mail server that takes our mails",
        kind:
            "smtp:// (STARTTLS) or smtps://, name:password@ if need be, percent-encoded, a host, and a port if need be",
        standard: "none: mails are written as .eml to outbox in the data directory",
        isSecret: true
    )
    static let smtpAuthorities = SettingKey(
        "smtp",
        "ca",
        meaning: "the certificates, in PEM, that the mail server's is checked against",
        kind: "a path",
        standard: "the system's"
    )
    static let mailFrom = SettingKey(
        "mail",
        "from",
        meaning: "who mails are from",
        kind:
            "an e-mail address in ASCII, or a name of up to 100 characters and the address in angle brackets",
        standard: "Nano Banana Pro <no-reply@…> with the base URL's host; required once a mail server is set"
    )
    static let dkimKey = SettingKey(
        "dkim",
        "key",
        meaning: "the file of the private key that signs mails, RSA or Ed25519 in PEM",
        kind: "a path",
        standard: "none: mails are not signed"
    )
    static let dkimDomain = SettingKey(
        "dkim",
        "domain",
        meaning: "the domain that signs",
        kind: "a host name with a dot",
        standard: "none; required with the key"
    )
    static let dkimSelector = SettingKey(
        "dkim",
        "selector",
        meaning: "which of the domain's keys it is",
        kind: "a host name",
        standard: "none; required with the key"
    )
}
