import Foundation

/// Which bands a curve or levels bend.
package struct ToneChannels: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    package static let red = ToneChannels(rawValue: 1)
    package static let green = ToneChannels(rawValue: 2)
    package static let blue = ToneChannels(rawValue: 4)
    package static let all: ToneChannels = [.red, .green, .blue]
}

/// What each of the 256 values of a band becomes.
struct ToneTable: Sendable {
    let samples: [UInt8]

    /// - Parameter bend: from 0...1 to 0...1; other results count as the nearest
    init(_ bend: (Double) -> Double) {
        samples = (0...255).map { UInt8((min(max(bend(Double($0) / 255), 0), 1) * 255).rounded()) }
    }

    init(_ curve: ToneCurve) {
        self.init { curve.value(at: $0) }
    }

    static let same = ToneTable { $0 }
    static let inverse = ToneTable { 1 - $0 }

    static func exposure(_ stops: Double) -> ToneTable {
        let gain = exp2(stops)
        return ToneTable { encoded(exposed(linear($0), gain)) }
    }

    static func gain(_ gain: Double) -> ToneTable {
        ToneTable { encoded(linear($0) * gain) }
    }

    static func contrast(_ amount: Double) -> ToneTable {
        guard amount > 0 else { return ToneTable { 0.5 + ($0 - 0.5) * (1 + amount) } }
        // A logistic S through 0, the middle and 1; its slope there is about 1 + 2 * amount.
        let slope = 8.0
        let edge = 1 / (1 + exp(slope / 2))
        return ToneTable { value in
            let bent = (1 / (1 + exp(slope * (0.5 - value))) - edge) / (1 - 2 * edge)
            return value + (bent - value) * amount
        }
    }

    static func levels(black: Int, gamma: Double, white: Int) -> ToneTable {
        ToneTable { value in
            let stretched = (value * 255 - Double(black)) / Double(white - black)
            return pow(min(max(stretched, 0), 1), 1 / gamma)
        }
    }

    static func steps(_ count: Int) -> ToneTable {
        ToneTable { ($0 * Double(count - 1)).rounded() / Double(count - 1) }
    }

    /// Above the knee the gain falls steadily, so that white stays white and nothing clips.
    private static func exposed(_ light: Double, _ gain: Double) -> Double {
        let knee = 0.6
        guard gain > 1, light > knee / gain else { return light * gain }
        let rest = (light - knee / gain) / (1 - knee / gain)
        return knee + (1 - knee) * (1 - pow(1 - rest, (gain - knee) / (1 - knee)))
    }

    private static func linear(_ value: Double) -> Double {
        value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }

    private static func encoded(_ light: Double) -> Double {
        light <= 0.003_130_8 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055
    }
}

/// A table for each band.
struct ToneTables: Sendable {
    /// 3 times 256, red first.
    let samples: [UInt8]

    init(_ red: ToneTable, _ green: ToneTable, _ blue: ToneTable) {
        samples = red.samples + green.samples + blue.samples
    }

    init(_ table: ToneTable, on channels: ToneChannels) {
        self.init(
            channels.contains(.red) ? table : .same,
            channels.contains(.green) ? table : .same,
            channels.contains(.blue) ? table : .same
        )
    }

    static func whiteBalance(temperature: Double, tint: Double) -> ToneTables {
        let (red, green, blue) = (exp2(0.4 * temperature), exp2(-0.3 * tint), exp2(-0.7 * temperature))
        let luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
        return ToneTables(.gain(red / luminance), .gain(green / luminance), .gain(blue / luminance))
    }

    var isNeutral: Bool {
        samples == ToneTables(.same, on: .all).samples
    }
}
