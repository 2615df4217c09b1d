/// What scene documents may name: everything that Sketch can draw.
public struct DrawingsBody: Codable, Sendable, Hashable {
    /// Things that can be placed.
    public var subjects: [SubjectBody]
    /// Places that they stand in.
    public var settings: [NamedBody]
    /// Times of day.
    public var times: [NamedBody]
    /// Weathers of open places.
    public var weathers: [NamedBody]
    /// Moods, and palettes by name.
    public var tones: [NamedBody]
    /// What things are made of.
    public var materials: [NamedBody]
    /// Ways of drawing.
    public var styles: [NamedBody]
    /// Abstract pictures.
    public var patterns: [NamedBody]

    /// Makes a list of its members.
    public init(
        subjects: [SubjectBody],
        settings: [NamedBody],
        times: [NamedBody],
        weathers: [NamedBody],
        tones: [NamedBody],
        materials: [NamedBody],
        styles: [NamedBody],
        patterns: [NamedBody]
    ) {
        self.subjects = subjects
        self.settings = settings
        self.times = times
        self.weathers = weathers
        self.tones = tones
        self.materials = materials
        self.styles = styles
        self.patterns = patterns
    }
}

/// Something with an id and a name.
public struct NamedBody: Codable, Sendable, Hashable {
    /// As scene documents name it.
    public var id: String
    /// In your language.
    public var name: String

    /// Makes a name of its members.
    public init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}

/// One thing that can be placed.
public struct SubjectBody: Codable, Sendable, Hashable {
    /// As scene documents name it.
    public var id: String
    /// In your language.
    public var name: String
    /// What sort of thing it is, such as `animal`.
    public var kind: String
    /// The faces that it can make, the usual one first.
    public var expressions: [String]
    /// How far each number of its pose reaches, by name: the least and the most.
    public var pose: [String: [Double]]

    /// Makes a subject of its members.
    public init(id: String, name: String, kind: String, expressions: [String], pose: [String: [Double]]) {
        self.id = id
        self.name = name
        self.kind = kind
        self.expressions = expressions
        self.pose = pose
    }
}
