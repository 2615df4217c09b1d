/// Numbers that change smoothly from place to place, by chance.
///
/// Source: K. Perlin, "Improving noise", 2002: gradients at the corners of a grid, blended by a curve of degree five.
struct SmoothNoise: Sendable {
    let seed: UInt64

    /// About -1 to 1; the grid's squares have a side of 1.
    func callAsFunction(_ x: Double, _ y: Double) -> Double {
        let (left, top) = (x.rounded(.down), y.rounded(.down))
        let (u, v) = (x - left, y - top)
        let (column, row) = (Int(left), Int(top))
        let (s, t) = (Self.eased(u), Self.eased(v))
        let upper = Self.mixed(slope(column, row, u, v), slope(column + 1, row, u - 1, v), s)
        let lower = Self.mixed(slope(column, row + 1, u, v - 1), slope(column + 1, row + 1, u - 1, v - 1), s)
        return Self.mixed(upper, lower, t) * 1.5
    }

    /// Coarse and fine together.
    func fractal(_ x: Double, _ y: Double, octaves: Int) -> Double {
        var (sum, share, reach) = (0.0, 0.62, 1.0)
        for octave in 0..<octaves {
            sum += share * self(x * reach + Double(octave) * 17.3, y * reach - Double(octave) * 9.1)
            share *= 0.45
            reach *= 2.03
        }
        return sum
    }

    private func slope(_ column: Int, _ row: Int, _ x: Double, _ y: Double) -> Double {
        let hash = hash(column, row)
        let across = Double(hash & 0xFFFF) / 32_767.5 - 1
        let down = Double(hash >> 16 & 0xFFFF) / 32_767.5 - 1
        return across * x + down * y
    }

    /// SplitMix64's finish.
    private func hash(_ column: Int, _ row: Int) -> UInt64 {
        let place =
            UInt64(bitPattern: Int64(column)) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(bitPattern: Int64(row))
        var value = place &* 0xD1B5_4A32_D192_ED03 &+ seed &* 0x9E37_79B9_7F4A_7C15
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    private static func eased(_ t: Double) -> Double { t * t * t * (t * (t * 6 - 15) + 10) }

    private static func mixed(_ from: Double, _ to: Double, _ share: Double) -> Double {
        from + (to - from) * share
    }
}
