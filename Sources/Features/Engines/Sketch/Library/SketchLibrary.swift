package import Foundation

/// Everything that Sketch draws from, read from `share/sketch`: names, words and colours at once, drawings when they are first drawn.
package struct SketchLibrary: Sendable {
    static let mostFiles = 2_000

    package let subjects: [String: SketchSubject]
    package let settings: [String: Setting]
    /// In the order that they are offered in.
    package let styles: [DrawingStyle]
    package let times: [String: TimeOfDay]
    package let weathers: [String: Weather]
    package let tones: [String: Tone]
    package let materials: [String: Material]
    package let patterns: Patterns
    /// What a season adds to open places.
    let touches: [Season: SeasonTouch]
    /// Subjects beside which a setting adds no sun or moon of its own.
    let orbs: Set<String>
    /// Subjects that throw light, and so shadows, by night.
    let lamps: Set<String>
    let lexicon: Lexicon
    /// The same with the words of instructions.
    let instructionLexicon: Lexicon
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
        var conditions = ConditionFiles()
        var patternFiles = PatternFiles()
        for (file, bytes) in files.sorted(by: { $0.key < $1.key }) {
            switch (file.split(separator: "/").first, file.hasSuffix(".svg")) {
            case ("subjects", true):
                let subject = try SketchSubject(file: file, bytes: bytes)
                subjects[subject.id] = subject
            case ("settings", true):
                let setting = try Setting(file: file, bytes: bytes)
                settings[setting.id] = setting
            case ("settings", false):
                try conditions.read(file, bytes)
            case ("styles", false):
                styles.append(try DrawingStyle(file: file, bytes: bytes))
            case ("patterns", false):
                try patternFiles.read(file, bytes)
            case ("words", false):
                words.append((file, try WordsFile(file: file, bytes: bytes)))
            default:
                throw LibraryDefect(file, "is not a file that belongs here")
            }
        }
        let contents = try conditions.complete()
        var times: [String: TimeOfDay] = [:]
        for entry in contents.times { times[entry.id] = try TimeOfDay(entry, file: TimesContents.file) }

        self.subjects = subjects
        self.settings = settings
        self.styles = styles.sorted { ($0.order, $0.id) < ($1.order, $1.id) }
        self.times = times
        weathers = conditions.weathers
        tones = conditions.tones
        materials = conditions.materials
        patterns = try patternFiles.complete()
        touches = conditions.touches
        orbs = Set(contents.orbs)
        lamps = Set(contents.lamps)
        lexicon = try Lexicon(
            subjects: subjects,
            settings: settings,
            styles: styles,
            patterns: patterns,
            words: words
        )
        instructionLexicon = lexicon.overlaid(with: words.map(\.words.edits.meanings))
        standardSetting = try Self.only(settings.values.filter(\.isDefault), of: "settings")
        standardTime = try Self.only(times.values.filter(\.isDefault), of: TimesContents.file)
        guard let first = self.styles.first else { throw LibraryDefect("styles", "has no style") }
        standardStyle = first
        try checkNames(words)
    }

    /// Reads every drawing, of which a picture needs only its own.
    /// - Throws: the first defect.
    package func check() throws(LibraryDefect) {
        for subject in subjects.values.sorted(by: { $0.id < $1.id }) { _ = try subject.drawing.checked() }
        for setting in settings.values.sorted(by: { $0.id < $1.id }) {
            let layers = try setting.drawing.checked()
            if let unknown = layers.flatMap(\.times).first(where: { times[$0] == nil }) {
                throw LibraryDefect("settings/\(setting.id).svg", "unknown time of day \"\(unknown)\"")
            }
        }
    }

    /// The style of an id, as an order names it.
    package func style(_ id: String) -> DrawingStyle? {
        styles.first { $0.id == id }
    }

    private static func only<Value>(_ values: [Value], of file: String) throws(LibraryDefect) -> Value {
        guard values.count == 1 else { throw LibraryDefect(file, "not exactly one is the default") }
        return values[0]
    }

    /// Files may name each other's times, settings and subjects only where these exist.
    private func checkNames(_ words: [(file: String, words: WordsFile)]) throws(LibraryDefect) {
        for (file, words) in words {
            if let unknown = words.times.keys.filter({ times[$0] == nil }).min() {
                throw LibraryDefect(file, "unknown time of day \"\(unknown)\"")
            }
        }
        for subject in subjects.values.sorted(by: { $0.id < $1.id }) { try checkNames(subject) }
        try patterns.check(suits: moods)
    }

    /// Everything that a pattern or a palette may suit.
    private var moods: Set<String> {
        Set(tones.keys).union(times.keys).union(weathers.keys).union(settings.keys)
            .union(Season.allCases.map(\.rawValue))
    }

    private func checkNames(_ subject: SketchSubject) throws(LibraryDefect) {
        let file = "subjects/\(subject.id).svg"
        if let unknown = subject.at.first(where: { settings[$0] == nil }) {
            throw LibraryDefect(file, "unknown setting \"\(unknown)\"")
        }
        guard let pose = subject.poseOf else { return }
        guard let whole = subjects[pose.subject], whole.poseOf == nil else {
            throw LibraryDefect(file, "is a pose of \"\(pose.subject)\", which is no subject")
        }
        guard subject.id == "\(pose.subject)-\(pose.pose)" else {
            throw LibraryDefect(file, "the id of a pose is its subject's and the pose's")
        }
    }

    /// The drawing of a subject in a pose; nil when there is none.
    func drawing(of subject: SketchSubject, in pose: String) -> SketchSubject? {
        if let other = subjects["\(subject.id)-\(pose)"], other.poseOf?.subject == subject.id { return other }
        return subject.shows.contains(pose) ? subject : nil
    }
}
