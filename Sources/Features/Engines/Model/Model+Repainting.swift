package import Kernel

extension Model {
    /// The longest side of a picture that is made anew in its own shape.
    private static let longestSide = 2_048
    private static let step = 16

    /// The size in which a picture is made anew where nobody says another: of the nearest shape that the model makes, at the
    /// smallest resolution that is about as fine.
    package func size(repainting source: PixelSize) -> PixelSize {
        guard sizes == .table else { return Self.stepped(source) }
        let shape = Double(source.width) / Double(source.height)
        let ratio = aspectRatios.min { Self.distance($0, shape) < Self.distance($1, shape) } ?? .square
        let sizes = resolutions.map { PixelSize(ratio, $0) }.sorted { $0.pixels < $1.pixels }
        let fine = sizes.first { Double($0.pixels) >= 0.75 * Double(source.pixels) }
        return fine ?? sizes.last ?? Self.stepped(source)
    }

    /// By which factor two shapes differ; 0 for the same.
    private static func distance(_ ratio: AspectRatio, _ shape: Double) -> Double {
        let own = Double(ratio.sides.width) / Double(ratio.sides.height)
        return max(own / shape, shape / own)
    }

    private static func stepped(_ size: PixelSize) -> PixelSize {
        let scale = min(1, Double(longestSide) / Double(max(size.width, size.height)))
        func side(_ length: Int) -> Int {
            max(step, Int((Double(length) * scale / Double(step)).rounded()) * step)
        }
        return PixelSize(width: side(size.width), height: side(size.height))
    }

    /// The row of a graph that an operator approved.
    package static func graph(
        _ id: String,
        named name: String,
        engine: String,
        references: Int,
        takesMask: Bool,
        takesNegative: Bool
    ) -> Model {
        Model(
            id: id,
            name: name,
            provider: "ComfyUI",
            engine: engine,
            aliases: [],
            tasks: takesMask ? [.edit] : references == 0 ? [.generate] : [.generate, .edit],
            kind: .generative,
            sizes: .table,
            aspectRatios: [
                .square, .portrait2x3, .landscape3x2, .portrait3x4, .landscape4x3, .portrait9x16,
                .landscape16x9,
            ],
            resolutions: [.oneK],
            styles: [],
            mostImages: 4,
            takesSeed: true,
            creditsPerImage: 0,
            typicalSeconds: [:],
            place: Place.own,
            retires: nil,
            replacement: nil,
            upstream: nil,
            fallbacks: nil,
            // A graph takes as many pictures as it has places, neither more nor fewer, and a mask where it has one for it.
            references: references,
            neededReferences: references,
            takesMask: takesMask,
            needsMask: takesMask,
            keepsTurns: nil,
            limits: ["1K": 1_800],
            usdPerImage: nil,
            takesNegative: takesNegative
        )
    }
}
