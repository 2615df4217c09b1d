/// Checks what the metadata of all kinds of files have in common.
struct MetadataCheck {
    static let format = 1
    /// The languages that every file has words and a label in.
    static let wordLanguages = ["en", "zh"]
    static let labelLanguages = ["en", "zh-Hant"]

    /// The path below the library's folder: its name without the extension is the id.
    let file: String

    func head(
        format: Int,
        id: String,
        label: [String: String],
        words: [String: [String]]
    ) throws(LibraryDefect) {
        try name(format: format, id: id, label: label)
        try allWords(words)
    }

    func name(format: Int, id: String, label: [String: String]) throws(LibraryDefect) {
        try self.format(format)
        let name = file.split(separator: "/").last.map { $0.prefix { $0 != "." } } ?? ""
        guard id == name else { throw LibraryDefect(file, "the id \"\(id)\" is not the file's name") }
        try self.label(label)
    }

    /// Words in every language.
    func allWords(_ words: [String: [String]]) throws(LibraryDefect) {
        for language in Self.wordLanguages {
            guard let list = words[language], !list.isEmpty else {
                throw LibraryDefect(file, "has no words in \"\(language)\"")
            }
            try self.words(list)
        }
    }

    func format(_ format: Int) throws(LibraryDefect) {
        guard format == Self.format else {
            throw LibraryDefect(file, "format \(format) is not \(Self.format)")
        }
    }

    func label(_ label: [String: String]) throws(LibraryDefect) {
        for language in Self.labelLanguages where label[language]?.isEmpty ?? true {
            throw LibraryDefect(file, "has no label in \"\(language)\"")
        }
    }

    func words(_ words: some Sequence<String>) throws(LibraryDefect) {
        for word in words {
            guard !word.isEmpty, word == word.lowercased(), word.count <= 40 else {
                throw LibraryDefect(file, "the word \"\(word)\" is empty, too long or not in lower case")
            }
        }
    }

    func range(_ name: String, _ value: Double, _ range: ClosedRange<Double>) throws(LibraryDefect) {
        guard range.contains(value) else {
            throw LibraryDefect(file, "\(name) is not within \(range.lowerBound) to \(range.upperBound)")
        }
    }

    /// Two numbers, the smaller first.
    func pair(
        _ name: String,
        _ numbers: [Double],
        within bounds: ClosedRange<Double>
    ) throws(LibraryDefect) -> ClosedRange<Double> {
        guard numbers.count == 2, numbers[0] <= numbers[1] else {
            throw LibraryDefect(file, "\(name) is not two numbers, the smaller first")
        }
        try range(name, numbers[0], bounds)
        try range(name, numbers[1], bounds)
        return numbers[0]...numbers[1]
    }

    func point(_ name: String, _ numbers: [Double], in box: SceneBox) throws(LibraryDefect) -> ScenePoint {
        guard numbers.count == 2, (box.left...box.right).contains(numbers[0]),
            (box.top...box.bottom).contains(numbers[1])
        else { throw LibraryDefect(file, "\(name) is not a point of the view box") }
        return ScenePoint(x: numbers[0], y: numbers[1])
    }

    func optionalPoint(
        _ name: String,
        _ numbers: [Double]?,
        in box: SceneBox
    ) throws(LibraryDefect) -> ScenePoint? {
        guard let numbers else { return nil }
        return try point(name, numbers, in: box)
    }

    /// Left, top, right and bottom.
    func box(_ name: String, _ numbers: [Double], in box: SceneBox) throws(LibraryDefect) -> SceneBox {
        guard numbers.count == 4, numbers[0] < numbers[2], numbers[1] < numbers[3] else {
            throw LibraryDefect(file, "\(name) is not left, top, right and bottom")
        }
        let found = SceneBox(left: numbers[0], top: numbers[1], right: numbers[2], bottom: numbers[3])
        guard box.contains(found, within: 0) else {
            throw LibraryDefect(file, "\(name) is not within the view box")
        }
        return found
    }

    /// What seasons change, for keys that the palettes have.
    func seasons(
        _ seasons: [String: [String: String]],
        keys: Set<String>
    ) throws(LibraryDefect) -> [Season: [String: SketchColour]] {
        var checked: [Season: [String: SketchColour]] = [:]
        for (name, changes) in seasons.sorted(by: { $0.key < $1.key }) {
            guard let season = Season(rawValue: name) else {
                throw LibraryDefect(file, "unknown season \"\(name)\"")
            }
            var colours: [String: SketchColour] = [:]
            for (key, text) in changes {
                guard keys.contains(key) else {
                    throw LibraryDefect(file, "the season \(name) changes \"\(key)\", which no palette has")
                }
                colours[key] = try colour(text)
            }
            checked[season] = colours
        }
        return checked
    }

    func pose(_ pose: [String: [Double]]) throws(LibraryDefect) -> [String: ClosedRange<Double>] {
        var ranges: [String: ClosedRange<Double>] = [:]
        for (name, numbers) in pose.sorted(by: { $0.key < $1.key }) {
            ranges[name] = try pair("the pose variable \(name)", numbers, within: -1_000...1_000)
        }
        return ranges
    }

    func colour(_ text: String) throws(LibraryDefect) -> SketchColour {
        guard let colour = SketchColour(text) else { throw LibraryDefect(file, "\"\(text)\" is not #rrggbb") }
        return colour
    }

    /// At least two palettes of the same keys.
    func palettes(
        _ palettes: [[String: String]],
        needing keys: Set<String>
    ) throws(LibraryDefect) -> [[String: SketchColour]] {
        guard palettes.count >= 2, let first = palettes.first, keys.isSubset(of: first.keys) else {
            throw LibraryDefect(file, "needs two palettes with \(keys.sorted().joined(separator: ", "))")
        }
        var checked: [[String: SketchColour]] = []
        for palette in palettes {
            guard Set(palette.keys) == Set(first.keys) else {
                throw LibraryDefect(file, "its palettes do not have the same keys")
            }
            var colours: [String: SketchColour] = [:]
            for (key, text) in palette { colours[key] = try colour(text) }
            checked.append(colours)
        }
        return checked
    }
}
