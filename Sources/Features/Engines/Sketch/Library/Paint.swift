/// Which colour of a palette a shape takes, as drawings write it: `{main}`, `{main-shade}`, `{main-light}`.
struct Paint: Hashable, Sendable {
    enum Tone: String, Sendable {
        case plain
        case shade
        case light
    }

    /// A key of the file's palettes, or one of `common`.
    let key: String
    let tone: Tone

    /// Keys that every drawing has: the style's darkest and lightest colour.
    static let common: Set<String> = ["ink", "paper"]

    init(_ key: String, _ tone: Tone = .plain) {
        self.key = key
        self.tone = tone
    }

    /// Reads what stands between the braces.
    init(variable: some StringProtocol) {
        if variable.hasSuffix("-shade") {
            self.init(String(variable.dropLast(6)), .shade)
        } else if variable.hasSuffix("-light") {
            self.init(String(variable.dropLast(6)), .light)
        } else {
            self.init(String(variable))
        }
    }
}
