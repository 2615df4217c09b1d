import Imaging
import Kernel
import Vision

/// Runs one tool that leaves the size as it is over the whole of a picture.
struct Effect {
    let step: EditStep
    let imaging: Imaging
    let vision: Vision

    /// - Throws: `ImagingError`.
    func applied(to picture: Picture) async throws(ImagingError) -> Picture {
        switch step.tool {
        case .exposure, .contrast, .highlights, .shadows, .temperature, .tint, .curves, .levels, .auto:
            try await light(picture)
        case .saturation, .vibrance, .hue, .blackAndWhite, .sepia, .duotone, .recolour, .invert, .posterise:
            try await colours(picture)
        case .blur, .sharpen, .denoise, .grain, .vignette: try await detail(picture)
        case .pencil: try await vision.pencil(picture, isColoured: step.isOn(.coloured))
        case .oil: try await vision.oil(picture, strength: (step.number(.brush) ?? 0) / 100)
        case .cartoon: try await vision.cartoon(picture)
        case .watercolour: try await vision.watercolour(picture)
        default: picture
        }
    }

    /// The amount on the tools' own scale.
    private var part: Double { step.amount / 100 }

    private func light(_ picture: Picture) async throws(ImagingError) -> Picture {
        switch step.tool {
        case .exposure: try await vision.exposure(part * Self.stops, on: picture)
        case .contrast: try await vision.contrast(part, on: picture)
        case .highlights: try await vision.highlights(part, on: picture)
        case .shadows: try await vision.shadows(part, on: picture)
        case .temperature: try await vision.whiteBalance(temperature: part, on: picture)
        case .tint: try await vision.whiteBalance(temperature: 0, tint: part, on: picture)
        case .curves:
            try await vision.curve(
                step.points.map { CurvePoint($0.x / 255, $0.y / 255) },
                channels: ToneChannels(word: step.word(.channel)),
                on: picture
            )
        case .levels:
            try await vision.levels(
                black: Int(step.number(.black) ?? 0),
                gamma: step.number(.gamma) ?? 1,
                white: Int(step.number(.white) ?? 255),
                on: picture
            )
        default: try await vision.enhance(picture, strength: part)
        }
    }

    private func colours(_ picture: Picture) async throws(ImagingError) -> Picture {
        switch step.tool {
        case .saturation: try await vision.saturation(part, on: picture)
        case .vibrance: try await vision.vibrance(part, on: picture)
        case .hue: try await vision.hue(step.angle, on: picture)
        case .blackAndWhite: try await vision.blackAndWhite(on: picture)
        case .sepia: try await vision.sepia(on: picture)
        case .duotone:
            try await vision.duotone(
                shadows: step.colour(.dark) ?? .black,
                lights: step.colour(.light) ?? .white,
                on: picture
            )
        case .recolour: try await recoloured(picture)
        case .invert: try await vision.invert(picture)
        default: try await vision.posterise(Int(step.number(.levels) ?? 6), on: picture)
        }
    }

    /// One colour into another, or everything into shades of one.
    private func recoloured(_ picture: Picture) async throws(ImagingError) -> Picture {
        let colour = step.colour(.colour) ?? .black
        guard let from = step.colour(.from) else {
            return try await vision.duotone(
                shadows: colour.mixed(with: .black, 0.85),
                lights: colour.mixed(with: .white, 0.6),
                on: picture
            )
        }
        return try await vision.recolour(
            from,
            to: colour,
            tolerance: step.number(.tolerance) ?? 30,
            on: picture
        )
    }

    private func detail(_ picture: Picture) async throws(ImagingError) -> Picture {
        switch step.tool {
        case .blur: try await imaging.blur(picture, sigma: picture.size.blurring(step.amount))
        case .sharpen:
            try await vision.sharpen(
                picture,
                amount: part * 2,
                radius: min(max(picture.size.fineness, 0.5), 10)
            )
        case .denoise: try await vision.denoise(picture, strength: part)
        case .grain:
            try await vision.grain(
                part,
                size: min(max(picture.size.fineness, 1), 8),
                seed: step.seed,
                on: picture
            )
        default: try await vision.vignette(part, on: picture)
        }
    }

    /// How many stops an amount of 100 is.
    private static let stops = 3.0
}

extension EditStep {
    var seed: Seed { Seed(clamping: UInt64(max(number(.seed) ?? 0, 0))) }

    /// How much of the effect is laid over the picture, 0 to 1; other tools take their amount as a strength.
    var share: Double {
        switch tool {
        case .blackAndWhite, .sepia, .duotone, .recolour, .invert, .pencil, .oil, .cartoon, .watercolour:
            amount / 100
        default: 1
        }
    }
}

extension PixelSize {
    /// The deviation in pixels of a blur from 0 to 100, which is a fortieth of the shorter side: the same look at every size.
    func blurring(_ amount: Double) -> Double {
        min(amount / 100 * Double(min(width, height)) / 40, 500)
    }

    /// How many pixels a fine detail has.
    var fineness: Double { Double(min(width, height)) / 1_000 * 1.2 }
}

extension ToneChannels {
    fileprivate init(word: String?) {
        switch word {
        case "red": self = .red
        case "green": self = .green
        case "blue": self = .blue
        default: self = .all
        }
    }
}

extension Colour {
    fileprivate func mixed(with other: Colour, _ share: Double) -> Colour {
        func part(_ from: UInt8, _ to: UInt8) -> UInt8 {
            UInt8((Double(from) + (Double(to) - Double(from)) * share).rounded())
        }
        return Colour(
            red: part(red, other.red),
            green: part(green, other.green),
            blue: part(blue, other.blue)
        )
    }
}
