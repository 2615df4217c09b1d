package import Imaging
package import Kernel

/// A print in spot inks, in screens of dots.
package struct PrintLook: Hashable, Sendable {
    package static let mostSets = 8
    package static let mostInks = 3

    /// At most eight sets of three; the one is taken that comes nearest to the picture's colours.
    package let inks: [[Colour]]
    package var paper = Colour.white
    /// From dot to dot, in units, 1 to 40.
    package var pitch = 6.0
    /// How far inks land beside their place, in units, 0 to 20.
    package var shift = 0.0
    /// Of bare paper around the picture, in units, 0 to 100.
    package var margin = 0.0

    package init(inks: [[Colour]]) {
        self.inks = inks
    }

    var isSound: Bool {
        (1...Self.mostSets).contains(inks.count)
            && inks.allSatisfy { (1...Self.mostInks).contains($0.count) }
            && (1...40).contains(pitch) && (0...20).contains(shift) && (0...100).contains(margin)
    }
}
