import Kernel

extension EditTool {
    /// Its parameters, in the order that people set them.
    package var members: [EditMember] {
        let mask: [EditMember] =
            switch maskUse {
            case .none: []
            case .optional: [.optional(.mask, .mask)]
            case .required: [.required(.mask, .mask)]
            }
        return own + mask
    }

    func member(_ name: EditMember.Name) -> EditMember? {
        members.first { $0.name == name }
    }

    private var own: [EditMember] {
        switch self {
        case .crop, .straighten, .rotate, .flip, .resize, .extend: geometry
        case .exposure, .contrast, .highlights, .shadows, .temperature, .tint, .saturation, .vibrance:
            [.number(.amount, Self.signed, 30)]
        case .hue: [.number(.angle, -180...180, 30)]
        case .curves: [.required(.points, .curve), .word(.channel, ["all", "red", "green", "blue"])]
        case .levels:
            [.whole(.black, 0...254, 0), .whole(.white, 1...255, 255), .number(.gamma, 0.1...10, 1)]
        case .auto: [.number(.amount, Self.share, 50)]
        case .blackAndWhite, .sepia, .invert: [.number(.amount, Self.share, 100)]
        case .duotone:
            [
                .optional(.dark, .colour, .colour(Colour(red: 0x1B, green: 0x1F, blue: 0x4B))),
                .optional(.light, .colour, .colour(Colour(red: 0xFF, green: 0xE2, blue: 0xB8))),
                .number(.amount, Self.share, 100),
            ]
        case .recolour:
            [
                .required(.colour, .colour), .optional(.from, .colour), .number(.tolerance, 1...180, 30),
                .number(.amount, Self.share, 100),
            ]
        case .posterise: [.whole(.levels, 2...32, 6)]
        case .blur: [.number(.amount, Self.share, 20)]
        case .sharpen, .denoise: [.number(.amount, Self.share, 40)]
        case .grain: [.number(.amount, Self.share, 25), .whole(.seed, Self.seeds, 0)]
        case .vignette: [.number(.amount, Self.signed, 40)]
        case .removeBackground: Self.subject
        case .replaceBackground: [.optional(.colour, .colour), .optional(.image, .image)] + Self.subject
        case .blurBackground: [.number(.amount, Self.share, 50)] + Self.subject
        case .erase: [.whole(.seed, Self.seeds, 0)]
        case .paste:
            [.required(.image, .image), .required(.box, .box), .word(.mode, ["seamless", "mixed", "plain"])]
        case .pencil: [.optional(.coloured, .flag, .flag(false)), .number(.amount, Self.share, 100)]
        case .oil: [.number(.brush, Self.share, 50), .number(.amount, Self.share, 100)]
        case .cartoon, .watercolour: [.number(.amount, Self.share, 100)]
        case .blurFaces, .pixelateFaces: []
        }
    }

    private var geometry: [EditMember] {
        switch self {
        case .crop: [.optional(.box, .box), .optional(.aspect, .aspect)]
        case .straighten: [.number(.angle, -45...45)]
        case .rotate:
            [.number(.angle, -360...360, 90), .optional(.fill, .fill(["transparent"]), .word("transparent"))]
        case .flip: [.word(.direction, ["horizontal", "vertical"])]
        case .resize:
            [
                .whole(.width, Self.sides), .whole(.height, Self.sides), .number(.factor, 0.01...16),
                .word(.fit, ["inside", "cover", "stretch"]),
            ]
        case .extend:
            [
                .number(.left, Self.margin, 0), .number(.top, Self.margin, 0),
                .number(.right, Self.margin, 0),
                .number(.bottom, Self.margin, 0), .word(.unit, ["pixel", "fraction"]),
                .optional(.aspect, .aspect),
                .optional(.fill, .fill(["transparent", "edge", "mirror"]), .word("edge")),
            ]
        default: []
        }
    }

    private static let signed = -100.0...100.0
    private static let share = 0.0...100.0
    private static let seeds = 0...Int(Seed.largest)
    private static let margin = 0.0...12_288.0
    private static let sides = 1...12_288
    /// What stays of the picture: found by itself, or said; and strokes that correct what was found.
    private static let subject: [EditMember] = [
        .optional(.subject, .mask), .optional(.keep, .mask), .optional(.drop, .mask),
    ]
}
