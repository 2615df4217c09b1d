import Engines
package import Kernel

/// What all rows of a batch have in common: a template, and what holds where a row says nothing else.
package struct BatchRecipe: Hashable, Sendable {
    package let template: PromptTemplate?
    package let defaults: BatchDefaults

    /// - Throws: `Problem` for defaults that no order takes.
    package init(template: PromptTemplate?, defaults: BatchDefaults) throws(Problem) {
        self.template = template
        self.defaults = defaults
        _ = try ImageSpec(
            size: defaults.size,
            aspectRatio: defaults.aspectRatio,
            resolution: defaults.resolution
        )
        _ = try Self.count(defaults.count)
        _ = try Self.seed(defaults.seed)
        _ = try Self.negative(defaults.negative)
    }

    /// The order that a row stands for.
    /// - Throws: `Problem` that names line and column where one of the row's values is at fault.
    package func order(of line: BatchSheet.Line) throws(Problem) -> Order {
        do {
            return Order(
                prompt: try prompt(of: line),
                model: line[.model] ?? defaults.model ?? ModelRegistry.standard,
                spec: try spec(of: line),
                count: try Self.count(line[.n] ?? defaults.count),
                seed: try Self.seed(line[.seed] ?? defaults.seed),
                style: line[.style] ?? defaults.style,
                negative: try Self.negative(line[.negativePrompt] ?? defaults.negative)
            )
        } catch {
            throw line.problem(error)
        }
    }

    /// A row with words of its own goes by these.
    package func prompt(of line: BatchSheet.Line) throws(Problem) -> Prompt {
        if let own = line[.prompt] { return try Prompt(own) }
        guard let template else { throw Problem(.valueMissing, field: BatchColumn.prompt.rawValue) }
        return try template.filled(with: line.values, at: line.place)
    }

    /// A row's pixels take the place of any shape, and its shape that of any pixels.
    private func spec(of line: BatchSheet.Line) throws(Problem) -> ImageSpec {
        if let size = line[.size] {
            return try ImageSpec(
                size: size,
                aspectRatio: line[.aspectRatio],
                resolution: line[.resolution]
            )
        }
        let isShaped = line[.aspectRatio] != nil || line[.resolution] != nil
        return try ImageSpec(
            size: isShaped ? nil : defaults.size,
            aspectRatio: line[.aspectRatio] ?? defaults.aspectRatio,
            resolution: line[.resolution] ?? defaults.resolution
        )
    }

    private static func count(_ text: String?) throws(Problem) -> Int {
        guard let text else { return 1 }
        guard let count = Int(text), (1...Order.mostImages).contains(count) else {
            throw Problem(.countOutOfBounds, field: "n", ["limit": "\(Order.mostImages)"])
        }
        return count
    }

    private static func seed(_ text: String?) throws(Problem) -> Seed? {
        guard let text else { return nil }
        guard let number = Int(text), let seed = Seed(number) else {
            throw Problem(.seedOutOfBounds, field: "seed", ["limit": "\(Seed.largest)"])
        }
        return seed
    }

    private static func negative(_ text: String?) throws(Problem) -> Prompt? {
        do {
            let words = try Prompt(orNone: text ?? "")
            return words.isEmpty ? nil : words
        } catch {
            throw Problem(error.code, field: "negative_prompt", error.arguments)
        }
    }
}

/// What holds for rows that say nothing else, as it was written.
package struct BatchDefaults: Hashable, Sendable, Codable {
    package var model: String?
    package var size: String?
    package var aspectRatio: String?
    package var resolution: String?
    package var count: String?
    package var seed: String?
    package var style: String?
    package var negative: String?

    package init() {}
}

extension BatchDefaults: CustomStringConvertible, CustomReflectable {
    /// Personal data.
    package var description: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension BatchSheet.Line {
    /// A fault of the order that it stands for, with its place where one of its own values is at fault.
    func problem(_ fault: Problem) -> Problem {
        guard let column = fault.field,
            values[column] != nil || column == BatchColumn.prompt.rawValue
        else { return fault }
        return place.problem(fault)
    }
}
