package import FoundationEssentials
package import Kernel

/// A list of steps as it is stored and handed on: `{"version":1,"steps":[…]}`.
package struct EditRecipe: Hashable, Sendable {
    /// Grows when a step's meaning changes.
    package static let version = 1
    package static let mostSteps = 50

    package let steps: [EditStep]

    /// - Throws: `Problem` for none or too many.
    package init(_ steps: [EditStep], field: String = "steps") throws(Problem) {
        guard !steps.isEmpty else { throw Problem(.missingField, field: field) }
        guard steps.count <= Self.mostSteps else {
            throw Problem(.editTooManySteps, field: field, ["limit": "\(Self.mostSteps)"])
        }
        self.steps = steps
    }

    /// Reads a JSON list of steps.
    /// - Throws: `Problem` that names the step and its member: `steps[2].amount`.
    package init(json: Data, field: String = "steps") throws(Problem) {
        do {
            let wrapped = Data("{\"\(field)\":".utf8) + json + Data("}".utf8)
            let list = try JSONDecoder().decode([String: Steps].self, from: wrapped)
            guard list.count == 1, let steps = list[field] else { throw Problem(.malformedBody) }
            self = steps.recipe
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem(.malformedBody)
        }
    }

    /// The list, as JSON with members in the order of the alphabet.
    package var json: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(steps)
        }
    }
}

extension EditRecipe: Codable {
    enum CodingKeys: String, CodingKey {
        case version, steps
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let version = try container.decode(Int.self, forKey: .version)
        guard version == Self.version else {
            throw Problem(.valueUnknown, field: "version", ["known": "\(Self.version)"])
        }
        self = try container.decode(Steps.self, forKey: .steps).recipe
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.version, forKey: .version)
        try container.encode(steps, forKey: .steps)
    }

    /// Counts before it reads on, so that a list of a million steps costs nothing.
    private struct Steps: Decodable {
        let recipe: EditRecipe

        init(from decoder: any Decoder) throws {
            let field = decoder.codingPath.field ?? "steps"
            guard var items = try? decoder.unkeyedContainer() else {
                throw Problem(.wrongFieldType, field: field)
            }
            var steps: [EditStep] = []
            while !items.isAtEnd {
                guard steps.count < EditRecipe.mostSteps else {
                    throw Problem(.editTooManySteps, field: field, ["limit": "\(EditRecipe.mostSteps)"])
                }
                steps.append(try items.decode(EditStep.self))
            }
            recipe = try EditRecipe(steps, field: field)
        }
    }
}
