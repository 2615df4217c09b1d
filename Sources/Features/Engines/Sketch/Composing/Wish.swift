/// Where a cluster had best be.
struct Wish {
    /// Of its 0, 0, in scene units.
    var x: Double
    /// A depth; aloft, a share of the sky's height.
    var depth: Double
    /// How many times larger than its neighbours it is shown.
    var boost = 1.0
    /// Whether others have to make way for it.
    var isFixed = false
}
