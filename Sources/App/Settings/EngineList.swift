import Kernel
import Outbound

/// Engines with several keys or servers, as the file names them: `engines:`, a list of one entry a way.
///
/// Each has `kind` (gemini, openai, compatible, sdcpp, a1111, comfyui) and, if need be, `name` (as models call the engine: small letters,
/// digits and dashes; the kind without it), `url`, `key`, `concurrency`, `per_minute` and, for compatible hosts, `traits` (a list). Entries
/// of one name are one pool, and must be of one kind.
struct EngineList {
    private static let limit = 100
    private static let members = [
        "kind", "name", "url", "key", "concurrency", "per_minute", "traits",
    ]

    private(set) var ways: [EngineWay] = []
    private(set) var faults: [SettingFault] = []

    init(_ items: [SettingsItem]) {
        for item in items {
            var reader = ItemReader(item, members: Self.members)
            if let way = way(item, &reader) { add(way, &reader) }
            faults += reader.faults
        }
    }

    private func way(_ item: SettingsItem, _ reader: inout ItemReader) -> EngineWay? {
        let kinds = EngineWay.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        let kind = reader.required("kind", "one of \(kinds)") { EngineWay.Kind(rawValue: $0) }
        let name = reader.optional("name", "small letters, digits and dashes, at most 40") { text in
            text.utf8.count <= 40 ? HostLabel(text) : nil
        }
        let url = reader.optional("url", EngineWay.addressKind, EngineWay.address)
        let key = reader.optional("key", EngineWay.keyKind, EngineWay.key)
        let traitNames = EngineWay.Trait.allCases.map(\.rawValue).joined(separator: ", ")
        let traits = reader.list("traits", "a list of words of \(traitNames)") {
            EngineWay.Trait(rawValue: $0)
        }
        let concurrency = reader.number("concurrency", in: EngineWay.concurrencyRange)
        let perMinute = reader.number("per_minute", in: EngineWay.rateRange)
        guard let kind else { return nil }
        if !traits.isEmpty, kind != .compatible {
            reader.refuse("traits", "are for compatible hosts alone; leave them away")
        }
        let usual = kind.usualAddress.flatMap { OutboundURL($0) }
        guard let base = url ?? usual else {
            reader.refuse("url", "is missing; it must be \(EngineWay.addressKind)")
            return nil
        }
        if key == nil, [.gemini, .openAI].contains(kind), !base.isNearby {
            reader.refuse("key", "is missing; it must be \(EngineWay.keyKind)")
        }
        guard reader.faults.isEmpty, let engine = name ?? HostLabel(kind.rawValue) else { return nil }
        return EngineWay(
            engine: engine,
            kind: kind,
            base: base,
            key: key,
            traits: Set(traits),
            concurrency: concurrency ?? kind.usualConcurrency,
            perMinute: perMinute,
            place: item.place
        )
    }

    private mutating func add(_ way: EngineWay, _ reader: inout ItemReader) {
        guard ways.count < Self.limit else {
            return reader.refuse("kind", "is one way too many; name \(Self.limit) at most")
        }
        ways.append(way)
    }
}

extension EngineWay.Kind {
    /// Nil where the operator must say it.
    var usualAddress: String? {
        switch self {
        case .gemini: "https://generativelanguage.googleapis.com"
        case .openAI: "https://api.openai.com/v1"
        case .compatible, .sdcpp, .automatic1111, .comfyUI: nil
        }
    }
}
