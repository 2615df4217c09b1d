/// What was said of a thing that has not been named yet.
struct Adjectives {
    static let mostColours = 3

    private(set) var count: Int?
    private(set) var colours: [SketchColour] = []
    private(set) var size: Double?
    var isDefinite = false
    private var hasUnknown = false
    private var endsWithNumber = false

    /// Whether it can tell about the noun before: nothing that was not understood is in between.
    var canFollow: Bool { !hasUnknown && (!colours.isEmpty || size != nil) }

    mutating func take(number: Int) {
        if hasUnknown { self = Adjectives() }
        if endsWithNumber, let tens = count, tens >= 10, tens.isMultiple(of: 10), number < 10 {
            count = tens + number
        } else {
            count = number
        }
        endsWithNumber = true
    }

    mutating func take(multiplier: Int) {
        count = endsWithNumber ? min((count ?? 1) * multiplier, 999_999) : multiplier
        endsWithNumber = true
    }

    mutating func take(colour: SketchColour) {
        endsWithNumber = false
        if colours.count < Self.mostColours { colours.append(colour) }
    }

    mutating func take(size: Double) {
        endsWithNumber = false
        self.size = size
    }

    mutating func takeUnknown() {
        endsWithNumber = false
        if count != nil || size != nil || !colours.isEmpty { hasUnknown = true }
    }

    func apply(to mention: inout Reading.Mention) {
        if !colours.isEmpty { mention.colours = colours }
        if let size { mention.size = size }
    }
}
