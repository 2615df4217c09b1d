import CVision
package import Imaging
import Kernel

extension Vision {
    /// Makes all colours paler (-1: grey) or stronger (1: twice as strong), at the same lightness.
    package func saturation(_ amount: Double, on picture: Picture) async throws(ImagingError) -> Picture {
        guard (-1...1).contains(amount) else { throw .outOfRange }
        if amount == 0 { return picture }
        return try await make(of: picture) { vision_colours($0, Float(amount), 0, 0, $1, $2) }
    }

    /// As saturation, but pale colours change most and the colours of skin little; -1...1.
    package func vibrance(_ amount: Double, on picture: Picture) async throws(ImagingError) -> Picture {
        guard (-1...1).contains(amount) else { throw .outOfRange }
        if amount == 0 { return picture }
        return try await make(of: picture) { vision_colours($0, 0, Float(amount), 0, $1, $2) }
    }

    /// Turns all hues by -180...180 degrees, at the same lightness.
    package func hue(_ degrees: Double, on picture: Picture) async throws(ImagingError) -> Picture {
        guard (-180...180).contains(degrees) else { throw .outOfRange }
        if degrees == 0 { return picture }
        return try await make(of: picture) { vision_colours($0, 0, 0, Float(degrees), $1, $2) }
    }

    /// Turns what has about the hue of one colour into that of another, with its shades.
    ///
    /// `tolerance` says how far from the colour's hue, 1...180 degrees; the outer half fades out.
    package func recolour(
        _ colour: Colour,
        to other: Colour,
        tolerance: Double = 30,
        on picture: Picture
    ) async throws(ImagingError) -> Picture {
        guard (1...180).contains(tolerance) else { throw .outOfRange }
        return try await make(of: picture) {
            vision_recolour($0, vision_colour(colour), vision_colour(other), Float(tolerance), $1, $2)
        }
    }

    /// Leaves greys: how much of each band goes into them, -2...2 each.
    ///
    /// The standard is what the eye sees.
    package func blackAndWhite(
        red: Double = 0.2126,
        green: Double = 0.7152,
        blue: Double = 0.0722,
        on picture: Picture
    ) async throws(ImagingError) -> Picture {
        guard [red, green, blue].allSatisfy({ (-2...2).contains($0) }) else { throw .outOfRange }
        let greys = (0...255).flatMap { [UInt8($0), UInt8($0), UInt8($0)] }
        return try await gradient(greys, [Float(red), Float(green), Float(blue)], on: picture)
    }

    /// Leaves the browns of an old print.
    package func sepia(on picture: Picture) async throws(ImagingError) -> Picture {
        let colours = [
            Colour(red: 20, green: 12, blue: 6), Colour(red: 150, green: 114, blue: 74),
            Colour(red: 255, green: 244, blue: 222),
        ]
        return try await gradient(Self.gradient(colours), Self.eye, on: picture)
    }

    /// Leaves two colours and what lies between them: one for the shadows, one for the lights.
    package func duotone(
        shadows: Colour,
        lights: Colour,
        on picture: Picture
    ) async throws(ImagingError) -> Picture {
        try await gradient(Self.gradient([shadows, lights]), Self.eye, on: picture)
    }

    /// What each band weighs, after BT.709.
    private static let eye: [Float] = [0.2126, 0.7152, 0.0722]

    /// 256 colours from the first to the last, in equal stretches.
    private static func gradient(_ colours: [Colour]) -> [UInt8] {
        func mixed(_ from: UInt8, _ to: UInt8, _ share: Double) -> UInt8 {
            UInt8((Double(from) * (1 - share) + Double(to) * share).rounded())
        }
        var samples: [UInt8] = []
        for place in 0...255 {
            let position = Double(place) / 255 * Double(colours.count - 1)
            let start = min(Int(position), colours.count - 2)
            let share = position - Double(start)
            let (from, to) = (colours[start], colours[start + 1])
            samples.append(mixed(from.red, to.red, share))
            samples.append(mixed(from.green, to.green, share))
            samples.append(mixed(from.blue, to.blue, share))
        }
        return samples
    }

    private func gradient(
        _ colours: [UInt8],
        _ weights: [Float],
        on picture: Picture
    ) async throws(ImagingError) -> Picture {
        try await make(of: picture) { vision_gradient($0, weights, colours, $1, $2) }
    }
}
