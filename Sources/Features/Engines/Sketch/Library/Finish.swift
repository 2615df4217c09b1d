/// What becomes of a drawing once it is pixels.
enum Finish: Sendable, Hashable {
    case none
    /// Pigment or ink on paper.
    case paint(Paint)
    /// Cells of one colour each: so many across the short side, of so many colours.
    case pixels(across: Int, colours: Int)
    /// Spot inks in screens of dots.
    case print(Print)
    /// Small stones in grout: so many across the short side.
    case inlay(across: Int, grout: SketchColour)
    /// Light around what is bright, 0 to 2.
    case shine(strength: Double)

    /// Lengths are scene units, everything else is 0 (nothing of it) to 1.
    struct Paint: Sendable, Hashable, Decodable {
        let wander: Double
        let rims: Double
        let blooms: Double
        let grain: Double
        let specks: Double
        let margin: Double
    }

    struct Print: Sendable, Hashable {
        /// The inks to choose from.
        let inks: [[SketchColour]]
        let pitch: Double
        let shift: Double
        let margin: Double
    }
}

extension Finish {
    private static let margins = 0.0...60.0

    init(_ contents: FinishContents, _ check: MetadataCheck) throws(LibraryDefect) {
        switch contents {
        case .paint(let paint):
            try check.range("wander", paint.wander, 0...10)
            try check.range("margin", paint.margin, Self.margins)
            let shares = [paint.rims, paint.blooms, paint.grain, paint.specks]
            for share in shares { try check.range("a share of paint", share, 0...1) }
            self = .paint(paint)
        case .pixels(let pixels):
            try check.range("across", Double(pixels.across), 32...400)
            try check.range("colours", Double(pixels.colours), 4...64)
            self = .pixels(across: pixels.across, colours: pixels.colours)
        case .print(let print):
            self = .print(try Print(print, check))
        case .inlay(let inlay):
            try check.range("across", Double(inlay.across), 20...200)
            self = .inlay(across: inlay.across, grout: try check.colour(inlay.grout))
        case .shine(let shine):
            try check.range("strength", shine.strength, 0...2)
            self = .shine(strength: shine.strength)
        }
    }
}

extension Finish.Print {
    private static let numbersOfSets = 1...8
    private static let numbersOfInks = 2...3

    fileprivate init(_ contents: FinishContents.Print, _ check: MetadataCheck) throws(LibraryDefect) {
        try check.range("pitch", contents.pitch, 1...40)
        try check.range("shift", contents.shift, 0...20)
        try check.range("margin", contents.margin, 0...60)
        guard Self.numbersOfSets.contains(contents.inks.count),
            contents.inks.allSatisfy({ Self.numbersOfInks.contains($0.count) })
        else { throw LibraryDefect(check.file, "inks are not one to eight sets of two or three") }
        inks = try contents.inks.map { set throws(LibraryDefect) in
            try set.map { text throws(LibraryDefect) in try check.colour(text) }
        }
        pitch = contents.pitch
        shift = contents.shift
        margin = contents.margin
    }
}
