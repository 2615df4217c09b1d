import Foundation

/// The patterns that can be drawn, by the names of their files.
enum PatternKind: String, Hashable, Sendable, CaseIterable {
    case constellation, contours, flow, haze, ribbons, ripples, tessellation, waves
}

/// What a file says of one pattern: its words, when it suits, and within which bounds it varies.
package struct PatternDesign: Sendable {
    let kind: PatternKind
    package let label: [String: String]
    let words: [String: [String]]
    let mood: Mood
    /// Of 0 to 1, by name.
    let parameters: [String: ClosedRange<Double>]

    package var id: String { kind.rawValue }
}

private struct PatternContents: Decodable {
    let format: Int
    let id: String
    let label: [String: String]
    let words: [String: [String]]
    let evokes: [String: [String]]
    let suits: [String]
    let parameters: [String: [Double]]

    static let keys: Set<String> = ["format", "id", "label", "words", "evokes", "suits", "parameters"]
}

extension PatternDesign {
    /// How lively it is, how much there is of it, and which sort of it.
    static let parameterNames = ["energy", "density", "variety"]

    init(file: String, bytes: [UInt8]) throws(LibraryDefect) {
        let keys = PatternContents.keys
        let contents = try StrictJSON.decode(PatternContents.self, keys: keys, from: Data(bytes), file: file)
        let check = MetadataCheck(file: file)
        try check.head(format: contents.format, id: contents.id, label: contents.label, words: contents.words)
        for list in contents.evokes.values { try check.words(list) }
        guard let kind = PatternKind(rawValue: contents.id) else {
            throw LibraryDefect(file, "is a pattern that cannot be drawn")
        }
        guard Set(contents.parameters.keys) == Set(Self.parameterNames) else {
            let names = Self.parameterNames.joined(separator: ", ")
            throw LibraryDefect(file, "its parameters are not \(names)")
        }
        var parameters: [String: ClosedRange<Double>] = [:]
        for (name, numbers) in contents.parameters {
            parameters[name] = try check.pair("the parameter \(name)", numbers, within: 0...1)
        }
        self.kind = kind
        self.parameters = parameters
        label = contents.label
        words = contents.words
        mood = Mood(suits: Set(contents.suits), evokes: contents.evokes)
    }
}
