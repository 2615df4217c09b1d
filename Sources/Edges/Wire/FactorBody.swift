/// What an account asks for besides its password.
public struct FactorsBody: Codable, Sendable, Hashable {
    /// Whether an authenticator app makes codes for it.
    public var oneTimeCode: Bool
    /// How many passkeys sign in to it.
    public var passkeys: Int
    /// How many recovery codes are left.
    public var recoveryCodesLeft: Int

    /// Makes a body of all its members.
    public init(oneTimeCode: Bool, passkeys: Int, recoveryCodesLeft: Int) {
        self.oneTimeCode = oneTimeCode
        self.passkeys = passkeys
        self.recoveryCodesLeft = recoveryCodesLeft
    }

    enum CodingKeys: String, CodingKey {
        case passkeys
        case oneTimeCode = "one_time_code"
        case recoveryCodesLeft = "recovery_codes_left"
    }
}

/// What `POST /api/account/factors/one-time-code` answers: a secret that its first code puts in force.
public struct OneTimeSecretBody: Codable, Sendable, Hashable {
    /// To be typed into an authenticator app.
    public var secret: String
    /// To be opened by one.
    public var otpauthURL: String

    /// Makes a body of all its members.
    public init(secret: String, otpauthURL: String) {
        self.secret = secret
        self.otpauthURL = otpauthURL
    }

    enum CodingKeys: String, CodingKey {
        case secret
        case otpauthURL = "otpauth_url"
    }
}

/// A code of a second factor, as typed.
public struct CodeBody: Codable, Sendable, Hashable {
    /// Of the app, or a recovery code where one is taken.
    public var code: String

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case code
    }
}

/// Recovery codes, told once.
public struct RecoveryCodesBody: Codable, Sendable, Hashable {
    /// Each takes the place of the second factor once; empty where the ones from before stay good.
    public var recoveryCodes: [String]

    /// Makes a body of all its members.
    public init(recoveryCodes: [String]) {
        self.recoveryCodes = recoveryCodes
    }

    enum CodingKeys: String, CodingKey {
        case recoveryCodes = "recovery_codes"
    }
}

/// What `POST /api/account/proof` takes.
public struct ProofBody: Codable, Sendable, Hashable {
    /// The account's password.
    public var password: String
    /// A code of the second factor, where there is one.
    public var code: String?

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case password, code
    }
}

/// One passkey of one's own.
public struct PasskeyBody: Codable, Sendable, Hashable {
    /// The passkey's id with us, `pky_…`.
    public var id: String
    /// What its person calls it.
    public var name: String
    /// RFC 3339, UTC.
    public var createdAt: String
    /// RFC 3339, UTC; null for one that has never signed in.
    public var usedAt: String?

    /// Makes a body of all its members.
    public init(
        id: String,
        name: String,
        createdAt: String,
        usedAt: String?
    ) {
        self.id = id
        self.name = name
        self.createdAt = createdAt
        self.usedAt = usedAt
    }

    enum CodingKeys: String, CodingKey {
        case id, name
        case createdAt = "created_at"
        case usedAt = "used_at"
    }

    /// Writes every member, null where there is none.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(name, forKey: .name)
        try container.encode(createdAt, forKey: .createdAt)
        try container.encode(usedAt, forKey: .usedAt)
    }
}

/// What `PATCH /api/account/passkeys/{id}` takes.
public struct PasskeyChangeBody: Codable, Sendable, Hashable {
    /// What to call it.
    public var name: String

    /// The names on the wire.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case name
    }
}
