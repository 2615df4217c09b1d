/// What a colour becomes in ink: a grey of like lightness, or itself a little muted where it was asked for.
struct InkTone: Hashable {
    let colour: SketchColour
    let opacity: Double
    /// Whether it fades within a surface.
    let runsOut: Bool

    init(_ tint: Colouring.Tint, style: DrawingStyle) {
        if tint.isCommon {
            colour = tint.colour
            opacity = 0.9
            runsOut = false
            return
        }
        if tint.isAsked {
            colour = tint.colour.mixed(with: style.ink, 0.05)
            opacity = 0.92
            runsOut = false
            return
        }
        let depth = min(max((1 - tint.colour.lab.lightness) * 1.25 - 0.08, 0), 1)
        let grey = style.paper.mixed(with: style.ink, 0.05 + 0.88 * depth)
        // A breath of its own colour keeps the greys alive.
        colour = grey.mixed(with: tint.colour, 0.07)
        opacity = 0.5 + 0.42 * depth
        runsOut = true
    }
}
