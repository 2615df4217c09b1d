import Foundation
package import Privacy

/// By which calendar requests about data are answered, where people can complain, and which agents may ask for others.
package struct RequestSettings: Sendable {
    /// The name of a time zone.
    package let zone: String
    package let authority: String?
    package let agents: [Agent]
}

extension RequestSettings {
    private static let longestAuthority = 300

    init(_ reader: inout SettingReader, agents items: [SettingsItem]) async {
        zone =
            await reader.read(.timeZone) { text throws(Unfit) in
                guard TimeZone(identifier: text) != nil else { throw .kind }
                return text
            } ?? "UTC"
        authority = await reader.read(.complaintAuthority) { text throws(Unfit) in
            let isPlain = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            guard isPlain, (1...Self.longestAuthority).contains(text.count),
                text.contains(where: { !$0.isWhitespace })
            else { throw .kind }
            return text
        }
        let list = AgentList(items)
        reader.note(list.faults)
        agents = list.agents
    }
}

extension SettingKey {
    static let timeZone = SettingKey(
        "operator",
        "time_zone",
        meaning: "by whose days the deadlines of requests about data are counted",
        kind: "the name of a time zone, such as Asia/Taipei",
        standard: "UTC"
    )
    static let complaintAuthority = SettingKey(
        "operator",
        "complaints",
        meaning: "the authority where people can complain about how their data is handled, with its address",
        kind: "1 to 300 characters in one line",
        standard: "none: people are told that it is the one of the country where they live"
    )
}

/// The agents whom people may authorise, as the file names them: `agents:`, a list (Data Rights Protocol 1.0).
///
/// Each has `id` (capital letters and `_`), `name` (1 to 60 characters), `verify_key` (an Ed25519 public key in base64),
/// `business_id` (what the agent calls us, capital letters and `_`) and, if need be, `callback_base` (scheme and host of its
/// callbacks, where they are no public addresses). Nothing else.
struct AgentList {
    private static let limit = 100
    private static let members = ["id", "name", "verify_key", "business_id", "callback_base"]

    private(set) var agents: [Agent] = []
    private(set) var faults: [SettingFault] = []

    init(_ items: [SettingsItem]) {
        for item in items {
            for name in item.values.keys.sorted() where !Self.members.contains(name) {
                refuse(item, name, "is no member; there are \(Self.members.joined(separator: ", "))")
            }
            guard let id = text("id", of: item), let name = text("name", of: item),
                let key = text("verify_key", of: item), let business = text("business_id", of: item)
            else { continue }
            var callbacks: String?
            if case .text(let base)? = item.values["callback_base"] { callbacks = base }
            let agent = Data(base64Encoded: key).flatMap {
                Agent(id: id, name: name, key: $0, business: business, callbacks: callbacks)
            }
            guard let agent else {
                refuse(
                    item,
                    "id",
                    "or its verify_key or business_id is malformed; ids are capital letters and _, the key is 32 bytes in base64"
                )
                continue
            }
            guard !agents.contains(where: { $0.id == id }) else {
                refuse(item, "id", "is another agent's too; give each its own")
                continue
            }
            guard agents.count < Self.limit else {
                refuse(item, "id", "is one too many; name \(Self.limit) at most")
                continue
            }
            agents.append(agent)
        }
    }

    private mutating func text(_ name: String, of item: SettingsItem) -> String? {
        guard case .text(let text)? = item.values[name], (1...200).contains(text.count) else {
            refuse(item, name, "is missing; it must be 1 to 200 characters")
            return nil
        }
        return text
    }

    private mutating func refuse(_ item: SettingsItem, _ name: String, _ reason: String) {
        faults.append(SettingFault(place: "\(item.place): \(name)", reason: reason))
    }
}
