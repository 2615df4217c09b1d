import Yams

/// A setting that is a list, and so stands in the file only.
enum SettingList: String, CaseIterable, Sendable {
    case openID = "openid"
    case retention
    case agents
    case engines
    case processors
}

/// One entry of a list, before it is understood.
struct SettingsItem {
    enum Value {
        case text(String)
        case texts([String])
    }

    /// Where it was written: `openid[1] in /srv/nbp.yaml`.
    let place: String
    let values: [String: Value]

    /// Nil for what is no mapping, or holds more than texts and lists of texts.
    init?(_ node: Node, place: String) {
        guard case .mapping(let mapping) = node else { return nil }
        var values: [String: Value] = [:]
        for (key, value) in mapping {
            guard let name = key.string, let value = Value(value) else { return nil }
            values[name] = value
        }
        self.place = place
        self.values = values
    }
}

extension SettingsItem.Value {
    fileprivate init?(_ node: Node) {
        switch node {
        case .scalar(let scalar):
            self = .text(scalar.string)
        case .sequence(let sequence):
            let texts = sequence.compactMap(\.scalar?.string)
            guard texts.count == sequence.count else { return nil }
            self = .texts(texts)
        case .mapping, .alias:
            return nil
        }
    }
}
