import Foundation
package import Kernel

extension Design {
    /// How far, as a factor, a canvas may be from an aspect that the design claims.
    private static let tolerance = 1.08

    /// The design with texts, as a document that people may go on editing.
    ///
    /// Without texts it shows its samples. Of slots that are not named, optional ones are left out and others show their sample. Without a palette it
    /// takes its first.
    /// - Throws: `Problem` that names `texts.…`, `palette`, `size` or `images`.
    package func document(
        texts: [String: String]? = nil,
        palette: String? = nil,
        size: PixelSize,
        picture: ImageID? = nil,
        language: Language
    ) throws(Problem) -> LayerDocument {
        let canvas = try LayerCanvas(size)
        let writer = DesignWriter(
            palette: try self.palette(palette),
            styles: styles,
            texts: try filled(texts, in: language),
            picture: try self.picture(picture),
            language: language
        )
        do {
            return try document(of: try arrangement(for: size), on: canvas, by: writer)
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem(.internalError)  // no file that ships has a fault; a test draws each of them
        }
    }

    private func document(
        of arrangement: Arrangement,
        on canvas: LayerCanvas,
        by writer: DesignWriter
    ) throws -> LayerDocument {
        let frame = DesignFrame(canvas: canvas.box)
        let layers = try writer.layers(arrangement.layers, in: frame)
        let json = PlainJSON.object([
            "version": .number(Double(LayerDocument.version)),
            "canvas": .object([
                "width": .number(canvas.box.width),
                "height": .number(canvas.box.height),
                "background": try writer.resolved(arrangement.background, in: frame),
            ]),
            "layers": .list(layers.map { $0.spoken(in: writer.language) }),
        ])
        return try LayerDocument(json: try JSONEncoder().encode(json))
    }

    private func arrangement(for size: PixelSize) throws(Problem) -> Arrangement {
        let aspect = Double(size.width) / Double(size.height)
        let ranked = arrangements.flatMap { arrangement in
            arrangement.aspects.map { ratio in
                let claimed = Double(ratio.sides.width) / Double(ratio.sides.height)
                return (arrangement, distance: abs(log(claimed / aspect)))
            }
        }.min { $0.distance < $1.distance }
        guard let ranked, ranked.distance <= log(Self.tolerance) else {
            let known = aspects.map(\.rawValue).joined(separator: ", ")
            throw Problem(.valueUnknown, field: "size", ["known": known])
        }
        return ranked.0
    }

    private func palette(_ id: String?) throws(Problem) -> Palette {
        guard let id else { return palettes[0] }
        guard let palette = palettes.first(where: { $0.id == id }) else {
            throw Problem(
                .valueUnknown,
                field: "palette",
                ["known": palettes.map(\.id).joined(separator: ", ")]
            )
        }
        return palette
    }

    private func picture(_ picture: ImageID?) throws(Problem) -> ImageID? {
        switch self.picture {
        case .required where picture == nil: throw Problem(.missingField, field: "images")
        case .none where picture != nil:
            throw Problem(.lengthOutOfRange, field: "images", ["least": "0", "most": "0"])
        case .none, .optional, .required: return picture
        }
    }

    private func filled(_ texts: [String: String]?, in language: Language) throws(Problem) -> [String: String]
    {
        if let stranger = texts?.keys.filter({ name in !slots.contains { $0.id == name } }).min() {
            throw Problem(.unknownField, field: "texts.\(stranger.prefix(64))")
        }
        var filled: [String: String] = [:]
        for slot in slots {
            guard let text = texts?[slot.id] else {
                if texts == nil || !slot.isOptional { filled[slot.id] = slot.standard[language] }
                continue
            }
            guard text.count <= slot.most, slot.isOptional || !text.allSatisfy(\.isWhitespace) else {
                throw Problem(
                    .lengthOutOfRange,
                    field: "texts.\(slot.id)",
                    ["least": slot.isOptional ? "0" : "1", "most": "\(slot.most)"]
                )
            }
            filled[slot.id] = text
        }
        return filled
    }
}

extension PlainJSON {
    /// A layer whose text says its language, unless it does already.
    fileprivate func spoken(in language: Language) -> PlainJSON {
        guard case .object(var layer) = self, case .object(var text) = layer["text"] else { return self }
        text["language"] = text["language"] ?? .text(language.rawValue)
        layer["text"] = .object(text)
        return .object(layer)
    }
}
