import FoundationEssentials
import Kernel
import Outbound

/// The servers that make pictures, and what may go to them.
package struct EngineSettings: Sendable {
    let ways: [EngineWay]
    /// Who outside receives something; those alone to whom a way leads.
    let processors: [Processor]
    let graphsFolder: URL
    /// Rows of the operator's for the model registry; nil where there are none.
    let modelsFile: URL?
}

extension EngineSettings {
    /// Reads the settings, and demands what a server that is not local must have before anything leaves it.
    init(
        _ reader: inout SettingReader,
        _ file: SettingsFile,
        isLocal: Bool,
        country: String?,
        dataFolder: URL
    ) async {
        var ways: [EngineWay] = []
        ways += await Self.provider(.gemini, .geminiKey, .geminiBase, &reader)
        ways += await Self.provider(.openAI, .openAIKey, .openAIBase, &reader)
        ways += await Self.servers(.sdcpp, .sdcppURL, &reader)
        ways += await Self.servers(.automatic1111, .automatic1111URL, &reader)
        ways += await Self.servers(.comfyUI, .comfyUIURL, &reader)
        let (list, rows) = (EngineList(file.items(of: .engines)), ProcessorList(file.items(of: .processors)))
        reader.note(list.faults + rows.faults)
        ways += list.ways
        reader.note(Self.clashes(of: ways))
        self.ways = ways
        processors = Self.processors(of: ways, rows.rows, &reader, isLocal: isLocal, country: country)
        graphsFolder =
            await reader.read(.comfyUIGraphs, Settings.path) ?? dataFolder.appending(path: "comfyui")
        let usual = dataFolder.appending(path: "models.json")
        let isThere = FileManager.default.fileExists(atPath: usual.path)
        modelsFile = await reader.read(.modelsFile, Settings.path) ?? (isThere ? usual : nil)
    }

    /// Ways of one name are one pool: they must speak alike.
    ///
    /// The names of the engines that draw here are taken.
    private static func clashes(of ways: [EngineWay]) -> [SettingFault] {
        ways.compactMap { way in
            if Workshop.engineNames.contains(way.engine.text) {
                return SettingFault(
                    place: way.place,
                    reason: "is named as an engine of the product; give it another name"
                )
            }
            let first = ways.first { $0.engine == way.engine }
            guard let first, (first.kind, first.traits) != (way.kind, way.traits) else { return nil }
            return SettingFault(
                place: way.place,
                reason: "has the name \(way.engine.text) of ways that speak otherwise; give it another"
            )
        }
    }

    private static func provider(
        _ kind: EngineWay.Kind,
        _ key: SettingKey,
        _ base: SettingKey,
        _ reader: inout SettingReader
    ) async -> [EngineWay] {
        let secret = await reader.read(key) { text throws(Unfit) in
            guard let secret = EngineWay.key(text) else { throw .kind }
            return secret
        }
        let address = await reader.read(base) { text throws(Unfit) in
            guard let address = EngineWay.address(text) else { throw .kind }
            return address
        }
        let usual = kind.usualAddress.flatMap { OutboundURL($0) }
        // A server of one's own may know no keys.
        guard let url = address ?? usual, secret != nil || address?.isNearby == true else { return [] }
        // Whoever else speaks OpenAI's language may understand less of it.
        let isOther = kind == .openAI && url.origin != usual?.origin
        return [way(kind, speaking: isOther ? .compatible : kind, to: url, secret, place: key.variable)]
            .compactMap(\.self)
    }

    private static func servers(
        _ kind: EngineWay.Kind,
        _ key: SettingKey,
        _ reader: inout SettingReader
    ) async -> [EngineWay] {
        let urls = await reader.read(key) { text throws(Unfit) in
            guard let urls = EngineWay.addresses(text) else { throw .kind }
            return urls
        }
        return (urls ?? []).compactMap { way(kind, speaking: kind, to: $0, nil, place: key.variable) }
    }

    private static func way(
        _ engine: EngineWay.Kind,
        speaking kind: EngineWay.Kind,
        to base: OutboundURL,
        _ key: Secret?,
        place: String
    ) -> EngineWay? {
        HostLabel(engine.rawValue).map { name in
            EngineWay(
                engine: name,
                kind: kind,
                base: base,
                key: key,
                traits: [],
                concurrency: kind.usualConcurrency,
                perMinute: nil,
                place: place
            )
        }
    }

    /// The rows that ways lead to; on a local server a host that nobody listed gets one.
    private static func processors(
        of ways: [EngineWay],
        _ listed: [Processor],
        _ reader: inout SettingReader,
        isLocal: Bool,
        country: String?
    ) -> [Processor] {
        var used: [Processor] = []
        for way in ways where !way.isNearby {
            guard let row = listed.first(where: { $0.serves(way.base.origin) }) else {
                if isLocal {
                    if !used.contains(where: { $0.serves(way.base.origin) }) {
                        used += [Processor(unlisted: way.base)].compactMap(\.self)
                    }
                } else {
                    let reason =
                        "leads to \(way.base.host), who is no processor yet; name it in nbp.yaml under processors"
                    reader.note([SettingFault(place: way.place, reason: reason)])
                }
                continue
            }
            if !isLocal, let lack = row.lack(from: country) {
                reader.note([SettingFault(place: way.place, reason: lack)])
            }
            if !used.contains(where: { $0.id == row.id }) { used.append(row) }
        }
        return used
    }
}

extension Processor {
    /// What must be stated before a server that is not local may send anything; nil for nothing.
    fileprivate func lack(from operatorCountry: String?) -> String? {
        if contract == nil {
            return
                "sends people's words to \(id.text), which needs a contract first: state contract and signed for "
                + "id \(id.text) in nbp.yaml under processors"
        }
        guard safeguard == nil, !LegalArea.isShared(operatorCountry, country) else { return nil }
        return
            "sends people's words to \(country), which needs a safeguard first: state mechanism, assessment and "
            + "review_by for id \(id.text) in nbp.yaml under processors"
    }
}
