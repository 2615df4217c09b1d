/// The shape of a picture, from the closed list that models know.
package enum AspectRatio: String, CaseIterable, Sendable, Codable {
    case square = "1:1"
    case portrait2x3 = "2:3"
    case landscape3x2 = "3:2"
    case portrait3x4 = "3:4"
    case landscape4x3 = "4:3"
    case portrait4x5 = "4:5"
    case landscape5x4 = "5:4"
    case portrait9x16 = "9:16"
    case landscape16x9 = "16:9"
    case landscape21x9 = "21:9"
    case portrait1x4 = "1:4"
    case landscape4x1 = "4:1"
    case portrait1x8 = "1:8"
    case landscape8x1 = "8:1"

    /// The two numbers, width first.
    package var sides: (width: Int, height: Int) {
        let numbers = rawValue.split(separator: ":").compactMap { Int($0) }
        return (numbers[0], numbers[1])
    }
}

/// How much detail a picture has: the side of a square, in thousands of pixels.
package enum Resolution: String, CaseIterable, Sendable, Codable {
    case oneK = "1K"
    case twoK = "2K"
    case fourK = "4K"

    /// How many times a 1K side.
    var factor: Int {
        switch self {
        case .oneK: 1
        case .twoK: 2
        case .fourK: 4
        }
    }
}

extension PixelSize {
    /// The pixels of a shape and resolution, by the table that Gemini's image models use.
    package init(_ ratio: AspectRatio, _ resolution: Resolution) {
        let (width, height) = Self.oneK(ratio)
        self.init(width: width * resolution.factor, height: height * resolution.factor)
    }

    private static func oneK(_ ratio: AspectRatio) -> (Int, Int) {
        switch ratio {
        case .square: (1_024, 1_024)
        case .portrait2x3: (848, 1_264)
        case .landscape3x2: (1_264, 848)
        case .portrait3x4: (896, 1_200)
        case .landscape4x3: (1_200, 896)
        case .portrait4x5: (928, 1_152)
        case .landscape5x4: (1_152, 928)
        case .portrait9x16: (768, 1_376)
        case .landscape16x9: (1_376, 768)
        case .landscape21x9: (1_584, 672)
        case .portrait1x4: (512, 2_048)
        case .landscape4x1: (2_048, 512)
        case .portrait1x8: (384, 3_072)
        case .landscape8x1: (3_072, 384)
        }
    }
}
