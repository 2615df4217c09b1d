package import Foundation

/// Everything that Sketch draws from, read from `share/sketch` and checked once.
package struct SketchLibrary: Sendable {
    static let mostFiles = 2_000

    package let subjects: [String: SketchSubject]
    package let settings: [String: Setting]
    /// In the order that they are offered in.
    package let styles: [DrawingStyle]
    package let times: [String: TimeOfDay]
    /// Subjects beside which a setting adds no sun or moon of its own.
    let orbs: Set<String>
    let lexicon: Lexicon
    let standardSetting: Setting
    let standardTime: TimeOfDay
    let standardStyle: DrawingStyle

    /// Reads the library.
    /// - Throws: `LibraryDefect`, which names the file and what is wrong with it.
    package init(folder: URL) throws(LibraryDefect) {
        try self.init(files: try LibraryFiles.read(folder))
    }

    /// Reads files by their paths below the library's folder.
    init(files: [String: [UInt8]]) throws(LibraryDefect) {
        var subjects: [String: SketchSubject] = [:]
        var settings: [String: Setting] = [:]
        var styles: [DrawingStyle] = []
        var words: [(file: String, words: WordsFile)] = []
        var contents: TimesContents?
        for (file, bytes) in files.sorted(by: { $0.key < $1.key }) {
            switch (file.split(separator: "/").first, file.hasSuffix(".svg")) {
            case ("subjects", true):
                let subject = try SketchSubject(file: file, bytes: bytes)
                subjects[subject.id] = subject
            case ("settings", true):
                let setting = try Setting(file: file, bytes: bytes)
                settings[setting.id] = setting
            case ("settings", false) where file == TimesContents.file:
                contents = try TimesContents(file: file, bytes: bytes)
            case ("styles", false):
                styles.append(try DrawingStyle(file: file, bytes: bytes))
            case ("words", false):
                words.append((file, try WordsFile(file: file, bytes: bytes)))
            default:
                throw LibraryDefect(file, "is not a file that belongs here")
            }
        }
        guard let contents else { throw LibraryDefect(TimesContents.file, "is missing") }
        var times: [String: TimeOfDay] = [:]
        for entry in contents.times { times[entry.id] = try TimeOfDay(entry, file: TimesContents.file) }

        self.subjects = subjects
        self.settings = settings
        self.styles = styles.sorted { ($0.order, $0.id) < ($1.order, $1.id) }
        self.times = times
        orbs = Set(contents.orbs)
        lexicon = try Lexicon(subjects: subjects, settings: settings, styles: styles, words: words)
        standardSetting = try Self.only(settings.values.filter(\.isDefault), of: "settings")
        standardTime = try Self.only(times.values.filter(\.isDefault), of: TimesContents.file)
        guard let first = self.styles.first else { throw LibraryDefect("styles", "has no style") }
        standardStyle = first
        try checkNames(words)
    }

    /// The style of an id, as an order names it.
    package func style(_ id: String) -> DrawingStyle? {
        styles.first { $0.id == id }
    }

    private static func only<Value>(_ values: [Value], of file: String) throws(LibraryDefect) -> Value {
        guard values.count == 1 else { throw LibraryDefect(file, "not exactly one is the default") }
        return values[0]
    }

    /// Files may name each other's times only where these exist.
    private func checkNames(_ words: [(file: String, words: WordsFile)]) throws(LibraryDefect) {
        for (file, words) in words {
            if let unknown = words.times.keys.filter({ times[$0] == nil }).min() {
                throw LibraryDefect(file, "unknown time of day \"\(unknown)\"")
            }
        }
        for setting in settings.values.sorted(by: { $0.id < $1.id }) {
            if let unknown = setting.layers.flatMap(\.times).first(where: { times[$0] == nil }) {
                throw LibraryDefect("settings/\(setting.id).svg", "unknown time of day \"\(unknown)\"")
            }
        }
    }
}
