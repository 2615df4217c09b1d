package import Kernel

/// A picture before it is drawn: what stands where, how large, in which colours.
///
/// With the library it fixes every pixel, so it can be kept, changed and drawn again. Lengths are scene units, a
/// thousandth of the picture's short side; y grows downwards.
package struct Scene: Hashable, Sendable {
    package static let newestVersion = 1

    package var canvas: Canvas
    /// Chooses the details of the setting and of the strokes.
    package var seed: UInt32
    package var style: String
    package var backdrop: Backdrop
    /// Painted instead of the setting.
    package var pattern: Pattern?
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
    package struct Canvas: Hashable, Sendable {
        package static let shortSide = 1_000.0

        package let width: Double
        package let height: Double
        /// What a subject's height is a share of.
        package let unit: Double
    }

    /// The place and the time of day.
    package struct Backdrop: Hashable, Sendable {
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
        package var season: Season?
        /// One of the library's weathers.
        package var weather: String?
        /// Of the library's tones, which turn every colour: moods, and palettes that were named.
        package var tones: [String] = []
        /// Subjects that neither the setting nor the sky may show of itself: sun, cloud, bird.
        package var without: [String] = []
    }

    /// One subject, placed.
    package struct Item: Hashable, Sendable {
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
        /// One of the subject's faces; nil is its usual one.
        package var expression: String?
        /// What it is said to be made of: one of the library's materials.
        package var material: String?
        /// Degrees clockwise about its foot.
        package var turn = 0.0
        /// The item that it is inside of, by its place among the items: painted before that one's front.
        package var container: Int?
        /// Whether it touches ground or water, and so has a shadow.
        package var isGrounded: Bool
    }

    /// Text set in the picture.
    package struct Lettering: Hashable, Sendable {
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
        self.init(
            width: Double(size.width) / short * Self.shortSide,
            height: Double(size.height) / short * Self.shortSide
        )
    }

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
        unit = min(height, width * Self.tallestUnit)
    }

    /// Whether a picture of that size has this shape, to within a pixel.
    package func fits(_ size: PixelSize) -> Bool {
        abs(width / height * Double(size.height) - Double(size.width)) < 1.5
    }

    var box: SceneBox { SceneBox(left: 0, top: 0, right: width, bottom: height) }
}
