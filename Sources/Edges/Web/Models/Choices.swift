import Engines
import Kernel
import Mustache

/// A style that the form offers; nil is none, which leaves it to the words.
///
/// All are shown by views of one drawing, `art/styles.svg`, for a request weighs more than a view.
struct StyleChoice: MustacheParent {
    let id: String?
    let name: String
    let isSelected: Bool

    func child(named name: String) -> Any? {
        switch name {
        case "id": id ?? ""
        case "name": self.name
        case "art": id ?? "none"
        case "selected": isSelected
        default: nil
        }
    }
}

/// A shape that the form offers, with a small drawing of it.
struct ShapeChoice: MustacheParent {
    private static let longestSide = 20.0
    private static let shortestSide = 5.0

    let ratio: AspectRatio
    let size: PixelSize
    let isSelected: Bool

    init(_ ratio: AspectRatio, isSelected: Bool) {
        self.ratio = ratio
        self.isSelected = isSelected
        size = PixelSize(ratio, .oneK)
    }

    func child(named name: String) -> Any? {
        switch name {
        case "id": ratio.rawValue
        case "width": size.width
        case "height": size.height
        case "icon_width": drawn(size.width)
        case "icon_height": drawn(size.height)
        case "selected": isSelected
        default: nil
        }
    }

    private func drawn(_ side: Int) -> Int {
        let scale = Self.longestSide / Double(max(size.width, size.height))
        return Int(max(Self.shortestSide, (Double(side) * scale).rounded()))
    }
}

/// A resolution that the form offers.
struct ResolutionChoice: MustacheParent {
    let resolution: Resolution
    let isSelected: Bool

    init(_ resolution: Resolution, isSelected: Bool) {
        self.resolution = resolution
        self.isSelected = isSelected
    }

    func child(named name: String) -> Any? {
        switch name {
        case "id": resolution.rawValue
        case "factor": PixelSize(.square, resolution).width / PixelSize(.square, .oneK).width
        case "selected": isSelected
        default: nil
        }
    }
}

/// A model that the form offers, with what its script reckons by.
struct ModelChoice: MustacheParent, Sendable {
    let model: Model
    let words: Catalogue
    let isSelected: Bool

    init(_ model: Model, _ words: Catalogue, isSelected: Bool) {
        self.model = model
        self.words = words
        self.isSelected = isSelected
    }

    func child(named name: String) -> Any? {
        switch name {
        case "id": model.id
        case "name": words.name(of: model)
        case "summary": words.summary(ofModel: model.id)
        case "is_local": model.staysHere
        case "place": words.place(of: model)
        case "styles": model.styles.joined(separator: " ")
        case "shapes": model.sizes == .any ? nil : model.aspectRatios.map(\.rawValue).joined(separator: " ")
        case "resolutions": model.resolutions.map(\.rawValue).joined(separator: " ")
        case "references": model.mostReferences
        case "credits": model.creditsPerImage
        case "takes_negative": model.takesNegative == true
        case "seconds": seconds
        case "selected": isSelected
        default: nil
        }
    }

    /// One number a resolution, in their order.
    private var seconds: String {
        Resolution.allCases.map { (model.typicalSeconds[$0.rawValue] ?? 0).plain }.joined(separator: " ")
    }
}
