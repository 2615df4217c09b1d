package import Kernel

/// A picture before it is drawn: what stands where, how large, in which colours.
///
/// With the library it fixes every pixel, so it can be kept, changed and drawn again. Lengths are scene units, a
/// thousandth of the picture's short side; y grows downwards.
package struct Scene: Hashable, Sendable, Codable {
    package static let newestVersion = 1

    package var version = Self.newestVersion
    package var canvas: Canvas
    /// Chooses the details of the setting and of the strokes.
    package var seed: UInt32
    package var style: String
    package var backdrop: Backdrop
    /// In the order they are painted in.
    package var items: [Item]
    package var text: Lettering?

    package init(canvas: Canvas, seed: UInt32, style: String, backdrop: Backdrop) {
        self.canvas = canvas
        self.seed = seed
        self.style = style
        self.backdrop = backdrop
        items = []
    }
}

extension Scene {
    /// The sheet that is drawn on.
    package struct Canvas: Hashable, Sendable, Codable {
        package static let shortSide = 1_000.0

        package let width: Double
        package let height: Double
        /// What a subject's height is a share of.
        package let unit: Double
    }

    /// The place and the time of day.
    package struct Backdrop: Hashable, Sendable, Codable {
        package var setting: String
        package var time: String
        /// Which of the setting's palettes.
        package var palette: Int
        /// Which of the time's skies.
        package var sky: Int
        /// The colour that was asked for it, `#rrggbb`.
        package var skyColour: String?
        /// How far down the horizon lies.
        package var horizon: Double
    }

    /// One subject, placed.
    package struct Item: Hashable, Sendable, Codable {
        package var subject: String
        /// Which of the things asked for it is; copies share one.
        package var group: Int
        package var foot: ScenePoint
        /// Scene units in one unit of the subject's view box.
        package var scale: Double
        package var isFlipped: Bool
        package var palette: Int
        /// What was asked for, `#rrggbb`, main colour first.
        package var colours: [String]
        package var pose: [String: Double]
        /// Whether it touches ground or water, and so has a shadow.
        package var isGrounded: Bool
    }

    /// Text set in the picture.
    package struct Lettering: Hashable, Sendable, Codable {
        package var lines: [String]
        package var box: SceneBox
        package var fontSize: Double
    }
}

extension Scene.Canvas {
    /// How much taller than wide a subject's world is at most, before tall pictures stack instead.
    static let tallestUnit = 1.25

    package init(_ size: PixelSize) {
        let short = Double(min(size.width, size.height))
        width = Double(size.width) / short * Self.shortSide
        height = Double(size.height) / short * Self.shortSide
        unit = min(height, width * Self.tallestUnit)
    }

    var box: SceneBox { SceneBox(left: 0, top: 0, right: width, bottom: height) }
}
