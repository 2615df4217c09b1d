package import Kernel

/// Whom a provider vouches for.
///
/// `issuer` and `subject` together name the person, for ever; everything else may change.
package struct OpenIDIdentity: Sendable {
    private static let longestName = 200

    package let provider: OpenIDProvider.ID
    package let issuer: String
    package let subject: String
    package let email: EmailAddress?
    /// Whether the provider says that the address is this person's; without an address, false.
    package let isEmailVerified: Bool
    package let name: String?
    package let language: Language?
    /// What the person wanted of the provider.
    package let errand: OpenIDErrand
    /// Where the person wanted to be.
    package let page: String

    init(
        _ provider: OpenIDProvider,
        _ subject: String,
        _ profile: OpenIDProfile,
        _ state: OpenIDState
    ) {
        self.provider = provider.id
        issuer = provider.issuer.text
        self.subject = subject
        email = profile.email.flatMap { EmailAddress($0) }
        isEmailVerified = email != nil && profile.isEmailVerified
        name = profile.name.flatMap(Self.plain)
        language = profile.locale.flatMap { Language(tag: $0.replacing("_", with: "-")) }
        errand = state.errand
        page = state.page
    }

    /// Somebody who has been vouched for before.
    init(
        provider: OpenIDProvider.ID,
        issuer: String,
        subject: String,
        verified email: EmailAddress,
        name: String?
    ) {
        self.provider = provider
        self.issuer = issuer
        self.subject = subject
        self.email = email
        isEmailVerified = true
        self.name = name
        language = nil
        errand = .signIn
        page = "/"
    }

    /// One line without what could disturb a page, or nil.
    private static func plain(_ name: String) -> String? {
        let scalars = name.unicodeScalars.filter {
            ![.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
        }
        let words = String(String.UnicodeScalarView(scalars)).split(separator: " ").joined(separator: " ")
        return words.isEmpty ? nil : String(words.prefix(longestName))
    }
}

extension OpenIDIdentity: CustomStringConvertible, CustomReflectable {
    /// Personal data: prints redacted.
    package var description: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// The claims about a person that we read, from the ID token or from the user info (Core 1.0, section 5.1).
struct OpenIDProfile: Decodable, Sendable {
    var email: String?
    var isEmailVerified = false
    var name: String?
    var locale: String?

    private enum CodingKeys: String, CodingKey {
        case email
        case isEmailVerified = "email_verified"
        case name
        case locale
    }

    /// A claim of another type counts as missing; some providers write `"true"` for true.
    init(from decoder: any Decoder) throws {
        let claims = try decoder.container(keyedBy: CodingKeys.self)
        email = try? claims.decode(String.self, forKey: .email)
        name = try? claims.decode(String.self, forKey: .name)
        locale = try? claims.decode(String.self, forKey: .locale)
        let word = try? claims.decode(String.self, forKey: .isEmailVerified)
        isEmailVerified = (try? claims.decode(Bool.self, forKey: .isEmailVerified)) ?? (word == "true")
    }
}
