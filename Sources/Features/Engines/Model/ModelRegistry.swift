package import FoundationEssentials
package import Kernel

/// All models that this installation offers, by id and alias.
package struct ModelRegistry: Sendable {
    /// The alias of what is used when nobody chooses.
    package static let standard = "default"

    package let models: [Model]
    private let byName: [String: Model]
    /// Names of models whose engine this installation does not have.
    private let off: Set<String>

    /// - Throws: `ModelRegistryError` when two models share a name, or one names no ratio or resolution or contradicts itself.
    package init(_ models: [Model]) throws(ModelRegistryError) {
        try self.init(models, off: [])
    }

    private init(_ models: [Model], off: Set<String>) throws(ModelRegistryError) {
        var byName: [String: Model] = [:]
        for model in models {
            let isShaped = !model.resolutions.isEmpty && !model.aspectRatios.isEmpty
            guard !model.tasks.isEmpty, isShaped || model.sizes == .source else {
                throw .incomplete(model: model.id)
            }
            guard model.leastReferences <= model.mostReferences else {
                throw .referencesContradict(model: model.id)
            }
            for name in model.names {
                guard byName.updateValue(model, forKey: name) == nil else { throw .nameTaken(name) }
            }
        }
        self.models = models
        self.byName = byName
        self.off = off
    }

    /// Reads the registry's file: a JSON list of rows.
    package init(json: Data) throws {
        try self.init(JSONDecoder().decode([Model].self, from: json))
    }

    /// The same with an operator's rows, and without the models that no engine of this installation makes.
    ///
    /// A row of the operator's replaces the one of its id, or is added; `{"id": "sketch", "enabled": false}` takes one away. Retired
    /// models stay, to name their successors.
    /// - Parameters:
    ///   - changes: the operator's file, a JSON list like the product's; nil for none.
    ///   - rows: more models, such as the graphs that are approved.
    ///   - engines: those that this installation has, and where prompts go that each of them gets; nil for where its row says.
    /// - Returns: the registry of this installation.
    /// - Throws: `ModelRegistryError`, or what the decoder says of the file.
    package func changed(
        by changes: Data?,
        adding rows: [Model] = [],
        running engines: [String: String?]
    ) throws -> ModelRegistry {
        var all = models + rows
        for change in try changes.map({ try JSONDecoder().decode([ModelChange].self, from: $0) }) ?? [] {
            switch change {
            case .row(let row):
                if let index = all.firstIndex(where: { $0.id == row.id }) {
                    all[index] = row
                } else {
                    all.append(row)
                }
            case .off(let id): all.removeAll { $0.id == id }
            }
        }
        let placed = all.filter { engines[$0.engine] != nil }.map { model in
            (engines[model.engine] ?? nil).map(model.at) ?? model
        }
        for model in placed where !model.isElsewhere {
            let leaves = (model.fallbacks ?? []).contains { fallback in
                guard let place = engines[fallback.engine] else { return false }
                return place != Model.Place.here && place != Model.Place.own
            }
            if leaves { throw ModelRegistryError.leavesPlace(model: model.id) }
        }
        let taken = Set(placed.flatMap(\.names))
        let missing = all.filter { engines[$0.engine] == nil && taken.isDisjoint(with: $0.names) }
        // Those that have an end stay, to name their successors after it.
        let ending = missing.filter { $0.retires != nil }
        return try ModelRegistry(placed + ending, off: Set(missing.flatMap(\.names)))
    }

    /// The models that have not retired.
    package func offered(at moment: Timestamp) -> [Model] {
        models.filter { $0.isOffered(at: moment) && !off.contains($0.id) }
    }

    /// The model of an id or alias that does the task.
    ///
    /// `default` is each task's own: the model of that alias, else the first that does the task.
    /// - Throws: as `model(named:at:)`, or `task_unsupported`.
    package func model(
        named name: String,
        for task: Model.Task,
        at moment: Timestamp
    ) throws(Problem) -> Model {
        let named = try model(named: name, at: moment)
        if named.tasks.contains(task) { return named }
        guard name == Self.standard, let own = offered(at: moment).first(where: { $0.tasks.contains(task) })
        else { throw Problem(.taskUnsupported, field: "task") }
        return own
    }

    /// The model of an id or alias.
    /// - Throws: `Problem` `model_unknown`, `model_off` for one whose engine is not set up here, or `model_retired` with its
    ///   successor's name.
    package func model(named name: String, at moment: Timestamp) throws(Problem) -> Model {
        guard let model = byName[name] else {
            throw Problem(off.contains(name) ? .modelOff : .modelUnknown, field: "model")
        }
        guard model.isOffered(at: moment) else {
            throw Problem(.modelRetired, field: "model", ["replacement": model.replacement ?? "default"])
        }
        guard !off.contains(name) else { throw Problem(.modelOff, field: "model") }
        return model
    }
}

/// Why the registry's file cannot be used; the server does not start.
package enum ModelRegistryError: Error, Hashable, CustomStringConvertible {
    case incomplete(model: String)
    case nameTaken(String)
    /// It needs more pictures than it takes.
    case referencesContradict(model: String)
    /// Its first engine is the operator's own, and a fallback is not: words would go where nobody is told.
    case leavesPlace(model: String)

    package var description: String {
        switch self {
        case .incomplete(let model): "models.json: \(model) names no task, ratio or resolution"
        case .nameTaken(let name): "models.json: two models are called \(name)"
        case .referencesContradict(let model):
            "models.json: \(model) needs more pictures (least_references) than it takes (most_references)"
        case .leavesPlace(let model):
            "models.json: \(model) is drawn on servers of yours and falls back to somebody else's; make it another model"
        }
    }
}

/// A row of an operator's file.
private enum ModelChange: Decodable {
    case row(Model)
    case off(String)

    private enum Member: String, CodingKey {
        case id, enabled
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Member.self)
        if try container.decodeIfPresent(Bool.self, forKey: .enabled) == false {
            self = .off(try container.decode(String.self, forKey: .id))
        } else {
            self = .row(try Model(from: decoder))
        }
    }
}
