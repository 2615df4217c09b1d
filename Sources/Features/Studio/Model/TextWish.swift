import Engines
import Kernel
package import Typography

/// A text that is set, exactly, on a picture that was made of words.
package struct TextWish: Hashable, Sendable, Codable {
    package enum Place: String, CaseIterable, Sendable, Codable {
        case top
        case middle
        case bottom
    }

    /// What is kept free along the edges, as a share of the shorter side.
    private static let margin = 0.06
    /// Of the picture's height.
    private static let share = 0.3

    package let setting: TextSetting
    package let place: Place

    package init(_ setting: TextSetting, at place: Place = .bottom) {
        self.setting = setting
        self.place = place
    }

    /// The picture with the text on top.
    /// - Throws: `Problem` for a size that no canvas has.
    func document(over picture: ImageID, of size: PixelSize) throws(Problem) -> LayerDocument {
        try LayerDocument(
            canvas: LayerCanvas(size, background: .picture(picture, blur: 0)),
            layers: [Layer("text", .text(setting), in: box(in: size))]
        )
    }

    private func box(in size: PixelSize) -> LayerBox {
        let (width, height) = (Double(size.width), Double(size.height))
        let margin = min(width, height) * Self.margin
        let space = (height * Self.share).rounded()
        let top =
            switch place {
            case .top: margin
            case .middle: (height - space) / 2
            case .bottom: height - margin - space
            }
        return LayerBox(x: margin, y: top, width: width - 2 * margin, height: space)
    }
}

extension LayerDocument {
    /// The words on it.
    var texts: [String] {
        layers.compactMap(\.text)
    }
}
