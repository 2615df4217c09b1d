import Kernel

extension HostTraits {
    /// The size to ask `model` for: the wanted one where it is legal, else the nearest.
    ///
    /// Nil when the nearest differs so much in shape that more than half of its picture would have to be cut away.
    func legalSize(for wanted: PixelSize, of model: String) -> PixelSize? {
        guard PixelGrid.isSane(wanted) else { return nil }
        return switch sizes {
        case .any: wanted
        case .fixed(let size): Self.nearest(of: [size], to: wanted)
        case .listed(let sizes): Self.nearest(of: sizes, to: wanted)
        case .openAI where Self.isFirstGeneration(model): Self.nearest(of: Self.threeSizes, to: wanted)
        case .openAI: PixelGrid.openAI.nearest(to: wanted)
        }
    }

    private static let threeSizes = [
        PixelSize(width: 1_024, height: 1_024),
        PixelSize(width: 1_536, height: 1_024),
        PixelSize(width: 1_024, height: 1_536),
    ]
    private static let firstGeneration = ["gpt-image-1", "gpt-image-1.5", "chatgpt-image-latest"]
    private static let strangestShape = 2.0

    /// The name of a variant or a snapshot goes on after a dash.
    private static func isFirstGeneration(_ model: String) -> Bool {
        firstGeneration.contains { model == $0 || model.hasPrefix($0 + "-") }
    }

    /// The one of the nearest shape; of those of one shape, the one of the nearest area.
    private static func nearest(of sizes: [PixelSize], to wanted: PixelSize) -> PixelSize? {
        sizes
            .filter { PixelGrid.isSane($0) && shape($0, besides: wanted) <= strangestShape }
            .min { left, right in
                let (first, second) = (
                    rounded(shape(left, besides: wanted)), rounded(shape(right, besides: wanted))
                )
                guard first == second else { return first < second }
                return area(left, besides: wanted) < area(right, besides: wanted)
            }
    }

    private static func shape(_ size: PixelSize, besides other: PixelSize) -> Double {
        Double(size.width * other.height).factor(to: Double(size.height * other.width))
    }

    private static func area(_ size: PixelSize, besides other: PixelSize) -> Double {
        Double(size.pixels).factor(to: Double(other.pixels))
    }

    /// 1248x832 and 1264x848 are of one shape to people.
    private static func rounded(_ factor: Double) -> Int {
        Int((factor * 100).rounded())
    }
}
