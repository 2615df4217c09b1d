/// The files of `settings/` that are no places: what pictures are seen under, and what things are made of.
struct ConditionFiles {
    private(set) var times: TimesContents?
    private(set) var weathers: [String: Weather] = [:]
    private(set) var touches: [Season: SeasonTouch] = [:]
    private(set) var tones: [String: Tone] = [:]
    private(set) var materials: [String: Material] = [:]
    private var read: Set<String> = []

    private static let files = [
        TimesContents.file, WeathersContents.file, TonesContents.file, MaterialsContents.file,
    ]

    mutating func read(_ file: String, _ bytes: [UInt8]) throws(LibraryDefect) {
        read.insert(file)
        switch file {
        case TimesContents.file:
            times = try TimesContents(file: file, bytes: bytes)
        case WeathersContents.file:
            let contents = try WeathersContents(bytes: bytes)
            weathers = try contents.checked()
            touches = try contents.touches()
        case TonesContents.file:
            tones = try TonesContents(bytes: bytes).checked()
        case MaterialsContents.file:
            materials = try MaterialsContents(bytes: bytes).checked()
        default:
            throw LibraryDefect(file, "is not a file that belongs here")
        }
    }

    /// The times, once everything that pictures need was there.
    func complete() throws(LibraryDefect) -> TimesContents {
        for file in Self.files where !read.contains(file) { throw LibraryDefect(file, "is missing") }
        guard let times else { throw LibraryDefect(TimesContents.file, "is missing") }
        return times
    }
}
