import Engines
import FoundationEssentials
import Gateways
import Imaging
import Kernel
import Outbound

/// The engines elsewhere that the settings name: lanes, where their words go, and what may be asked of whom.
package struct EngineHall: Sendable {
    /// Without any.
    static let empty = EngineHall(stands: [], processors: [], graphs: [:])

    /// One engine with its ways.
    struct Stand: Sendable {
        let engine: HostLabel
        let kind: EngineWay.Kind
        let traits: Set<EngineWay.Trait>
        let lanes: [LanePool.Way]
        /// Where its words go, for the rows of its models; nil for where the row says.
        let place: String?
    }

    let stands: [Stand]
    let processors: [Processor]
    let graphs: [String: ComfyGraph]

    private init(stands: [Stand], processors: [Processor], graphs: [String: ComfyGraph]) {
        self.stands = stands
        self.processors = processors
        self.graphs = graphs
    }

    /// What the settings name, with ComfyUI's graphs read, and the model of this machine.
    /// - Throws: `ComfyGraphError` for a graph that is not right.
    init(_ settings: EngineSettings, _ localModel: LocalModel? = nil) throws {
        let ways = settings.ways + [localModel?.way].compactMap(\.self)
        var order: [HostLabel] = []
        for way in ways where !order.contains(way.engine) { order.append(way.engine) }
        stands = order.compactMap { engine in
            Stand(engine, ways.filter { $0.engine == engine }, settings.processors)
        }
        processors = settings.processors
        let files = try Self.files(in: settings.graphsFolder)
        graphs = stands.contains { $0.kind == .comfyUI } ? try ComfyGraph.library(files) : [:]
    }

    private static func files(in folder: URL) throws -> [(name: String, json: Data)] {
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return try names.filter { $0.hasSuffix(".json") }.sorted().map { name in
            (name, try Data(contentsOf: folder.appending(path: name)))
        }
    }

    /// Which local engines may be asked where.
    var localEngines: [HostLabel: Set<OutboundURL.Origin>] {
        var origins: [HostLabel: Set<OutboundURL.Origin>] = [:]
        for lane in stands.flatMap(\.lanes).map(\.lane) {
            if case .localEngine(let label) = lane.destination { origins[label] = [lane.base.origin] }
        }
        return origins
    }

    /// The engines that there are, and where words go that each of them gets.
    var places: [String: String?] {
        Dictionary(stands.map { ($0.engine.text, $0.place) }) { first, _ in first }
    }

    /// A model for each approved graph of ComfyUI.
    var graphModels: [Model] {
        guard let stand = stands.first(where: { $0.kind == .comfyUI }) else { return [] }
        return graphs.values.sorted { $0.id < $1.id }.map { graph in
            Model.graph(
                graph.id,
                named: graph.label,
                engine: stand.engine.text,
                references: graph.imageCount,
                takesMask: graph.takesMask,
                takesNegative: graph.takesNegativePrompt
            )
        }
    }

    /// Who asks them; nil without any.
    func router(_ supplies: Supplies) -> Router? {
        guard !stands.isEmpty else { return nil }
        var stations: [String: Station] = [:]
        for stand in stands {
            stations[stand.engine.text] = Station(
                gateway: gateway(of: stand, supplies),
                pool: LanePool(stand.lanes, clock: supplies.clock),
                isOwn: stand.kind.isOwn
            )
        }
        return Router(
            stations,
            journal: supplies.journal,
            clock: supplies.clock,
            randomness: supplies.randomness,
            ids: supplies.ids
        )
    }

    /// The engines, by the names that models call them by; all of them are one router's.
    func engines(
        of router: Router?,
        _ imaging: Imaging,
        _ clock: Clock
    ) -> [String: any Engine] {
        guard let router else { return [:] }
        let fitting = stands.filter { [.sdcpp, .automatic1111].contains($0.kind) }.map(\.engine.text)
        let remembering = stands.filter { $0.kind == .gemini }.map(\.engine.text)
        let engine = RemoteEngine(
            router: router,
            fitting: Set(fitting),
            remembering: Set(remembering),
            imaging: imaging,
            clock: clock
        )
        return Dictionary(uniqueKeysWithValues: stands.map { ($0.engine.text, engine) })
    }

    private func gateway(of stand: Stand, _ supplies: Supplies) -> any Gateway {
        let (outbound, clock) = (supplies.outbound, supplies.clock)
        return switch stand.kind {
        case .gemini: Gemini(outbound: outbound, clock: clock)
        case .openAI, .compatible:
            OpenAIImages(
                outbound: outbound,
                traits: stand.kind == .openAI ? .openAI : HostTraits(compatible: stand.traits),
                clock: clock,
                randomness: supplies.randomness,
                paintMask: supplies.imaging.clearMask
            )
        case .sdcpp: StableDiffusionServer(outbound: outbound, clock: clock)
        case .automatic1111: Automatic1111(outbound: outbound, clock: clock)
        case .comfyUI:
            ComfyUI(outbound: outbound, graphs: graphs, clock: clock, randomness: supplies.randomness)
        }
    }

    /// What engines are made of.
    struct Supplies: Sendable {
        let outbound: Outbound
        let imaging: Imaging
        let journal: any CallJournal
        let clock: Clock
        let randomness: Randomness
        let ids: IDs
    }
}

