/// A `transform` attribute: a list of `rotate`, `translate` and `scale`.
struct TransformTemplate: Hashable, Sendable {
    private let template: NumberTemplate

    var names: Set<String> { template.names }

    /// - Returns: nil for anything that `change(_:)` could not read.
    init?(_ text: String) {
        guard let template = NumberTemplate(text) else { return nil }
        self.template = template
        guard Self.read(template.filled([:])) != nil else { return nil }
    }

    func change(_ pose: [String: Double]) -> Affine {
        Self.read(template.filled(pose)) ?? .identity
    }

    private static func read(_ text: String) -> Affine? {
        var change = Affine.identity
        guard text.isEmpty || text.hasSuffix(")") else { return nil }
        for part in text.split(separator: ")") {
            let halves = part.split(separator: "(", omittingEmptySubsequences: false)
            guard halves.count == 2, let numbers = PlainNumber.list(halves[1]) else { return nil }
            let name = halves[0].trimmingPrefix { $0 == " " || $0 == "," }
            guard let step = step(name, numbers) else { return nil }
            change = change.after(step)
        }
        return change
    }

    private static func step(_ name: Substring, _ numbers: [Double]) -> Affine? {
        switch (name, numbers.count) {
        case ("rotate", 1): .turn(numbers[0])
        case ("rotate", 3): .turn(numbers[0], about: ScenePoint(x: numbers[1], y: numbers[2]))
        case ("translate", 1): .move(numbers[0], 0)
        case ("translate", 2): .move(numbers[0], numbers[1])
        case ("scale", 1): .scale(numbers[0], numbers[0])
        case ("scale", 2): .scale(numbers[0], numbers[1])
        default: nil
        }
    }
}
