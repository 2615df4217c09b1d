/// The colours of one thing: its palette, what it is made of, what was asked for, and what its place needs.
struct Dress {
    private let colouring: Colouring
    private let palette: [String: SketchColour]
    private let asked: [SketchColour]
    let material: Material?
    /// Whether it throws light by night.
    private let shines: Bool
    private var lift = 0.0

    init(
        colouring: Colouring,
        palette: [String: SketchColour],
        asked: [SketchColour],
        material: Material?,
        nth: Int,
        shines: Bool = false
    ) {
        self.colouring = colouring
        self.material = material
        self.shines = shines
        let own = material.map { $0.palettes[max(0, nth) % $0.palettes.count] } ?? [:]
        self.palette = palette.merging(own.filter { palette[$0.key] != nil }) { $1 }
        // Who asks for gold asks for its colour.
        self.asked = asked.isEmpty ? ["main", "second"].compactMap { own[$0] } : asked
    }

    func tint(_ paint: Paint) -> Colouring.Tint {
        colouring.item(paint, palette, asked: asked, lift: lift, shines: shines)
    }

    /// Makes the main colour lighter or darker where it would be lost before `backing`.
    mutating func standOff(_ backing: SketchColour) {
        // Brush and pen draw edges; they need no help.
        guard colouring.style.hand == .even || colouring.style.hand == .cut else { return }
        lift = Standout.lift(of: tint(Paint("main")).colour, from: backing)
    }
}