extension EngineHall.Stand {
    /// Nil without a way.
    fileprivate init?(_ engine: HostLabel, _ ways: [EngineWay], _ processors: [Processor]) {
        guard let first = ways.first else { return nil }
        self.engine = engine
        kind = first.kind
        traits = ways.reduce(into: []) { $0.formUnion($1.traits) }
        lanes = ways.enumerated().compactMap { number, way in
            HostLabel("\(engine.text)-\(number + 1)").map { label in
                let lane = Lane(
                    label: label,
                    base: way.base,
                    key: way.key,
                    destination: Self.destination(of: way, label, processors)
                )
                let limits = LanePool.Limits(concurrency: way.concurrency, perMinute: way.perMinute)
                return LanePool.Way(lane, limits, isReady: way.isReady)
            }
        }
        // What stands before somebody else's model, on this machine even, sends words on to them.
        let isHere = ways.allSatisfy { $0.base.isThisMachine }
        let country = processors.first { $0.serves(first.base.origin) }?.country
        place = kind.isOwn ? (isHere ? Model.Place.here : Model.Place.own) : (first.isNearby ? nil : country)
    }

    private static func destination(
        of way: EngineWay,
        _ label: HostLabel,
        _ processors: [Processor]
    ) -> Destination {
        guard !way.isNearby, let row = processors.first(where: { $0.serves(way.base.origin) }) else {
            return .localEngine(label)
        }
        return .processor(row.id, carrying: [])
    }
}

extension LocalModel {
    /// Another server of stable-diffusion.cpp, asked while ours holds its port.
    fileprivate var way: EngineWay? {
        OutboundURL(address).map { base in
            EngineWay(
                engine: "sdcpp",
                kind: .sdcpp,
                base: base,
                key: nil,
                traits: [],
                concurrency: EngineWay.Kind.sdcpp.usualConcurrency,
                perMinute: nil,
                place: SettingKey.localModel.variable,
                isReady: { isReady }
            )
        }
    }
}

extension HostTraits {
    fileprivate init(compatible traits: Set<EngineWay.Trait>) {
        self = .compatible
        masks = traits.contains(.masks)
        manyPictures = traits.contains(.manyPictures)
        streams = traits.contains(.streams)
        seed = traits.contains(.seed)
        negativePrompt = traits.contains(.negativePrompt)
        edits = !traits.contains(.noEdits)
        models = !traits.contains(.noModels)
    }
}
