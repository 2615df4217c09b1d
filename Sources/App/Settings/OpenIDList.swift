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
            let before = faults.count
            checkNames(of: item)
            let id = read("id", of: item, "small letters, digits and dashes, at most 32") {
                OpenIDProvider.ID($0)
            }
            let name = read("name", of: item, "1 to \(Self.longestName) characters in one line", Self.words)
            let issuer = read("issuer", of: item, "an https address without a query") {
                OpenIDProvider.Issuer($0, isLocal: isLocal)
            }
            let kind = "1 to \(Self.credentialLengths.upperBound) visible ASCII characters"
            let clientID = read("client_id", of: item, kind, Self.credential)
            let secret = read("client_secret", of: item, kind, isSecret: true, Self.credential)
            let scopes = scopes(of: item)
            guard let id, let name, let issuer, let clientID, let secret, faults.count == before else {
                continue
            }
            add(
                OpenIDProvider(
                    id: id,
                    name: name,
                    issuer: issuer,
                    clientID: clientID,
                    clientSecret: Secret(secret),
                    scopes: scopes
                ),
                item
            )
        }
    }

    private mutating func add(_ provider: OpenIDProvider, _ item: SettingsItem) {
        guard !providers.contains(where: { $0.id == provider.id }) else {
            return refuse(item, "id", "is another provider's too; give each its own")
        }
        guard providers.count < Self.limit else {
            return refuse(item, "id", "is one too many; name \(Self.limit) at most")
        }
        providers.append(provider)
    }

    private mutating func checkNames(of item: SettingsItem) {
        for name in item.values.keys.sorted() where !Self.members.contains(name) {
            refuse(item, name, "is no member; there are \(Self.members.joined(separator: ", "))")
        }
    }

    private mutating func read<Value>(
        _ name: String,
        of item: SettingsItem,
        _ kind: String,
        isSecret: Bool = false,
        _ parse: (String) -> Value?
    ) -> Value? {
        guard let given = item.values[name] else {
            refuse(item, name, "is missing; it must be \(kind)")
            return nil
        }
        guard case .text(let text) = given, let value = parse(text) else {
            refuse(item, name, "must be \(kind)")
            return nil
        }
        return value
    }

    private mutating func scopes(of item: SettingsItem) -> [String] {
        guard let given = item.values["scopes"] else { return OpenIDProvider.usualScopes }
        guard case .texts(let words) = given, (1...20).contains(words.count),
            words.allSatisfy({ $0.wholeMatch(of: /[!#-\[\]-~]{1,200}/) != nil })
        else {
            refuse(item, "scopes", "must be a list of 1 to 20 words")
            return []
        }
        return words
    }

    private mutating func refuse(_ item: SettingsItem, _ name: String, _ reason: String) {
        faults.append(SettingFault(place: "\(item.place): \(name)", reason: reason))
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
