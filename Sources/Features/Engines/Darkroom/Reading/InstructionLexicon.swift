package import Foundation

/// Every word of instructions that is understood, in all languages at once: people mix them.
package struct InstructionLexicon: Sendable {
    private static let mostFiles = 50

    private var meanings: [String: InstructionMeaning] = [:]
    private var owners: [String: String] = [:]
    /// In words of a language with spaces.
    private(set) var longestPhrase = 1
    /// In characters of a language without.
    private(set) var longestRun = 1
    /// What tools are called, to find the nearest ones.
    private(set) var toolWords: [(word: String, tool: EditTool)] = []
    /// A word for each tool that people can type, by the file's language.
    private(set) var names: [String: [EditTool: String]] = [:]

    /// Reads the files of `words` in the folder.
    /// - Throws: `LibraryDefect`, which names the file and what is wrong with it.
    package init(folder: URL) throws(LibraryDefect) {
        try self.init(files: try Self.files(in: folder.appending(path: "words")))
    }

    /// Reads files by their names.
    init(files: [String: [UInt8]]) throws(LibraryDefect) {
        guard !files.isEmpty, files.count <= Self.mostFiles else {
            throw LibraryDefect("words", "has no file, or more than \(Self.mostFiles)")
        }
        for (file, bytes) in files.sorted(by: { $0.key < $1.key }) {
            let words = try InstructionWordsFile(file: file, bytes: bytes)
            names[words.language] = words.names
            for (word, meaning) in try words.entries(file: file).sorted(by: { $0.word < $1.word }) {
                try add(word, meaning, from: file)
            }
        }
    }

    func meaning(_ word: String) -> InstructionMeaning? {
        meanings[word]
    }

    private mutating func add(
        _ word: String,
        _ meaning: InstructionMeaning,
        from file: String
    ) throws(LibraryDefect) {
        let key = Lexicon.folded(word)
        if let earlier = meanings[key], earlier != meaning {
            throw LibraryDefect(
                file,
                "the word \"\(word)\" is used twice, the other time in \(owners[key] ?? file)"
            )
        }
        if meanings.updateValue(meaning, forKey: key) == nil {
            switch meaning {
            case .action(let tool, _), .quality(let tool): toolWords.append((key, tool))
            default: break
            }
        }
        owners[key] = file
        if key.first.map(CharacterKind.init) == .ideograph {
            longestRun = max(longestRun, key.count)
        } else {
            longestPhrase = max(longestPhrase, key.split(separator: " ").count)
        }
    }

    private static func files(in folder: URL) throws(LibraryDefect) -> [String: [UInt8]] {
        do {
            let list = try FileManager.default.contentsOfDirectory(
                at: folder,
                includingPropertiesForKeys: nil,
                options: .skipsHiddenFiles
            )
            var files: [String: [UInt8]] = [:]
            for file in list { files["words/\(file.lastPathComponent)"] = Array(try Data(contentsOf: file)) }
            return files
        } catch {
            throw LibraryDefect("words", "is not a folder whose files can be read")
        }
    }
}
