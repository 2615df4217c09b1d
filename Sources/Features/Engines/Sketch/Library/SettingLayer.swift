/// One layer of a setting.
///
/// Its drawings count in thousandths of the picture's unit, from where they stand.
struct SettingLayer: Sendable {
    enum Kind: Hashable, Sendable {
        /// An edge that runs across the picture, repeated; everything below it is filled.
        case band(width: Double, fill: Paint)
        /// Drawings strewn about, about one in each square of `every` thousandths.
        case scatter(every: Double)
        /// Drawings side by side, about `every` thousandths apart.
        case row(every: Double)
        /// One drawing, its place a share of the picture's width.
        case once(across: ClosedRange<Double>)
    }

    let kind: Kind
    /// Where it stands: -1 the upper edge of the picture, 0 the horizon, 1 the lower edge.
    let at: ClosedRange<Double>
    /// By how much its drawings may be stretched upwards.
    let rise: ClosedRange<Double>
    /// How far it has faded into the sky.
    let haze: Double
    /// How much of the sky it gives back, as water does.
    let mirror: Double
    /// How much larger it grows where the picture is taller than its unit.
    let growth: Double
    /// How many pictures in one have it.
    let share: Double
    /// Painted over what was placed.
    let isFront: Bool
    /// How far above itself another, paler copy stands where the sky is tall; nil for never.
    let stack: Double?
    /// The times of day that it is there at; empty for all.
    let times: [String]
    /// The seasons that it is there in; empty for all.
    let seasons: Set<Season>
    /// Subjects that it shows, for pictures that must not have them.
    let shows: Set<String>
    let variants: [[ShapeTemplate]]
}
