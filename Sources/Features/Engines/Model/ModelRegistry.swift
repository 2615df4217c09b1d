package import FoundationEssentials
package import Kernel

/// All models that this installation offers, by id and alias.
package struct ModelRegistry: Sendable {
    package let models: [Model]
    private let byName: [String: Model]

    /// - Throws: `ModelRegistryError` when two models share a name, or one names no ratio or resolution.
    package init(_ models: [Model]) throws(ModelRegistryError) {
        var byName: [String: Model] = [:]
        for model in models {
            guard !model.tasks.isEmpty, !model.resolutions.isEmpty, !model.aspectRatios.isEmpty else {
                throw .incomplete(model: model.id)
            }
            for name in [model.id] + model.aliases {
                guard byName.updateValue(model, forKey: name) == nil else { throw .nameTaken(name) }
            }
        }
        self.models = models
        self.byName = byName
    }

    /// Reads the registry's file: a JSON list of rows.
    package init(json: Data) throws {
        try self.init(JSONDecoder().decode([Model].self, from: json))
    }

    /// The models that have not retired.
    package func offered(at moment: Timestamp) -> [Model] {
        models.filter { $0.isOffered(at: moment) }
    }

    /// The model of an id or alias.
    /// - Throws: `Problem` `model_unknown`, or `model_retired` with its successor's name.
    package func model(named name: String, at moment: Timestamp) throws(Problem) -> Model {
        guard let model = byName[name] else { throw Problem(.modelUnknown, field: "model") }
        guard model.isOffered(at: moment) else {
            throw Problem(.modelRetired, field: "model", ["replacement": model.replacement ?? "default"])
        }
        return model
    }
}

/// Why the registry's file cannot be used; the server does not start.
package enum ModelRegistryError: Error, Hashable, CustomStringConvertible {
    case incomplete(model: String)
    case nameTaken(String)

    package var description: String {
        switch self {
        case .incomplete(let model): "models.json: \(model) names no task, ratio or resolution"
        case .nameTaken(let name): "models.json: two models are called \(name)"
        }
    }
}
