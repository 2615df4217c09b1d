import CVision
package import Imaging

extension Vision {
    /// Brightens or darkens in linear light by -5...5 stops.
    ///
    /// White stays white: what is brightened bends into it softly.
    package func exposure(_ stops: Double, on picture: Picture) async throws(ImagingError) -> Picture {
        try await tone(picture, stops, in: -5...5) { .exposure(stops) }
    }

    /// Makes contrast weaker or stronger around middle grey, -1...1.
    package func contrast(_ amount: Double, on picture: Picture) async throws(ImagingError) -> Picture {
        try await tone(picture, amount, in: -1...1) { .contrast(amount) }
    }

    /// Moves the white point in linear light.
    ///
    /// `temperature` goes from blue (-1) to amber (1), `tint` from green (-1) to magenta (1). Greys keep their luminance until
    /// they clip.
    package func whiteBalance(
        temperature: Double,
        tint: Double = 0,
        on picture: Picture
    ) async throws(ImagingError) -> Picture {
        guard (-1...1).contains(temperature), (-1...1).contains(tint) else { throw .outOfRange }
        if temperature == 0, tint == 0 { return picture }
        return try await apply(ToneTables.whiteBalance(temperature: temperature, tint: tint), to: picture)
    }

    /// Bends brightness by a monotone curve through 2...16 points, from left to right, each of 0...1.
    ///
    /// Left and right of the outermost points the curve is level. `channels` says which bands it bends.
    package func curve(
        _ points: [CurvePoint],
        channels: ToneChannels = .all,
        on picture: Picture
    ) async throws(ImagingError) -> Picture {
        guard let curve = ToneCurve(points) else { throw .outOfRange }
        return try await apply(ToneTables(ToneTable(curve), on: channels), to: picture)
    }

    /// Stretches brightness between `black` (0...254) and `white` (above `black`, to 255), bent by `gamma` (0.1...10; above
    /// 1 brightens the middle).
    package func levels(
        black: Int = 0,
        gamma: Double = 1,
        white: Int = 255,
        channels: ToneChannels = .all,
        on picture: Picture
    ) async throws(ImagingError) -> Picture {
        guard (0...254).contains(black), (black + 1...255).contains(white), (0.1...10).contains(gamma)
        else { throw .outOfRange }
        if black == 0, white == 255, gamma == 1 { return picture }
        let table = ToneTable.levels(black: black, gamma: gamma, white: white)
        return try await apply(ToneTables(table, on: channels), to: picture)
    }

    /// Makes a negative.
    package func invert(_ picture: Picture) async throws(ImagingError) -> Picture {
        try await apply(ToneTables(.inverse, on: .all), to: picture)
    }

    /// Leaves 2...64 steps of each band.
    package func posterise(_ steps: Int, on picture: Picture) async throws(ImagingError) -> Picture {
        guard (2...64).contains(steps) else { throw .outOfRange }
        return try await apply(ToneTables(.steps(steps), on: .all), to: picture)
    }

    private func tone(
        _ picture: Picture,
        _ value: Double,
        in range: ClosedRange<Double>,
        _ table: () -> ToneTable
    ) async throws(ImagingError) -> Picture {
        guard range.contains(value) else { throw .outOfRange }
        if value == 0 { return picture }
        return try await apply(ToneTables(table(), on: .all), to: picture)
    }

    private func apply(_ tables: ToneTables, to picture: Picture) async throws(ImagingError) -> Picture {
        if tables.isNeutral { return picture }
        return try await make(of: picture) { vision_tables($0, tables.samples, $1, $2) }
    }
}
