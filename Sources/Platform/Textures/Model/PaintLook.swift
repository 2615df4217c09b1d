package import Imaging
package import Kernel

/// Pigment or ink on paper.
///
/// All but the paper is 0 (nothing of it) to 1, save where it says so.
package struct PaintLook: Hashable, Sendable {
    package var paper = Colour.white
    /// How far edges wander, in units, 0 to 10.
    package var wander = 0.0
    /// How much pigment gathers along edges.
    package var rims = 0.0
    /// Clouds in the washes, and the tidemarks around them.
    package var blooms = 0.0
    /// How much the paper's tooth shows.
    package var grain = 0.0
    /// Spots that took no ink.
    package var specks = 0.0
    /// Of bare paper around the picture, in units, 0 to 100.
    package var margin = 0.0

    package init(paper: Colour = .white) {
        self.paper = paper
    }

    var isSound: Bool {
        (0...10).contains(wander) && (0...100).contains(margin)
            && [rims, blooms, grain, specks].allSatisfy((0...1).contains)
    }
}
