import FoundationEssentials
import Typography

/// Writes quoted text on a ground of its own, so that it can be read whatever lies behind.
///
/// Its letters are outlines: a drawing looks the same where its fonts are not installed.
struct LetteringWriter {
    let text: SetLettering
    let style: DrawingStyle
    let unit: Double

    func write(to svg: inout SVGText) {
        let ground = PlaqueWriter(box: text.box, fontSize: text.fontSize, style: style, unit: unit)
            .write(to: &svg)
        let colour =
            [style.ink, style.paper].max { $0.contrast(with: ground) < $1.contrast(with: ground) }
            ?? style.ink
        if style.plaque == .sign { shine(to: &svg) }
        letters(to: &svg) { $0.fill(colour) }
        for picture in text.letters.pictures { write(picture, to: &svg) }
    }

    /// The halo of letters bent from tubes.
    private func shine(to svg: inout SVGText) {
        let tube = TubeTone(style: style).cool
        for (reach, opacity) in [(0.2, 0.16), (0.09, 0.4)] {
            letters(to: &svg) { svg in
                svg.stroke(tube, width: text.letters.metrics.size * reach, opacity: opacity)
            }
        }
    }

    private func letters(to svg: inout SVGText, _ attributes: (inout SVGText) -> Void) {
        svg.append("<path")
        let corner = "\(NumberText.plain(text.corner.x)) \(NumberText.plain(text.corner.y))"
        svg.attribute("transform", "translate(\(corner))")
        attributes(&svg)
        svg.attribute("d", text.letters.path)
        svg.append("/>")
    }

    private func write(_ picture: LetterPicture, to svg: inout SVGText) {
        svg.append("<image")
        svg.attribute("x", text.corner.x + picture.x)
        svg.attribute("y", text.corner.y + picture.y)
        svg.attribute("width", picture.width)
        svg.attribute("height", picture.height)
        svg.attribute("preserveAspectRatio", "none")
        svg.attribute("href", "data:image/png;base64,\(Data(picture.png).base64EncodedString())")
        svg.append("/>")
    }
}
