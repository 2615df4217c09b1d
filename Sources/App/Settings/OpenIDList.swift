import Accounts
import Kernel

/// The providers with whom people may sign in, as the file names them: `openid:`, a list.
///
/// Each has `id` (small letters, digits, dashes, at most 32), `name` (1 to 60 characters), `issuer` (an https address; on a local server
/// http of this machine too), `client_id` (1 to 500 visible characters), `client_secret` (the same; secret) and, if need be, `scopes` (a
/// list of words; `openid`, `email` and `profile` without it). Nothing else.
struct OpenIDList {
    private static let limit = 20
    private static let longestName = 60
    private static let credentialLengths = 1...500
    private static let members = ["id", "name", "issuer", "client_id", "client_secret", "scopes"]

    private(set) var providers: [OpenIDProvider] = []
    private(set) var faults: [SettingFault] = []

    init(_ items: [SettingsItem], isLocal: Bool) {
        for item in items {
            var reader = ItemReader(item, members: Self.members)
            if let provider = Self.provider(&reader, isLocal: isLocal) { add(provider, &reader) }
            faults += reader.faults
        }
    }

    private static func provider(_ reader: inout ItemReader, isLocal: Bool) -> OpenIDProvider? {
        let id = reader.required("id", "small letters, digits and dashes, at most 32") {
            OpenIDProvider.ID($0)
        }
        let name = reader.required("name", "1 to \(longestName) characters in one line", words)
        let issuer = reader.required("issuer", "an https address without a query") {
            OpenIDProvider.Issuer($0, isLocal: isLocal)
        }
        let kind = "1 to \(credentialLengths.upperBound) visible ASCII characters"
        let clientID = reader.required("client_id", kind, credential)
        let secret = reader.required("client_secret", kind, credential)
        let scopes = reader.list("scopes", "a list of 1 to 20 words") { text in
            text.wholeMatch(of: /[!#-\[\]-~]{1,200}/) == nil ? nil : text
        }
        if scopes.count > 20 { reader.refuse("scopes", "must be a list of 1 to 20 words") }
        guard let id, let name, let issuer, let clientID, let secret, reader.faults.isEmpty else {
            return nil
        }
        return OpenIDProvider(
            id: id,
            name: name,
            issuer: issuer,
            clientID: clientID,
            clientSecret: Secret(secret),
            scopes: scopes.isEmpty ? OpenIDProvider.usualScopes : scopes
        )
    }

    private mutating func add(_ provider: OpenIDProvider, _ reader: inout ItemReader) {
        guard !providers.contains(where: { $0.id == provider.id }) else {
            return reader.refuse("id", "is another provider's too; give each its own")
        }
        guard providers.count < Self.limit else {
            return reader.refuse("id", "is one too many; name \(Self.limit) at most")
        }
        providers.append(provider)
    }

    private static func words(_ text: String) -> String? {
        let isPlain = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        return isPlain && (1...longestName).contains(text.count) && text.contains { !$0.isWhitespace }
            ? text : nil
    }

    private static func credential(_ text: String) -> String? {
        let isVisible = text.utf8.allSatisfy { 0x21...0x7E ~= $0 }
        return isVisible && credentialLengths.contains(text.utf8.count) ? text : nil
    }
}
