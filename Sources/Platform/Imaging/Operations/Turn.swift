import CImaging
import Foundation
package import Kernel

/// What a picture is mirrored along.
package enum FlipDirection: String, Hashable, Sendable, Codable, CaseIterable {
    /// Left becomes right.
    case horizontal
    /// Upper becomes lower.
    case vertical
}

extension Imaging {
    /// Mirrors a picture; exact.
    package func flip(_ picture: Picture, _ direction: FlipDirection) async throws(ImagingError) -> Picture {
        try await run { call throws(ImagingError) in
            try call.picture {
                imaging_flip(picture.handle, direction == .vertical, call.handle, $0)
            }
        }
    }

    /// Turns a picture clockwise by quarters, exactly; any number counts, also a negative one.
    package func rotate(_ picture: Picture, quarterTurns: Int) async throws(ImagingError) -> Picture {
        let turns = ((quarterTurns % 4) + 4) % 4
        if turns == 0 { return picture }
        return try await run { call throws(ImagingError) in
            try call.picture { imaging_quarter_turn(picture.handle, Int32(turns), call.handle, $0) }
        }
    }

    /// Turns a picture clockwise by an angle, -360...360 degrees; the canvas grows to hold all of it.
    ///
    /// Quarters are exact; all else is interpolated. The corners show the background.
    package func rotate(
        _ picture: Picture,
        degrees: Double,
        background: Colour = .transparent
    ) async throws(ImagingError) -> Picture {
        guard (-360...360).contains(degrees) else { throw .outOfRange }
        if degrees.remainder(dividingBy: 90) == 0 {
            return try await rotate(picture, quarterTurns: Int(degrees / 90))
        }
        try Self.check(picture.size.turned(by: degrees))
        return try await run { call throws(ImagingError) in
            try call.picture {
                imaging_rotate(picture.handle, degrees, background.samples, call.handle, $0)
            }
        }
    }

    /// Turns a picture clockwise by a small angle, -45...45 degrees, and keeps the largest upright rectangle that shows
    /// nothing but the picture.
    package func straighten(_ picture: Picture, degrees: Double) async throws(ImagingError) -> Picture {
        guard (-45...45).contains(degrees) else { throw .outOfRange }
        if degrees == 0 { return picture }
        let inner = picture.size.inner(turnedBy: degrees)
        return try await run { call throws(ImagingError) in
            try call.picture {
                imaging_straighten(
                    picture.handle,
                    degrees,
                    Int32(inner.width),
                    Int32(inner.height),
                    call.handle,
                    $0
                )
            }
        }
    }
}

extension PixelSize {
    /// The canvas that holds all of a turned picture.
    package func turned(by degrees: Double) -> PixelSize {
        let (sine, cosine) = (abs(sin(degrees * .pi / 180)), abs(cos(degrees * .pi / 180)))
        return PixelSize(
            width: Int((Double(width) * cosine + Double(height) * sine).rounded(.up)),
            height: Int((Double(width) * sine + Double(height) * cosine).rounded(.up))
        )
    }

    /// The largest upright rectangle inside a turned picture, at least one pixel.
    ///
    /// Either two of its corners lie on one long side each, or all four lie on a side each.
    package func inner(turnedBy degrees: Double) -> PixelSize {
        let (sine, cosine) = (abs(sin(degrees * .pi / 180)), abs(cos(degrees * .pi / 180)))
        let (long, short) = (Double(max(width, height)), Double(min(width, height)))
        var (inWidth, inHeight): (Double, Double)
        if short <= 2 * sine * cosine * long || abs(sine - cosine) < 1e-9 {
            let half = short / 2
            (inWidth, inHeight) =
                width >= height ? (half / sine, half / cosine) : (half / cosine, half / sine)
        } else {
            let cosineOfDouble = cosine * cosine - sine * sine
            inWidth = (Double(width) * cosine - Double(height) * sine) / cosineOfDouble
            inHeight = (Double(height) * cosine - Double(width) * sine) / cosineOfDouble
        }
        inWidth = min(inWidth, Double(width))
        inHeight = min(inHeight, Double(height))
        return PixelSize(width: max(1, Int(inWidth)), height: max(1, Int(inHeight)))
    }
}
