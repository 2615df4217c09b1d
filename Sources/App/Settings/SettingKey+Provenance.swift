extension SettingKey {
    static let signingCertificate = SettingKey(
        "c2pa",
        "cert",
        meaning: "the certificates that content credentials are signed under, in PEM, the signer's own first",
        kind: "a path",
        standard: "none; keys/credentials.pem in the data directory is made and used"
    )
    static let signingKey = SettingKey(
        "c2pa",
        "key",
        meaning: "the key of the first of these certificates, P-256 in PEM without a passphrase",
        kind: "a path",
        standard: "none; required with NBP_C2PA_CERT"
    )
}
